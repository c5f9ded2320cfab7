from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor_plugins.linux import sshd
from auditor_plugins.linux.hosts import TreeHost
from auditor_plugins.linux.sshd_values import KEYWORDS

MAIN = "/etc/ssh/sshd_config"
SSHD = shutil.which("sshd") or "/usr/sbin/sshd"


def test_a_value_carries_the_line_that_sets_it_and_a_default_line_1(tree):
    found = tree.write({MAIN: "# head\nport 22\nPermitRootLogin=yes\n"}).collect()["sshd_config"]
    assert found.row["permitrootlogin"] == "yes"
    assert found.at("permitrootlogin") == ("host/etc/ssh/sshd_config", 3)
    assert found.row["maxauthtries"] == 6
    assert found.at("maxauthtries") == ("host/etc/ssh/sshd_config", 1)
    assert found.row["host"] == "web-1"


def test_the_first_value_wins_across_includes_in_lexical_order(tree):
    found = tree.write(
        {
            MAIN: "Include /etc/ssh/sshd_config.d/*.conf\nPasswordAuthentication yes\n",
            f"{MAIN}.d/20.conf": "PasswordAuthentication yes\n",
            f"{MAIN}.d/10.conf": "\nPASSWORDAUTHENTICATION No # off\n",
        }
    ).collect()["sshd_config"]
    assert found.row["passwordauthentication"] == "no"
    assert found.at("passwordauthentication") == ("host/etc/ssh/sshd_config.d/10.conf", 2)


def test_an_include_within_match_stays_within_it(tree):
    text = "PasswordAuthentication no\nMatch User x\n  Include m.conf\nPermitRootLogin yes\n"
    found = tree.write({MAIN: text, "/etc/ssh/m.conf": "PasswordAuthentication yes\n"}).collect()
    base, block = found["sshd_config"].items
    assert (base["passwordauthentication"], base["permitrootlogin"]) == ("no", "prohibit-password")
    assert (block["passwordauthentication"], block["permitrootlogin"]) == ("yes", "yes")
    assert block["_locs"]["passwordauthentication"]["file"] == "host/etc/ssh/m.conf"


def test_a_weakening_match_block_is_a_row_at_its_own_line(tree):
    text = (
        "PermitRootLogin no\nMatch Address 10.0.0.0/8\n  X11Forwarding no\n  PermitRootLogin yes\n"
    )
    base, block = tree.write({MAIN: text}).collect()["sshd_config"].items
    assert base["permitrootlogin"] == "no"
    assert block["permitrootlogin"] == "yes"
    assert block["_loc"] == {"file": "host/etc/ssh/sshd_config", "line": 4}
    assert block["host"] == base["host"]


def test_a_match_block_that_tightens_is_no_row(tree):
    text = "PermitRootLogin yes\nMatch User x\nPermitRootLogin no\nMaxAuthTries 2\n"
    assert len(tree.write({MAIN: text}).collect()["sshd_config"].items) == 1


def test_match_all_overrides_the_global_value(tree):
    text = "PasswordAuthentication no\nMatch all\nPasswordAuthentication yes\n"
    found = tree.write({MAIN: text}).collect()["sshd_config"]
    assert found.row["passwordauthentication"] == "yes"
    assert found.at("passwordauthentication")[1] == 3


def test_algorithm_lists_are_applied_to_the_defaults(tree):
    text = "Ciphers +aes128-cbc\nMACs -hmac-sha1*,umac-*\n"
    row = tree.write({MAIN: text}).collect()["sshd_config"].row
    assert row["ciphers"][-1] == "aes128-cbc" and len(row["ciphers"]) == 7
    assert row["macs"] == [
        "hmac-sha2-256-etm@openssh.com",
        "hmac-sha2-512-etm@openssh.com",
        "hmac-sha2-256",
        "hmac-sha2-512",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "PermitRootLogin maybe",
        "MaxAuthTries many",
        "PasswordAuthentication",
        'PermitRootLogin "yes',
        "PermitRootLogin no yes",
        "Match User x\nCiphers aes128-cbc",
    ],
)
def test_a_line_that_sshd_refuses_is_a_partial_gap_and_the_rest_is_read(tree, line):
    text = f"MaxAuthTries 3\n{line}\nClientAliveInterval 60\n"
    found = tree.write({MAIN: text}).collect()["sshd_config"]
    assert found.row["maxauthtries"] == 3
    assert found.gap.reason == "invalid" and found.gap.partial
    assert found.gap.location.line == 2 + line.count("\n")
    assert "maybe" not in found.gap.message and "many" not in found.gap.message


def test_without_the_package_there_is_nothing_to_judge(tree):
    found = tree.install("bash").collect()["sshd_config"]
    assert found.collected and not found.items and not found.gaps


