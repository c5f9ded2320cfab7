"""The ldap plugin against a real slapd with the ppolicy overlay, by the documented rights."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import jsonschema_rs
import pytest

from auditor.api import (
    Collected,
    Context,
    Gap,
    GapError,
    GapReason,
    Probe,
    ReportOptions,
    Run,
    Target,
)
from auditor.api.testing import Recording
from auditor.reports.interface import BUILTIN
from auditor_plugins.ldap import auditor_collectors
from auditor_plugins.ldap import client as ldap_client
from auditor_plugins.ldap.client import opened
from auditor_plugins.ldap.collect import asked
from auditor_plugins.ldap.kinds import SCHEMAS
from tests.integration import auditing
from tests.integration.certificates import self_signed
from tests.integration.ports import free_port, silent_server
from tests.integration.slapd import AUDITOR, Slapd, documented_rights, slapd
from tests.policies_schemas import schema

NOW = datetime.fromisoformat(auditing.AS_OF)
CONTEXT = Context(NOW, "Asia/Shanghai")
(COLLECTOR,) = auditor_collectors()
GOOD = """\
pwdMinLength: 12
pwdMaxAge: 7776000
pwdInHistory: 5
pwdCheckQuality: 2
pwdLockout: TRUE
pwdMaxFailure: 5
pwdLockoutDuration: 0
pwdFailureCountInterval: 900
pwdMaxIdle: 15552000
"""
CONTROLS = ("IAM-002", "PWD-001", "PWD-002", "PWD-003", "PWD-005", "PWD-007")
RECORDED = Path(__file__).parents[1] / "plugins/ldap/recordings/ldap.json"
PHONE = "13800138000"


def policy(name: str, text: str) -> str:
    return (
        f"dn: cn={name},ou=policies,dc=example,dc=org\nobjectClass: device\n"
        f"objectClass: pwdPolicy\nobjectClass: pwdPolicyChecker\ncn: {name}\n"
        f"pwdAttribute: userPassword\n{text}\n"
    )


def person(uid: str, *lines: str, number: str = "", changed: str = "20261110010000Z") -> str:
    more = "".join(f"{line}\n" for line in lines)
    if not any(line.startswith("pwdLastSuccess") for line in lines):
        more += "pwdLastSuccess: 20261119010000Z\n"
    return (
        f"dn: uid={uid},ou=people,dc=example,dc=org\nobjectClass: inetOrgPerson\nuid: {uid}\n"
        f"cn: {uid}\nsn: {uid}\nemployeeNumber: {number or 'p-' + uid}\n"
        f"userPassword: {{SSHA}}c2VjcmV0aGFzaA==\npwdChangedTime: {changed}\n{more}\n"
    )


def group(name: str, *members: str) -> str:
    text = "".join(f"member: {dn},dc=example,dc=org\n" for dn in members)
    return (
        f"dn: cn={name},ou=groups,dc=example,dc=org\nobjectClass: groupOfNames\n"
        f"cn: {name}\n{text}\n"
    )


SERVICE = """\
dn: uid=mailer,ou=services,dc=example,dc=org
objectClass: account
objectClass: simpleSecurityObject
uid: mailer
owner: uid=u1,ou=people,dc=example,dc=org
userPassword: x
pwdChangedTime: 20261101000000Z

