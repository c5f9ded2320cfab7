"""What a real slapd once said, played back; tests/integration/test_ldap.py refreshes it."""

from __future__ import annotations

from pathlib import Path

from auditor.api.testing import Recording
from auditor_plugins.ldap.collect import asked
from tests.plugins.ldap.conftest import CONTEXT, Result, target

FILE = Path(__file__).parent / "recordings" / "ldap.json"
DEFAULT = "cn=default,ou=policies,dc=example,dc=org"


def replayed(**options) -> Result:
    ask = Recording(FILE).replay()
    return Result(list(asked(ask, target(default_policy=DEFAULT, **options), CONTEXT)))


def test_a_recorded_directory():
    found = replayed()
    assert found.gaps() == []
    assert [row["account"] for row in found.rows("account_inventory")] == [
        "auditor",
        "gone",
        "mailer",
        "u1",
        "u2",
    ]
    assert found.row("account_inventory", "u1")["privileged"]
    assert found.rows("password_policy")[0]["min_length"] == 12


def test_patterns_tell_kinds_and_owners():
    found = replayed(
        shared_accounts=("U*",),
        service_accounts=("gone",),
        owners={"gone": "p-9"},
        persons_using={"u?": 4},
    )
    one, two, gone = (found.row("account_inventory", name) for name in ("u1", "u2", "gone"))
    assert (one["kind"], two["kind"], gone["kind"]) == ("shared", "shared", "service")
    assert (one["persons_using"], gone["person"]) == (4, "p-9")
    assert "persons_using" not in gone


def test_privileged_groups_are_those_of_the_organisation_too():
    found = replayed(privileged_groups=("staff",))
    assert found.row("account_inventory", "u2")["privileged"]


def test_only_wanted_kinds_are_asked_for():
    assert {one.kind for one in replayed(leave_out={"account_inventory"}).things} == {
        "directory_groups",
        "lockout_policy",
        "password_policy",
    }
