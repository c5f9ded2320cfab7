"""The ldap plugin against a real domain controller (Samba), by the documented rights."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema_rs
import pytest

from auditor.api import (
    Collected,
    Context,
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
from tests.integration.ad_domain import (
    CONTAINER,
    LESS,
    LONG_AGO,
    PHONE,
    READERS,
    SECRET,
    STAFF,
    crowd,
    fill,
)
from tests.integration.samba_server import ADMINISTRATOR, BASE, PASSWORD, Samba, samba
from tests.plugins.ldap.conftest import Result
from tests.policies_schemas import schema

(COLLECTOR,) = auditor_collectors()
RECORDED = Path(__file__).parents[1] / "plugins/ldap/recordings/ldap_ad.json"


@pytest.fixture(scope="session")
def domain(tmp_path_factory) -> Iterator[Samba]:
    with samba(tmp_path_factory.mktemp("ad")) as server:
        fill(server)
        yield server


def context() -> Context:
    return Context(datetime.now(UTC).replace(microsecond=0), "Asia/Shanghai")


def target(folder: Path, server: Samba, name: str = "auditor", **options) -> Target:
    (folder / "password").write_text(SECRET)
    given = {
        "url": server.url,
        "ca": str(server.ca),
        "bind_dn": f"CN={name},{READERS}",
        "password": "file:password",
    } | options
    return Target("ad", "ldap", "centre", COLLECTOR.options(**given), folder)


def collect(folder: Path, server: Samba, name: str = "auditor", **options) -> Result:
    things = list(COLLECTOR.collect(target(folder, server, name, **options), context()))
    for one in things:
        if isinstance(one, Collected):
            form = SCHEMAS.get(one.kind) or schema(one.kind)
            jsonschema_rs.validator_for(form, validate_formats=True).validate(list(one.items))
    return Result(things)


def test_accounts_by_the_documented_rights(domain, tmp_path):
    found = collect(tmp_path, domain)
    assert found.gaps() == []
    rows = {row["account"]: row for row in found.rows("account_inventory")}
    assert rows["u1"] | {"password_changed_at": ""} == {
        "system_id": "ad",
        "account": "u1",
        "kind": "personal",
        "person": "p-u1",
        "privileged": False,
        "enabled": True,
        "password_changed_at": "",
        "_loc": {"file": f"ldap/ad/{STAFF}"},
    }
    changed = datetime.fromisoformat(rows["u1"]["password_changed_at"])
    assert abs(datetime.now(UTC) - changed) < timedelta(minutes=10)
    closed = {name for name, row in rows.items() if not row["enabled"]}
    assert closed == {"off", "expired", "locked", "Guest", "krbtgt"}
    assert rows["leaving"]["expires_at"] > datetime.now(UTC).isoformat()
    assert "password_changed_at" not in rows["mustchange"]
    assert (rows["sql"]["kind"], rows["sql"]["person"]) == ("service", "p-u1")
    assert rows["gmsa$"]["kind"] == "service"
    assert "dc1$" not in map(str.lower, rows)
    assert rows["stale"]["last_login_at"] == LONG_AGO.isoformat()
    assert rows["oldpass"]["password_changed_at"] == LONG_AGO.isoformat()


def test_privileged_accounts_nested_and_by_primary_group(domain, tmp_path):
    for options in ({}, {"base": STAFF}):
        found = collect(tmp_path, domain, **options)
        held = {row["account"] for row in found.rows("account_inventory") if row["privileged"]}
        assert held - {"Administrator", "chief"} == {"nested", "primary"}
    groups = {row["group"]: row for row in found.rows("directory_groups")}
    assert groups["Tier0"]["privileged"]
    assert groups["Tier0"]["members"] == ["nested"]
    assert not groups["Comma Group"]["privileged"]
    assert groups["Domain Admins"]["member_count"] == 3
    assert {name for name, row in groups.items() if row["privileged"]} >= {
        "Administrators",
        "Backup Operators",
        "Domain Admins",
        "Enterprise Admins",
        "Schema Admins",
    }


def test_rules_of_passwords_and_locks(domain, tmp_path):
    found = collect(tmp_path, domain)
    rules = {row["source"]: row for row in found.rows("password_policy")}
    assert rules["domain policy"] == {
        "system_id": "ad",
        "source": "domain policy",
        "min_length": 7,
        "max_age_days": 42,
        "history": 24,
        "required_classes": [],
        "dictionary_check": False,
        "user_info_check": True,
        "_loc": {"file": f"ldap/ad/{BASE}"},
    }
    fine = rules.pop("PSO tier0")
    assert (fine["min_length"], fine["max_age_days"], fine["history"]) == (15, 60, 10)
    assert fine["_loc"] == {"file": f"ldap/ad/CN=tier0,{CONTAINER}"}
    assert sorted(rules) == ["DONT_EXPIRE_PASSWORD", "PASSWD_NOTREQD", "domain policy"]
    assert (rules["PASSWD_NOTREQD"]["min_length"], rules["PASSWD_NOTREQD"]["history"]) == (0, 24)
    assert rules["DONT_EXPIRE_PASSWORD"]["max_age_days"] == 0
    locks = {row["source"]: row for row in found.rows("lockout_policy")}
    assert sorted(locks) == ["PSO tier0", "domain policy"]
    assert (locks["domain policy"]["max_failures"], locks["domain policy"]["lockout_seconds"]) == (
        5,
        0,
    )
    assert (locks["PSO tier0"]["max_failures"], locks["PSO tier0"]["enabled"]) == (3, True)


NAMED = {
    "plain": ("password_policy", True, f"Read, this object and descendants, on {CONTAINER}"),
    "shallow": ("password_policy", True, f"Read, this object and descendants, on {CONTAINER}"),
    "nostate": ("account_inventory", True, "Read all properties on user objects"),
    "somestate": ("account_inventory", True, "userAccountControl of accounts"),
    "nomember": ("directory_groups", False, "Read all properties on group objects"),
    "norules": ("password_policy", False, "Read Domain Password & Lockout Policies"),
}


@pytest.mark.parametrize("name", LESS)
def test_one_right_less_is_a_gap_that_names_it(domain, name, tmp_path):
    kind, partial, words = NAMED[name]
    found = collect(tmp_path, domain, name)
    (gap,) = found.gaps(kind)
    assert (gap.reason, gap.partial) == (GapReason.DENIED, partial)
    assert words in gap.message
    assert gap.message_zh
    assert bool(found.rows(kind)) == partial
    if "state" in name:
        (gap,) = found.gaps("password_policy")
        assert gap.partial
    if name == "nomember":
        assert found.gaps("account_inventory")[0].partial
        assert "privileged" not in found.row("account_inventory", "u1")
    assert "rights" in {one.check for one in doctor(tmp_path, domain, name) if not one.ok}


def doctor(folder: Path, server: Samba, name: str = "auditor", **options) -> list[Probe]:
    return list(COLLECTOR.probe(target(folder, server, name, **options), context()))


@pytest.mark.parametrize(
    "who", [f"CN=auditor,{READERS}", "auditor@example.org", "EXAMPLE\\auditor"]
)
def test_doctor_is_content_with_the_documented_rights(domain, who, tmp_path):
    probes = doctor(tmp_path, domain, bind_dn=who)
    assert [(one.check, one.ok) for one in probes] == [
        ("reach", True),
        ("rights", True),
        ("excess", True),
        ("clock", True),
    ]
    assert probes[0].message == f"Active Directory, base {BASE}"


def test_doctor_warns_of_an_administrator(domain, tmp_path):
    (excess,) = (one for one in doctor(tmp_path, domain, "chief") if one.check == "excess")
    assert not excess.ok
    assert "allowedAttributesEffective" in excess.message


def test_doctor_tells_a_clock_that_is_off(domain, tmp_path):
    late = replace(context(), now=datetime.now(UTC) - timedelta(minutes=10))
    probes = COLLECTOR.probe(target(tmp_path, domain), late)
    (clock,) = (one for one in probes if one.check == "clock")
    assert not clock.ok


def failure(folder: Path, server: Samba, **options) -> GapError:
    with pytest.raises(GapError) as caught:
        collect(folder, server, **options)
    assert caught.value.message_zh
    assert PASSWORD not in caught.value.message
    return caught.value


def test_a_bind_in_the_clear_is_refused_and_the_way_out_told(domain, tmp_path):
    url = domain.url.replace("ldaps", "ldap")
    error = failure(tmp_path, domain, url=url, tls="none", ca=None)
    assert error.reason == GapReason.DENIED
    assert "use ldaps://, or ldap:// without `tls: none`" in error.message
    assert collect(tmp_path, domain, url=url).gaps() == []


def test_a_certificate_of_another_authority_is_unreachable(domain, tmp_path):
    error = failure(tmp_path, domain, ca=None)
    assert (error.reason, "self-signed" in error.message) == (GapReason.UNREACHABLE, True)


def test_refused_binds(domain, tmp_path):
    (tmp_path / "other").write_text("wrong")
    for options in ({"password": "file:other"}, {"bind_dn": f"CN=nobody,{BASE}"}):
        error = failure(tmp_path, domain, **options)
        assert (error.reason, "the bind was refused" in error.message) == (GapReason.DENIED, True)


def test_nobody_is_told_to_bind(domain, tmp_path):
    found = collect(tmp_path, domain, bind_dn=None, password=None)
    for kind in ("account_inventory", "directory_groups", "lockout_policy", "password_policy"):
        assert found.gaps(kind)[0].reason == GapReason.DENIED
        assert "set `bind_dn` and `password`" in found.gaps(kind)[0].message
        assert found.rows(kind) == []


def test_a_base_of_another_domain_is_a_gap(domain, tmp_path):
    found = collect(tmp_path, domain, base="DC=other,DC=test")
    (gap,) = found.gaps("account_inventory")
    assert not gap.partial
    assert found.rows("account_inventory") == []


CONTROLS = ("IAM-002", "PWD-001", "PWD-002", "PWD-005")
TARGETS = """\
- name: ad
  type: ldap
  url: {url}
  ca: {ca}
  bind_dn: auditor@example.org
  password: file:password