"""
HARDENED = (
    policy("default", GOOD)
    + policy("unused", "pwdMinLength: 1\n")
    + person("u1")
    + person("u2")
    + person("gone", "pwdAccountLockedTime: 000001010000Z", changed="20200101000000Z")
    + group("staff", "uid=u1,ou=people", "uid=u2,ou=people")
    + group("admins", "cn=core,ou=groups")
    + group("core", "uid=u1,ou=people", "cn=admins,ou=groups")
    + SERVICE.replace(
        "objectClass: account\n", "objectClass: account\nobjectClass: extensibleObject\n"
    )
)
PLANTED = (
    policy("default", GOOD.replace("pwdMinLength: 12", "pwdMinLength: 8"))
    + policy("lax", "pwdMinLength: 6\npwdCheckQuality: 1\npwdMaxAge: 0\n")
    + person("u1")
    + person("dormant", "pwdLastSuccess: 20260701000000Z")
    + person("oldpass", changed="20260101000000Z")
    + person("own", "pwdPolicySubentry: cn=lax,ou=policies,dc=example,dc=org")
    + person("teller", "pwdLastSuccess: 20261119010000Z")
    + person("locked", "pwdAccountLockedTime: 20261101000000Z", changed="20200101000000Z")
    + person("idle", "pwdLastSuccess: 20260101000000Z", changed="20200101000000Z")
    + person(PHONE, number=PHONE)
    + group("admins", "cn=core,ou=groups")
    + group("core", "uid=dormant,ou=people", "cn=admins,ou=groups")
)


@dataclass
class Result:
    things: list[Collected | Gap]

    def rows(self, kind: str) -> list[dict]:
        return [
            row
            for one in self.things
            if isinstance(one, Collected) and one.kind == kind
            for row in one.items
        ]

    def gaps(self, kind: str) -> list[Gap]:
        return [one for one in self.things if isinstance(one, Gap) and one.kind == kind]

    def row(self, kind: str, name: str) -> dict:
        (one,) = (row for row in self.rows(kind) if name in row.values())
        return one


def target(folder: Path, port: int, **options) -> Target:
    (folder / "password").write_text("look")
    given = {
        "url": f"ldap://127.0.0.1:{port}",
        "tls": "none",
        "bind_dn": AUDITOR,
        "password": "file:password",
        "default_policy": "cn=default,ou=policies,dc=example,dc=org",
        "timeout": 5,
    } | options
    return Target("directory", "ldap", "centre", COLLECTOR.options(**given), folder)


def collect(folder: Path, port: int, **options) -> Result:
    things = list(COLLECTOR.collect(target(folder, port, **options), CONTEXT))
    for one in things:
        if isinstance(one, Collected):
            form = SCHEMAS.get(one.kind) or schema(one.kind)
            jsonschema_rs.validator_for(form, validate_formats=True).validate(list(one.items))
    return Result(things)


@pytest.fixture(scope="module")
def hardened(tmp_path_factory) -> Iterator[Slapd]:
    with slapd(tmp_path_factory.mktemp("hardened"), HARDENED) as server:
        yield server


@pytest.fixture(scope="module")
def planted(tmp_path_factory) -> Iterator[Slapd]:
    with slapd(tmp_path_factory.mktemp("planted"), PLANTED) as server:
        yield server


def test_rows_by_the_documented_rights(hardened, tmp_path):
    found = collect(tmp_path, hardened.port)
    assert [one for one in found.things if isinstance(one, Gap)] == []
    assert found.row("account_inventory", "u1") == {
        "system_id": "directory",
        "account": "u1",
        "kind": "personal",
        "person": "p-u1",
        "privileged": True,
        "enabled": True,
        "last_login_at": "2026-11-19T01:00:00+00:00",
        "password_changed_at": "2026-11-10T01:00:00+00:00",
        "_loc": {"file": "ldap/directory/ou=people,dc=example,dc=org"},
    }
    assert found.row("account_inventory", "u2")["privileged"] is False
    assert found.row("account_inventory", "gone")["enabled"] is False
    mailer = found.row("account_inventory", "mailer")
    assert (mailer["kind"], mailer["person"]) == ("service", "p-u1")
    names = [row["account"] for row in found.rows("account_inventory")]
    assert names == sorted(names)
    (rules,) = found.rows("password_policy")
    assert rules == {
        "system_id": "directory",
        "source": "ppolicy default",
        "min_length": 12,
        "required_classes": [],
        "dictionary_check": False,
        "user_info_check": False,
        "max_age_days": 90,
        "history": 5,
        "_loc": {"file": "ldap/directory/cn=default,ou=policies,dc=example,dc=org"},
    }
    assert found.rows("lockout_policy")[0]["max_failures"] == 5
    core = found.row("directory_groups", "core")
    assert (core["privileged"], core["members"], core["member_count"]) == (
        True,
        ["admins", "u1"],
        2,
    )
    assert "members" not in found.row("directory_groups", "staff")


ROSTER = """\
person,dept,role,employed,hired_at
p-u1,it,it_staff,true,2020-01-01
p-u2,it,it_staff,true,2020-01-01
p-dormant,it,it_staff,true,2020-01-01
p-oldpass,it,it_staff,true,2020-01-01
p-own,it,it_staff,true,2020-01-01
p-teller,it,it_staff,true,2020-01-01
13800138000,it,it_staff,true,2020-01-01
"""
GRANTS = """\
grant_id,account,person,object_id,purpose,granted_at
G-1,u1,p-u1,directory,administration,2026-01-05
"""
TARGETS = """\
- name: directory
  type: ldap
  url: ldap://127.0.0.1:{port}
  tls: none
  bind_dn: cn=auditor,ou=services,dc=example,dc=org
  password: file:password
  default_policy: cn=default,ou=policies,dc=example,dc=org
  check_module: {check}
  shared_accounts: [teller]
  persons_using: {{u1: {known}, "*": 1}}
  owners: {{auditor: p-u1}}
