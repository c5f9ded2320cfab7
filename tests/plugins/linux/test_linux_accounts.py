from __future__ import annotations

import json
import sqlite3
import string
import struct
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

HASH = "$y$j9T$saltsaltsalt$verySecretHashvalue0123456789"
PASSWD = (
    "root:x:0:0:root:/root:/bin/bash\n"
    "www-data:x:33:33:www:/var/www:/usr/sbin/nologin\n"
    "li:x:1000:1000:Li:/home/li:/bin/bash\n"
    "zhao:x:1001:1001:Zhao:/home/zhao:/bin/sh\n"
    "wu::1002:1002:Wu:/home/wu:\n"
)
SHADOW = (
    f"root:{HASH}:20700:0:99999:7:::\n"
    "www-data:*:20000:0:99999:7:::\n"
    f"li:{HASH}:20700:0:90:7::21000:\n"
    f"zhao:!{HASH}:0:0:99999:7:::\n"
    "wu::20700:0:99999:7:::\n"
)
GROUP = "root:x:0:\nwww-data:x:33:\nsudo:x:27:zhao\nli:x:1000:\nzhao:x:1001:\nops:x:50:li\n"
BASE = {
    "/etc/passwd": PASSWD,
    "/etc/shadow": SHADOW,
    "/etc/group": GROUP,
    "/etc/sudoers": "root ALL=(ALL:ALL) ALL\n",
}


def accounts(tree, extra=None, **options):
    return tree.write(BASE | (extra or {})).collect(**options)["account_inventory"]


def by_name(found):
    return {row["account"]: row for row in found.items}


def test_kind_state_and_dates(tree):
    found = accounts(tree, owners={"li": "P-07"})
    rows = by_name(found)
    assert [rows[name]["kind"] for name in ("root", "www-data", "li")] == [
        "service",
        "service",
        "personal",
    ]
    enabled = {name: row["enabled"] for name, row in rows.items()}
    assert enabled == {"root": True, "www-data": False, "li": True, "zhao": False, "wu": True}
    assert rows["li"]["password_changed_at"] == "2026-09-04"
    assert rows["li"]["expires_at"] == "2027-07-01"
    assert rows["li"]["person"] == "P-07" and "person" not in rows["wu"]
    assert "password_changed_at" not in rows["zhao"]
    assert rows["li"]["_loc"] == {"file": "host/etc/passwd", "line": 3}
    assert rows["li"]["_locs"]["password_changed_at"] == {"file": "host/etc/shadow", "line": 3}
    assert not found.gaps


def test_a_key_opens_a_locked_account(tree):
    keys = {"/home/zhao/.ssh/authorized_keys": "# none\nssh-ed25519 AAAA zhao\n"}
    assert by_name(accounts(tree, keys))["zhao"]["enabled"] is True


def test_an_empty_key_file_opens_nothing_and_sshd_may_name_another(tree):
    files = {
        "/home/zhao/.ssh/authorized_keys": "# none\n",
        "/etc/ssh/sshd_config": "AuthorizedKeysFile /etc/keys/%u\n",
    }
    assert by_name(accounts(tree, files))["zhao"]["enabled"] is False
    tree.write({"/etc/keys/zhao": "ssh-ed25519 AAAA zhao\n"})
    assert by_name(accounts(tree))["zhao"]["enabled"] is True


@pytest.mark.parametrize(
    ("sudoers", "who"),
    [
        ("", {"root", "zhao"}),
        ("li ALL=(ALL) NOPASSWD: ALL\n", {"root", "zhao", "li"}),
        ("%ops ALL = ALL\n", {"root", "zhao", "li"}),
        ("#1002 ALL=(ALL:ALL) ALL\n", {"root", "zhao", "wu"}),
        ("User_Alias ADM = wu, %ops\nADM ALL=(root) ALL\n", {"root", "zhao", "li", "wu"}),
        ("Cmnd_Alias ANY = ALL\nli ALL=ANY\n", {"root", "zhao", "li"}),
        ("ALL ALL=(ALL) ALL, !/bin/su\n", {"root", "zhao", "li", "wu", "www-data"}),
        ("ALL, !wu ALL=(ALL) ALL\n", {"root", "zhao", "li", "www-data"}),
        ("li ALL=(www-data) ALL\n", {"root", "zhao"}),
        ("li ALL=(root) /bin/ls, /bin/ALL\n", {"root", "zhao"}),
        ("li ALL=(root) /bin/ls : ALL=(ALL) ALL\n", {"root", "zhao", "li"}),
        ("li ALL=(www-data) /bin/ls, (root) ALL\n", {"root", "zhao", "li"}),
        ("Defaults env_reset\n# li ALL=ALL\nli host1,\\\n host2 = ALL\n", {"root", "zhao", "li"}),
    ],
)
def test_privilege_by_group_and_sudoers(tree, sudoers, who):
    found = accounts(tree, {"/etc/sudoers": sudoers})
    assert {name for name, row in by_name(found).items() if row["privileged"]} == who
    assert not found.gaps