- name: registers
  type: registers
  files:
    - {{kind: hr_roster, path: roster.csv}}
    - {{kind: access_grants, path: grants.csv}}
    - {{kind: system_inventory, path: systems.csv}}
"""
FILES = {
    "password": SECRET,
    "roster.csv": "person,dept,role,employed,hired_at\n"
    + "".join(
        f"{name},it,it_staff,true,2020-01-01\n" for name in ("p-u1", "p-stale", "p-oldpass", PHONE)
    ),
    "grants.csv": "grant_id,account,person,object_id,purpose,granted_at\n"
    "G-1,u1,p-u1,ad,administration,2026-01-05\n",
    "systems.csv": "system_id,kind\nad,application\n",
}


def audited(folder: Path, server: Samba) -> Run:
    targets = TARGETS.format(url=server.url, ca=server.ca)
    return auditing.audit(folder, targets, *CONTROLS, files=FILES)


def test_planted_faults_are_found_at_their_place(domain, tmp_path):
    done = audited(tmp_path, domain)
    found = {control: set(auditing.subjects(done, control)) for control in CONTROLS}
    assert found["PWD-001"] >= {"ad/domain policy/min_length", "ad/PASSWD_NOTREQD/min_length"}
    assert "ad/PSO tier0/min_length" not in found["PWD-001"]
    assert found["PWD-002"] >= {
        "ad/oldpass/password_changed_at",
        "ad/DONT_EXPIRE_PASSWORD/max_age_days",
    }
    assert "ad/domain policy/max_age_days" not in found["PWD-002"]
    assert found["PWD-005"] >= {"ad/domain policy/dictionary_check"}
    assert {"ad/stale", "ad/nested", "ad/primary"} <= found["IAM-002"]
    assert not {"ad/u1", "ad/off", "ad/expired", "ad/locked"} & found["IAM-002"]
    places = {one.location.file for one in auditing.outcome(done, "PWD-001").findings}
    assert f"ldap/ad/{BASE}" in places


def test_reports_hold_no_identifier_and_no_secret_and_are_the_same_twice(domain, tmp_path):
    one, two = (audited(tmp_path, domain) for _ in range(2))
    for name in ("text", "json", "sarif"):
        (report,) = (one for one in BUILTIN if one.name == name)
        first, second = (b"".join(report.render(run, ReportOptions())) for run in (one, two))
        assert first == second
        assert PHONE.encode() not in first
        assert SECRET.encode() not in first


def test_the_recording_still_holds(domain, tmp_path):
    recording = Recording(RECORDED)
    asking = target(tmp_path, domain)
    with opened(asking) as ask:
        list(asked(recording.record(ask), asking, context()))
    if os.environ.get("AUDITOR_RECORD"):
        recording.save()
    assert recording.drift() == []


@pytest.fixture(scope="module")
def crowded(tmp_path_factory) -> Iterator[Samba]:
    with samba(tmp_path_factory.mktemp("crowd")) as server:
        crowd(server, 1_600)
        yield server


@pytest.fixture
def in_ranges(monkeypatch) -> None:
    """Windows gives 1,500 values at once of its own accord, Samba where it is asked to."""
    search = ldap_client._Client._search

    def ranged(self, asked):
        names = ["member;range=0-1499" if one == "member" else one for one in asked["attributes"]]
        return search(self, asked | {"attributes": names})

    monkeypatch.setattr(ldap_client._Client, "_search", ranged)


def chief(folder: Path, server: Samba, **options) -> Result:
    (folder / "chief").write_text(PASSWORD)
    given = {"bind_dn": ADMINISTRATOR, "password": "file:chief"} | options
    return collect(folder, server, **given)


def test_more_entries_than_a_page_of_the_server(crowded, tmp_path):
    began = time.monotonic()
    found = chief(tmp_path, crowded, base=STAFF)
    assert found.gaps() == []
    assert len(found.rows("account_inventory")) == 1_600
    assert time.monotonic() - began < 60


def test_all_ranges_of_a_large_group_are_read(crowded, in_ranges, tmp_path):
    found = chief(tmp_path, crowded)
    assert found.gaps() == []
    group = found.row("directory_groups", "Crowd")
    assert (group["privileged"], group["member_count"]) == (True, 1_600)
    rows = {row["account"]: row for row in found.rows("account_inventory")}
    assert all(rows[f"n{count:05}"]["privileged"] for count in range(1_600))