@pytest.mark.parametrize("packages", [(), ("openssh-server",)])
def test_a_lost_file_is_an_absent_gap(tree, packages):
    if packages:
        tree.install(*packages)
    gap = tree.collect()["sshd_config"].gap
    assert (gap.reason, gap.partial) == ("absent", False)
    assert gap.location.file == "host/etc/ssh/sshd_config"


SPELLINGS = [
    "PermitRootLogin",
    "passwordauthentication",
    "PermitEmptyPasswords",
    "MAXAUTHTRIES",
    "ClientAliveInterval",
    "Ciphers",
    "MACs",
]
words = st.sampled_from(SPELLINGS)
lists = st.lists(st.sampled_from(["aes128-cbc", "aes256-ctr", "3des-cbc"]), min_size=1).map(
    ",".join
)
macs = st.lists(st.sampled_from(["hmac-md5", "hmac-sha1", "hmac-sha2-256"]), min_size=1).map(
    ",".join
)
VALUES = {
    "permitrootlogin": st.sampled_from(
        ["yes", "No", "prohibit-password", "without-password", "forced-commands-only"]
    ),
    "passwordauthentication": st.sampled_from(["yes", "no", "YES"]),
    "permitemptypasswords": st.sampled_from(["yes", "no"]),
    "maxauthtries": st.integers(1, 20).map(str),
    "clientaliveinterval": st.sampled_from(["0", "300", "5m", "1h30m", "2w"]),
    "ciphers": st.tuples(st.sampled_from(["", "+", "-", "^"]), lists).map("".join),
    "macs": st.tuples(st.sampled_from(["", "+", "-", "^"]), macs).map("".join),
}
forms = st.sampled_from(["{} {}", "{}={}", "  {} = {}", '{} "{}"', "{}\t{} # note", "{} {}  "])


@st.composite
def setting(draw, within: bool):
    word = draw(words.filter(lambda one: not within or one not in ("Ciphers", "MACs")))
    return draw(forms).format(word, draw(VALUES[word.lower()]))


HEADS = ["Match User root", "Match User nobody", "Match all", "Match Group x Address 10.0.0.0/8"]
blocks = st.tuples(st.sampled_from(HEADS), st.lists(setting(within=True), min_size=1, max_size=3))


@st.composite
def config(draw):
    """The main file, and a file that it includes, globally or within the last Match block."""
    head = draw(st.lists(setting(within=False), max_size=5))
    tail = [line for name, lines in draw(st.lists(blocks, max_size=3)) for line in (name, *lines)]
    included = draw(st.lists(setting(within=True), max_size=3))
    where = draw(st.integers(0, len(head) + len(tail)))
    lines = [*head, *tail]
    lines.insert(where, "Include {folder}/inc*.conf")
    return "\n".join(lines) + "\n", "\n".join(included) + "\n"


def oracle(main: Path, *extra: str) -> dict[str, str]:
    done = subprocess.run(
        [SSHD, "-T", "-f", str(main), *extra], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return dict(line.split(" ", 1) for line in done.stdout.splitlines() if " " in line)


def judged(row: dict[str, object], said: dict[str, str]) -> None:
    for key, keyword in KEYWORDS.items():
        assert row[key] == keyword.read(said[key]), key


@pytest.fixture(scope="module")
def real_sshd(tmp_path_factory):
    if not Path(SSHD).exists():
        if "sshd" in os.environ.get("AUDITOR_REQUIRE", ""):
            pytest.fail("sshd is required and missing")
        pytest.skip("sshd is not installed (Debian: openssh-server)")
    key = tmp_path_factory.mktemp("key") / "host"
    Path("/run/sshd").mkdir(exist_ok=True) if os.geteuid() == 0 else None
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    probe = key.with_name("probe")
    probe.write_text(f"HostKey {key}\n")
    done = subprocess.run(
        [SSHD, "-T", "-f", str(probe)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"sshd -T cannot run here: {done.stderr.strip()[:80]}")
    return key


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(config())
def test_the_parser_agrees_with_sshd(real_sshd, texts):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        main = folder / "sshd_config"
        main.write_text(f"HostKey {real_sshd}\n" + texts[0].format(folder=folder))
        (folder / "inc1.conf").write_text(texts[1])
        found = sshd.read(TreeHost(Path("/"), folder), "h", str(main))
        assert not found.problems
        judged(found.items[0], oracle(main))
        rows = [{key: row[key] for key in KEYWORDS} for row in found.items]
        for user in ("root", "nobody"):
            spec = f"user={user},host=h,addr=192.0.2.1"
            said = oracle(main, "-C", spec)
            effective = {key: keyword.read(said[key]) for key, keyword in KEYWORDS.items()}
            weaker = [
                key
                for key, keyword in KEYWORDS.items()
                if keyword.in_match
                and keyword.weakness(effective[key]) > keyword.weakness(rows[0][key])
            ]
            for key in weaker:
                assert any(row[key] == effective[key] for row in rows[1:]), (key, user)