@pytest.mark.parametrize("directive", ["@includedir", "#includedir"])
def test_included_sudoers_count_but_not_those_with_a_dot(tree, directive):
    files = {
        "/etc/sudoers": f"{directive} /etc/sudoers.d\n",
        "/etc/sudoers.d/a": "li ALL=(ALL) ALL\n",
        "/etc/sudoers.d/b.bak": "wu ALL=(ALL) ALL\n",
    }
    rows = by_name(accounts(tree, files))
    assert rows["li"]["privileged"] and not rows["wu"]["privileged"]


def test_unknown_privilege_is_left_out_and_reported(tree):
    tree.write(BASE)
    (tree.root / "etc/sudoers").unlink()
    found = tree.collect()["account_inventory"]
    assert all("privileged" not in row for row in found.items) and found.items
    assert (found.gap.reason, found.gap.partial) == ("absent", True)
    tree.install("bash")
    assert not tree.collect()["account_inventory"].gaps


@pytest.mark.parametrize("lost", ["passwd", "shadow"])
def test_without_passwd_or_shadow_there_are_no_rows(tree, lost):
    tree.write(BASE)
    (tree.root / "etc" / lost).unlink()
    found = tree.collect()["account_inventory"]
    assert found.gap.reason == "absent" and not found.items
    assert found.gap.location.file == f"host/etc/{lost}"


def test_a_broken_line_is_reported_and_the_rest_goes_on(tree):
    found = accounts(tree, {"/etc/passwd": PASSWD + "broken:x:abc:1:::\n+::::::\n"})
    assert len(found.items) == 5
    assert [gap.location.line for gap in found.gaps] == [6, 7]
    assert all(gap.partial and gap.reason == "invalid" for gap in found.gaps)
    assert not any("abc" in gap.message or "broken" in gap.message for gap in found.gaps)


def test_last_login_from_the_binary_log(tree):
    seconds = int(datetime(2026, 11, 2, 1, 2, 3, tzinfo=UTC).timestamp())
    raw = bytearray(292 * 1001)
    struct.pack_into("<I32s256s", raw, 292 * 1000, seconds, b"pts/0", b"10.0.0.1")
    rows = by_name(accounts(tree, {"/var/log/lastlog": bytes(raw)}))
    assert rows["li"]["last_login_at"] == "2026-11-02T01:02:03Z"
    assert "last_login_at" not in rows["wu"]


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_last_login_from_lastlog2(tree, mode):
    place = tree.root / "var/lib/lastlog/lastlog2.db"
    place.parent.mkdir(parents=True)
    base = sqlite3.connect(place)
    base.execute(f"PRAGMA journal_mode={mode}")
    base.execute("CREATE TABLE Lastlog2(Name TEXT PRIMARY KEY, Time INTEGER, TTY TEXT)")
    base.execute("INSERT INTO Lastlog2 VALUES('wu', 1793000000, 'pts/1')")
    base.commit()
    base.close()
    assert by_name(accounts(tree))["wu"]["last_login_at"] == "2026-10-26T07:33:20Z"


def test_a_broken_lastlog2_is_reported(tree):
    found = accounts(tree, {"/var/lib/lastlog/lastlog2.db": b"no database at all"})
    assert len(found.items) == 5
    assert (found.gap.reason, found.gap.partial) == ("invalid", True)


secrets = st.text(string.ascii_letters + string.digits + "./$", min_size=12, max_size=40).map(
    "zQ9".__add__
)
prefixes = st.sampled_from(["", "!", "!!", "*", "$6$", "$y$j9T$"])
rests = st.sampled_from([":20700:0:90:7:::", ":abc:0:90:7:::", ":20700", ":1:2:3:4:5:6:7:8:9", ""])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(prefixes, secrets, rests), min_size=1, max_size=4), st.booleans())
def test_no_hash_is_ever_yielded(tree_type, entries, in_passwd):
    users = [f"u{number}" for number in range(len(entries))]
    passwords = [prefix + secret for prefix, secret, _ in entries]
    second = passwords if in_passwd else ["x"] * len(users)
    passwd = "".join(
        f"{user}:{word}:{1000 + at}:100::/home/{user}:/bin/sh\n"
        for at, (user, word) in enumerate(zip(users, second, strict=True))
    )
    shadow = "".join(
        f"{user}:{word}{entry[2]}\n"
        for user, word, entry in zip(users, passwords, entries, strict=True)
    )
    with tempfile.TemporaryDirectory() as name:
        tree = tree_type(Path(name)).write(BASE | {"/etc/passwd": passwd, "/etc/shadow": shadow})
        results = tree.collect()
    shown = json.dumps([one.items for one in results.values()]) + repr(
        [(one.gaps, one.collected) for one in results.values()]
    )
    assert results["account_inventory"].items
    assert not any(secret in shown for _, secret, _ in entries)
