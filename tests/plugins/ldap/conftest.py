"""An Active Directory of a few entries, in the forms in which one answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from auditor.api import Collected, Context, Gap, Probe, Target
from auditor_plugins.ldap.collect import asked
from auditor_plugins.ldap.options import Options
from auditor_plugins.ldap.probe import probes

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
CONTEXT = Context(NOW, "Asia/Shanghai")
BASE = "DC=corp,DC=example"
CONTAINER = f"CN=Password Settings Container,CN=System,{BASE}"
NEVER = "9223372036854775807"
ROOT = {
    "defaultNamingContext": [BASE],
    "namingContexts": [BASE, f"CN=Configuration,{BASE}"],
    "supportedCapabilities": ["1.2.840.113556.1.4.800", "1.2.840.113556.1.4.1670"],
    "supportedControl": ["1.2.840.113556.1.4.319"],
    "currentTime": ["20261120100030.0Z"],
}
DOMAIN = {
    "objectClass": ["top", "domain", "domainDNS"],
    "minPwdLength": ["7"],
    "maxPwdAge": ["-36288000000000"],
    "pwdHistoryLength": ["24"],
    "pwdProperties": ["1"],
    "lockoutThreshold": ["5"],
    "lockoutDuration": ["-18000000000"],
    "lockOutObservationWindow": ["-18000000000"],
}


def ticks(moment: datetime) -> str:
    """A moment as AD counts it."""
    return str(int((moment - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000)


def user(name: str, control: int = 512, **more: Any) -> tuple[str, dict[str, list[str]]]:
    values = {
        "objectClass": ["top", "person", "organizationalPerson", "user"],
        "cn": [name],
        "sAMAccountName": [name],
        "employeeNumber": [f"p-{name}"],
        "userAccountControl": [str(control)],
        "pwdLastSet": [ticks(datetime(2026, 11, 1, tzinfo=UTC))],
        "lastLogonTimestamp": [ticks(datetime(2026, 11, 10, tzinfo=UTC))],
        "lastLogon": ["0"],
        "accountExpires": [NEVER],
        "lockoutTime": ["0"],
        "primaryGroupID": ["513"],
    }
    values |= {key: value if isinstance(value, list) else [value] for key, value in more.items()}
    return f"CN={name},OU=Staff,{BASE}", {key: value for key, value in values.items() if value}


def group(name: str, rid: int, *members: str) -> tuple[str, dict[str, list[str]]]:
    sid = f"S-1-5-32-{rid}" if 544 <= rid <= 551 else f"S-1-5-21-1-2-3-{rid}"
    values = {"objectClass": ["top", "group"], "cn": [name], "sAMAccountName": [name]}
    members_ = {"member": list(members)} if members else {}
    return f"CN={name},OU=Groups,{BASE}", {**values, "objectSid": [sid], **members_}


def fine(name: str, applies: bool = True, **more: str) -> tuple[str, dict[str, list[str]]]:
    values = {
        "objectClass": ["top", "msDS-PasswordSettings"],
        "cn": [name],
        "msDS-MinimumPasswordLength": ["15"],
        "msDS-MaximumPasswordAge": ["-77760000000000"],
        "msDS-PasswordHistoryLength": ["10"],
        "msDS-PasswordComplexityEnabled": ["TRUE"],
        "msDS-LockoutThreshold": ["3"],
        "msDS-LockoutDuration": ["-9223372036854775808"],
        "msDS-LockoutObservationWindow": ["-18000000000"],
    } | {key: [value] for key, value in more.items()}
    if applies:
        values["msDS-PSOAppliesTo"] = [f"CN=Tier0,OU=Groups,{BASE}"]
    return f"CN={name},{CONTAINER}", values


@dataclass
class FakeAD:
    """Answers as AD does, for the filters that the plugin uses."""

    entries: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def add(self, *given: tuple[str, dict[str, list[str]]]) -> FakeAD:
        self.entries.update(given)
        return self

    def ask(self, question: str) -> Any:
        given = json.loads(question)
        if "compare" in given:
            return True
        wanted = {name.lower() for name in given["attributes"]}
        found = [
            [dn, {key: value for key, value in values.items() if key.lower() in wanted}]
            for dn, values in self.entries.items()
            if self._in(dn, given) and _fits(values, given["filter"])
        ]
        return {"entries": found, "more": False}

    def _in(self, dn: str, given: dict[str, Any]) -> bool:
        base = given["search"]
        return dn == base if given["scope"] == "base" else dn.endswith(base) and dn != ""


def _fits(values: dict[str, list[str]], filter_: str) -> bool:
    classes = values.get("objectClass", [])
    if "msDS-PSOApplied=*" in filter_:
        return "msDS-PSOApplied" in values
    if "(objectClass=computer)" in filter_:
        return "computer" in classes
    if "(sAMAccountName=" in filter_ and f"={values.get('sAMAccountName', [''])[0]})" in filter_:
        return False
    if "msDS-PasswordSettings" in filter_:
        return "msDS-PasswordSettings" in classes
    if "(objectClass=group)" in filter_:
        return "group" in classes
    return filter_ == "(objectClass=*)" or "user" in classes


@dataclass
class Result:
    things: list[Collected | Gap]

    def rows(self, kind: str) -> list[dict[str, Any]]:
        held = (one for one in self.things if isinstance(one, Collected) and one.kind == kind)
        return [row for one in held for row in one.items]

    def gaps(self, kind: str = "") -> list[Gap]:
        held = (one for one in self.things if isinstance(one, Gap))
        return [one for one in held if kind in ("", one.kind)]

    def row(self, kind: str, name: str) -> dict[str, Any]:
        (one,) = (row for row in self.rows(kind) if name in row.values())
        return one


def target(**options: Any) -> Target:
    given = Options(url="ldaps://dc1.corp.example", **options)
    return Target("ad", "ldap", "centre", given, Path())


@pytest.fixture
def ad() -> FakeAD:
    head = {"": dict(ROOT), BASE: dict(DOMAIN), CONTAINER: {"objectClass": ["top"], "cn": ["x"]}}
    return FakeAD(head).add(
        group("Users", 513), group("Administrators", 544, f"CN=Domain Admins,CN=Users,{BASE}")
    )


@pytest.fixture
def collected(ad: FakeAD) -> Callable[..., Result]:
    return lambda **options: Result(list(asked(ad.ask, target(**options), CONTEXT)))


@pytest.fixture
def probed(ad: FakeAD) -> Callable[..., list[Probe]]:
    return lambda **options: list(probes(ad.ask, target(**options), CONTEXT))