- name: registers
  type: registers
  files:
    - {{kind: hr_roster, path: roster.csv}}
    - {{kind: access_grants, path: grants.csv}}
    - {{kind: system_inventory, path: systems.csv}}
    - {{kind: dlp_events, path: events.csv}}
"""
ALL_CHECKED = (
    "{required_classes: [upper, lower, digit, special], "
    "dictionary_check: true, user_info_check: true}"
)
CHECKER = "pwdUseCheckModule: TRUE\n"


SYSTEMS = "system_id,kind\ndirectory,application\n"
EVENTS = "event_id,at,actor,action,channel\nE-1,2026-11-19,u1,blocked,mail\n"


def audited(folder: Path, port: int, check: str = "{}", known: int = 1) -> Run:
    folder.mkdir(exist_ok=True)
    files = {"password": "look", "roster.csv": ROSTER, "grants.csv": GRANTS}
    files |= {"systems.csv": SYSTEMS, "events.csv": EVENTS}
    targets = TARGETS.format(port=port, check=check, known=known)
    return auditing.audit(folder, targets, *CONTROLS, files=files)


def test_the_recording_still_holds(hardened, tmp_path):
    recording = Recording(RECORDED)
    with opened(target(tmp_path, hardened.port)) as ask:
        list(asked(recording.record(ask), target(tmp_path, hardened.port), CONTEXT))
    if os.environ.get("AUDITOR_RECORD"):
        recording.save()
    assert recording.drift() == []


def test_planted_faults_are_found(planted, tmp_path):
    done = audited(tmp_path, planted.port, known=3)
    assert {control: auditing.subjects(done, control) for control in CONTROLS} == {
        "IAM-002": ["directory/dormant"],
        "PWD-001": [
            "directory/ppolicy default/min_length",
            "directory/ppolicy default/required_classes",
            "directory/ppolicy lax/min_length",
            "directory/ppolicy lax/required_classes",
        ],
        "PWD-002": ["directory/oldpass/password_changed_at", "directory/ppolicy lax/max_age_days"],
        "PWD-003": ["directory/ppolicy lax/history"],
        "PWD-005": [
            f"directory/ppolicy {name}/{check}_check"
            for name in ("default", "lax")
            for check in ("dictionary", "user_info")
        ],
        "PWD-007": ["directory/u1"],
    }
    places = {one.location.file for one in auditing.outcome(done, "PWD-001").findings}
    assert "ldap/directory/cn=lax,ou=policies,dc=example,dc=org" in places


def test_no_false_alarm_on_a_hardened_directory(tmp_path):
    text = HARDENED.replace("pwdMinLength: 12", "pwdCheckModule: other.so\npwdMinLength: 12")
    with slapd(tmp_path / "server", text) as server:
        done = audited(tmp_path / "audit", server.port, ALL_CHECKED)
    for one in done.environments[0].outcomes:
        assert (one.control, one.verdict, one.findings) == (one.control, "pass", ()), one


def test_reports_hold_no_identifier_and_are_the_same_twice(planted, tmp_path):
    one, two = (audited(tmp_path, planted.port) for _ in range(2))
    for name in ("text", "json", "sarif"):
        (report,) = (one for one in BUILTIN if one.name == name)
        first, second = (b"".join(report.render(run, ReportOptions())) for run in (one, two))
        assert first == second
        assert PHONE.encode() not in first
        assert b"secrethash" not in first


LESS = {
    "entry,objectClass": (
        "account_inventory",
        "accounts cannot be seen",
        "attrs=entry,objectClass,cn",
    ),
    "pwdChangedTime": (
        "account_inventory",
        "pwdLastSuccess, pwdPolicySubentry of accounts",
        "pwdChangedTime,pwdAccountLockedTime,pwdLastSuccess,pwdPolicySubentry",
    ),
    "member,": ("directory_groups", "no groups with members", "member,uniqueMember,memberUid"),
    "@pwdPolicy": ("password_policy", "no password policy", "@pwdPolicy,@pwdPolicyChecker"),
}


@pytest.mark.parametrize("right", LESS)
def test_one_right_less_is_a_gap_that_names_it(right, tmp_path):
    kind, what, grant = LESS[right]
    rights = [line for line in documented_rights() if right not in line]
    assert len(rights) == len(documented_rights()) - 1
    with slapd(tmp_path / "server", HARDENED, rights) as server:
        found = collect(tmp_path, server.port)
        (probe,) = [one for one in doctor(tmp_path, server.port) if not one.ok][:1]
    (gap,) = found.gaps(kind)
    assert gap.reason == GapReason.DENIED
    assert what in gap.message
    assert grant in gap.message
    assert AUDITOR in gap.message
    assert gap.message_zh
    assert probe.check == "rights"
    assert bool(found.rows(kind)) == gap.partial
    others = [one for one in found.things if isinstance(one, Collected)]
    assert others or right == "entry,objectClass"


def test_a_limit_of_the_server_is_a_partial_gap_that_names_it(tmp_path):
    crowd = "".join(person(f"n{number:04}") for number in range(1100))
    with slapd(tmp_path / "server", HARDENED + crowd, documented_rights()[:-1]) as server:
        found = collect(tmp_path, server.port)
        assert not all(one.ok for one in doctor(tmp_path, server.port))
    (gap,) = found.gaps("account_inventory")
    assert (gap.reason, gap.partial) == (GapReason.DENIED, True)
    assert f'olcLimits: dn.exact="{AUDITOR}" size=unlimited' in gap.message
    assert len(found.rows("account_inventory")) == 500


def test_hidden_groups_leave_privileged_unknown(tmp_path):
    rights = [line for line in documented_rights() if "member," not in line]
    with slapd(tmp_path / "server", HARDENED, rights) as server:
        found = collect(tmp_path, server.port)
    assert found.gaps("account_inventory")[0].partial
    assert "privileged" not in found.row("account_inventory", "u1")


def doctor(folder: Path, port: int, **options) -> list[Probe]:
    return list(COLLECTOR.probe(target(folder, port, **options), CONTEXT))


def test_doctor_is_content_with_the_documented_rights(hardened, tmp_path):
    assert [(one.check, one.ok) for one in doctor(tmp_path, hardened.port)] == [
        ("reach", True),
        ("rights", True),
        ("excess", True),
        ("clock", False),  # OpenLDAP tells no time, and that is said
    ]


def test_doctor_warns_of_readable_password_hashes(tmp_path):
    more = [
        f'olcAccess: to * by dn.exact="{AUDITOR}" read by anonymous auth',
    ]
    with slapd(tmp_path / "server", HARDENED, more) as server:
        probes = doctor(tmp_path, server.port)
    (excess,) = (one for one in probes if one.check == "excess")
    assert not excess.ok
    assert "userPassword" in excess.message


def test_without_the_overlay_nothing_is_set(tmp_path):
    people = "".join(
        person(name).replace("pwdChangedTime: 20261110010000Z\n", "") for name in ("u1", "u2")
    )
    with slapd(tmp_path / "server", people, documented_rights()[:2], overlay=False) as server:
        found = collect(tmp_path, server.port)
    (row,) = found.rows("password_policy")
    assert (row["source"], row["max_age_days"], row["_loc"]["file"]) == (
        "none",
        0,
        "ldap/directory/rootDSE",
    )
    assert len(found.rows("account_inventory")) == 3


def test_an_unknown_default_policy_is_a_partial_gap(hardened, tmp_path):
    found = collect(tmp_path, hardened.port, default_policy=None)
    (gap,) = found.gaps("password_policy")
    assert (gap.reason, gap.partial) == (GapReason.ABSENT, True)
    assert "default_policy" in gap.message
    assert len(found.rows("password_policy")) == 2


def failure(folder: Path, port: int, **options) -> GapError:
    with pytest.raises(GapError) as caught:
        collect(folder, port, **options)
    assert caught.value.message_zh
    return caught.value


def test_a_wrong_password_is_denied(hardened, tmp_path):
    (tmp_path / "other").write_text("wrong")
    error = failure(tmp_path, hardened.port, password="file:other")
    assert error.reason == GapReason.DENIED
    assert "wrong" not in error.message.replace("wrong, expired", "")


def test_unreachable_servers(tmp_path):
    for url, words in (
        (f"ldap://127.0.0.1:{free_port()}", "refused"),
        ("ldap://nobody.invalid", "not known"),
    ):
        error = failure(tmp_path, 0, url=url)
        assert (error.reason, words in error.message) == (GapReason.UNREACHABLE, True), (
            error.message
        )


@pytest.mark.parametrize("options", [{"tls": "none"}, {}, {"scheme": "ldaps"}])
def test_a_hanging_server_is_a_timeout(options, tmp_path):
    with silent_server() as port:
        began = time.monotonic()
        url = f"{options.get('scheme', 'ldap')}://127.0.0.1:{port}"
        error = failure(tmp_path, port, url=url, tls=options.get("tls", "verified"), timeout=1)
    assert error.reason == GapReason.TIMEOUT, error.message
    assert time.monotonic() - began < 10


@pytest.fixture(scope="module")
def certified(tmp_path_factory) -> Iterator[tuple[Slapd, Path]]:
    folder = tmp_path_factory.mktemp("certified")
    pair = self_signed(folder / "tls")
    with slapd(folder / "server", HARDENED, certificate=pair) as server:
        yield server, pair[0]


def test_tls_with_the_right_authority(certified, tmp_path):
    server, ca = certified
    for url in (f"ldaps://localhost:{server.tls_port}", f"ldap://localhost:{server.port}"):
        assert collect(tmp_path, 0, url=url, tls="verified", ca=str(ca)).rows("account_inventory")


def test_a_certificate_that_does_not_verify_is_unreachable(certified, tmp_path):
    server, _ = certified
    for url in (f"ldaps://localhost:{server.tls_port}", f"ldap://localhost:{server.port}"):
        error = failure(tmp_path, 0, url=url, tls="verified")
        assert error.reason == GapReason.UNREACHABLE
        assert "self-signed" in error.message
        assert collect(tmp_path, 0, url=url, tls="unverified").rows("account_inventory")


def test_an_expired_certificate_is_unreachable(tmp_path):
    pair = self_signed(tmp_path / "tls", days=-1)
    with slapd(tmp_path / "server", HARDENED, certificate=pair) as server:
        url = f"ldaps://localhost:{server.tls_port}"
        error = failure(tmp_path, 0, url=url, tls="verified", ca=str(pair[0]))
    assert error.reason == GapReason.UNREACHABLE
    assert "expired" in error.message


def test_a_server_killed_in_the_middle(tmp_path, monkeypatch):
    crowd = "".join(person(f"n{number:04}") for number in range(50))
    monkeypatch.setattr(ldap_client, "PAGE", 10)
    with slapd(tmp_path / "server", HARDENED + crowd) as server:
        search = ldap_client._Client._search

        def dying(self, asked):
            if asked["page"] == 2:
                server.process.kill()
                server.process.wait()
            return search(self, asked)

        monkeypatch.setattr(ldap_client._Client, "_search", dying)
        found = collect(tmp_path, server.port)
    (gap,) = found.gaps("account_inventory")
    assert (gap.reason, gap.partial) == (GapReason.UNREACHABLE, True)
    assert len(found.rows("account_inventory")) == 20
    for kind in ("directory_groups", "lockout_policy", "password_policy"):
        assert found.gaps(kind)[0].reason == GapReason.UNREACHABLE
        assert not found.rows(kind)


def test_many_accounts_in_bounded_time_and_memory(tmp_path):
    number = 8_000
    people = "".join(person(f"n{count:05}") for count in range(number))
    with slapd(
        tmp_path / "server", policy("default", GOOD) + people + group("g", "uid=n00001,ou=people")
    ) as server:
        before, began = peak(), time.monotonic()
        found = collect(tmp_path, server.port)
        assert len(found.rows("account_inventory")) == number + 1
        assert time.monotonic() - began < 60
        assert peak() - before < 150_000
        bounded = collect(tmp_path, server.port, max_rows=100)
    assert len(bounded.rows("account_inventory")) == 100
    (gap,) = bounded.gaps("account_inventory")
    assert (gap.partial, "max_rows" in gap.message) == (True, True)


def peak() -> int:
    """Kilobytes of memory at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
