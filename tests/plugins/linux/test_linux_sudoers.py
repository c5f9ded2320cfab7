"""The parser of sudoers held against sudo's own, by cvtsudoers(1)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor_plugins.linux.hosts import TreeHost
from auditor_plugins.linux.sudoers import grants, parse

ACCOUNTS = {
    "li": (1000, {"li": 1000, "ops": 50}),
    "wu": (1002, {"wu": 1002}),
    "www-data": (33, {"www-data": 33}),
}
ALIASES = """\
User_Alias ADM = wu, %ops : DEV = li, \\
    !wu
User_Alias BOTH = ADM, DEV  # all of them
Runas_Alias OP = root, www-data
Runas_Alias WEB = www-data
Cmnd_Alias ANY = ALL, !/bin/su
Cmnd_Alias LS = /bin/ls, /usr/bin/less *
"""
USERS = ["li", "wu", "ADM", "DEV", "BOTH", "!li", "!ADM", "%ops", "%#50", "#1002", "ALL", '"a b"']
RUN_AS = ["", "(ALL)", "(ALL:ALL) ", "(root)", "(OP) ", "(WEB)", "(www-data, root)", "(:ops)"]
TAGS = ["", "NOPASSWD:", "NOEXEC: NOPASSWD: ", "SETENV: "]
COMMANDS = ["ALL", "ANY", "LS", "/bin/ls", "/bin/ls ALL", "!/bin/sh", "sudoedit /etc/motd"]

command = st.tuples(st.sampled_from(RUN_AS), st.sampled_from(TAGS), st.sampled_from(COMMANDS)).map(
    "".join
)
commands = st.lists(command, min_size=1, max_size=3).map(", ".join)
hosts = st.sampled_from(["ALL", "web, db", "10.0.0.0/8"])
part = st.tuples(hosts, st.sampled_from(["=", " = "]), commands).map("".join)
rule = st.tuples(
    st.lists(st.sampled_from(USERS), min_size=1, max_size=3).map(", ".join),
    st.lists(part, min_size=1, max_size=2).map(" : ".join),
).map(" ".join)
other = st.sampled_from(["Defaults env_reset", "# li ALL=ALL", "", "Defaults:li !requiretty"])


@pytest.fixture(scope="module")
def cvtsudoers():
    found = shutil.which("cvtsudoers")
    if found is None:
        if "sudo" in os.environ.get("AUDITOR_REQUIRE", ""):
            pytest.fail("cvtsudoers is required and missing")
        pytest.skip("cvtsudoers is not installed (Debian: sudo)")
    return found


def granted(rules, account):
    uid, groups = ACCOUNTS[account]
    return any(_names(one, account, uid, groups) and _all(one) for one in rules)


def _names(one, account, uid, groups):
    verdict = False
    for user in one["User_List"]:
        hit = (
            user.get("username") in (account, "ALL")
            or user.get("userid") == uid
            or user.get("usergroup") in groups
            or user.get("usergid") in groups.values()
        )
        verdict = not user.get("negated", False) if hit else verdict
    return verdict


def _all(one):
    return any(_as_root(spec) and _any_command(spec) for spec in one["Cmnd_Specs"])


def _any_command(spec):
    return any(one.get("command") == "ALL" and not one.get("negated") for one in spec["Commands"])


def _as_root(spec):
    if "runasusers" not in spec:
        return "runasgroups" not in spec
    return any(user.get("username") in ("root", "ALL") for user in spec["runasusers"])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(rule, rule, other), min_size=1, max_size=4))
def test_the_parser_agrees_with_sudo(cvtsudoers, lines):
    text = ALIASES + "\n".join(lines) + "\n"
    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / "sudoers"
        place.write_text(text)
        done = subprocess.run(
            [cvtsudoers, "-e", "-f", "json", place], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        read = parse(TreeHost(Path(name), Path(name)), "/sudoers")
    assert not read.problems
    said = json.loads(done.stdout or "{}").get("User_Specs", [])
    for account, (uid, groups) in ACCOUNTS.items():
        assert grants(read, account, uid, groups) == granted(said, account), account
