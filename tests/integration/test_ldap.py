"""The ldap plugin against a real slapd with the ppolicy overlay, by the documented rights."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import jsonschema_rs
import pytest

from auditor.api import Collected, Context, Gap, GapError, GapReason, Target
from auditor_plugins.ldap import auditor_collectors
from auditor_plugins.ldap import client as ldap_client
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
    + SERVICE.replace("objectClass: account\n", "objectClass: account\nobjectClass: extensibleObject\n")
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
        return [row for one in self.things if isinstance(one, Collected) and one.kind == kind for row in one.items]

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
    assert (core["privileged"], core["members"], core["member_count"]) == (True, ["admins", "u1"], 2)
    assert "members" not in found.row("directory_groups", "staff")
