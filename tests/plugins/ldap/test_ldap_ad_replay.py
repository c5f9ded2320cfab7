"""What a real domain controller once said; tests/integration/test_ldap_ad.py refreshes it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from auditor.api.testing import Recording
from auditor_plugins.ldap.collect import asked
from tests.plugins.ldap.conftest import CONTEXT, Result, target

FILE = Path(__file__).parent / "recordings" / "ldap_ad.json"


def replayed(**options) -> Result:
    asking = replace(target(**options), name="ad")
    return Result(list(asked(Recording(FILE).replay(), asking, CONTEXT)))


def test_a_recorded_domain():
    found = replayed()
    assert found.gaps() == []
    rows = {row["account"]: row for row in found.rows("account_inventory")}
    held = {name for name, row in rows.items() if row["privileged"]}
    assert held == {"Administrator", "chief", "nested", "primary"}
    assert {rows[name]["kind"] for name in ("sql", "gmsa$")} == {"service"}
    assert rows["sql"]["person"] == rows["u1"]["person"] == "p-u1"
    closed = {name for name, row in rows.items() if not row["enabled"]}
    assert closed == {"off", "expired", "locked", "Guest", "krbtgt"}
    assert rows["stale"]["last_login_at"] == "2020-01-02T03:04:05+00:00"
    assert {row["source"] for row in found.rows("password_policy")} == {
        "DONT_EXPIRE_PASSWORD",
        "PASSWD_NOTREQD",
        "PSO tier0",
        "domain policy",
    }


def test_the_same_answers_give_the_same_rows():
    assert replayed().things == replayed().things


def test_patterns_tell_kinds():
    found = replayed(shared_accounts=("U*",), service_accounts=("never",))
    assert found.row("account_inventory", "u1")["kind"] == "shared"
    assert "DONT_EXPIRE_PASSWORD" not in {row["source"] for row in found.rows("password_policy")}
