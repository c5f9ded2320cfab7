"""Active Directory: flags, times, groups by SID, the domain's and fine-grained policies."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.plugins.ldap.conftest import BASE, CONTAINER, NOW, fine, group, ticks, user

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("control", "more", "enabled"),
    [
        (512, {}, True),
        (514, {}, False),
        (66048, {}, True),
        (512, {"accountExpires": ticks(NOW - DAY)}, False),
        (512, {"accountExpires": ticks(NOW + DAY)}, True),
        (512, {"accountExpires": "0"}, True),
        (512, {"lockoutTime": ticks(NOW)}, True),
    ],
)
def test_enabled(ad, collected, control, more, enabled):
    ad.add(user("u", control, **more))
    assert collected().row("account_inventory", "u")["enabled"] is enabled


def test_a_lock_until_an_administrator_unlocks_it_closes_the_account(ad, collected):
    ad.add(user("u", lockoutTime=ticks(NOW)))
    ad.entries[BASE]["lockoutDuration"] = ["-9223372036854775808"]
    assert collected().row("account_inventory", "u")["enabled"] is False


def test_the_newer_of_both_logons_counts(ad, collected):
    newer = datetime(2026, 11, 19, 1, tzinfo=UTC)
    ad.add(user("u", lastLogon=ticks(newer)), user("new", lastLogonTimestamp=[], pwdLastSet="0"))
    found = collected()
    assert found.row("account_inventory", "u")["last_login_at"] == "2026-11-19T01:00:00+00:00"
    never = found.row("account_inventory", "new")
    assert "last_login_at" not in never
    assert "password_changed_at" not in never


def test_a_logon_during_the_run_is_not_in_the_future(ad, collected):
    ad.add(user("u", lastLogon=ticks(NOW + timedelta(seconds=5))))
    ad.add(user("odd", lastLogon=ticks(NOW + DAY)))
    found = collected()
    assert found.row("account_inventory", "u")["last_login_at"] == NOW.isoformat()
    assert found.row("account_inventory", "odd")["last_login_at"] > NOW.isoformat()


def test_privileged_by_sid_whatever_the_language_nested_and_primary(ad, collected):
    for name in ("direct", "nested", "primary", "plain", "builtin"):
        ad.add(user(name, primaryGroupID="512" if name == "primary" else "513"))
    dn = "CN={},OU=Staff," + BASE
    ad.add(
        group("Domänen-Admins", 512, dn.format("direct"), f"CN=Tier0,OU=Groups,{BASE}"),
        group("Tier0", 1105, dn.format("nested"), f"CN=Domänen-Admins,OU=Groups,{BASE}"),
        group("Sicherungs-Operatoren", 551, dn.format("builtin")),
        group("Staff", 1106, dn.format("plain")),
    )
    found = collected()
    held = {row["account"]: row["privileged"] for row in found.rows("account_inventory")}
    assert held == {
        "direct": True,
        "nested": True,
        "primary": True,
        "builtin": True,
        "plain": False,
    }
    assert found.row("directory_groups", "Tier0")["privileged"]
    assert not found.row("directory_groups", "Staff")["privileged"]


def test_groups_are_those_of_the_domain_whatever_the_base(ad, collected):
    ad.add(user("u"), group("Admins", 512, f"CN=u,OU=Staff,{BASE}"))
    assert collected(base=f"OU=Staff,{BASE}").row("account_inventory", "u")["privileged"]


def test_policies_of_the_domain_and_fine_grained_ones_that_apply(ad, collected):
    ad.add(user("u"), fine("Tier0"), fine("Unused", applies=False))
    found = collected()
    by_source = {row["source"]: row for row in found.rows("password_policy")}
    assert sorted(by_source) == ["PSO Tier0", "domain policy"]
    assert by_source["domain policy"]["min_length"] == 7
    assert by_source["domain policy"]["max_age_days"] == 42
    assert by_source["PSO Tier0"] == {
        "system_id": "ad",
        "source": "PSO Tier0",
        "min_length": 15,
        "max_age_days": 90,
        "history": 10,
        "required_classes": [],
        "dictionary_check": False,
        "user_info_check": True,
        "_loc": {"file": f"ldap/ad/CN=Tier0,{CONTAINER}"},
    }
    locks = {row["source"]: row for row in found.rows("lockout_policy")}
    assert locks["domain policy"]["lockout_seconds"] == 1800
    assert locks["PSO Tier0"]["lockout_seconds"] == 0


def test_hidden_fine_grained_policies_are_a_partial_gap(ad, collected):
    ad.add(user("u"))
    del ad.entries[CONTAINER]
    (gap,) = collected().gaps("password_policy")
    assert (gap.reason, gap.partial) == ("denied", True)
    assert CONTAINER in gap.message


def test_hidden_rules_of_the_domain_are_denied(ad, collected):
    ad.add(user("u"))
    ad.entries[BASE] = {"objectClass": ["top", "domain"]}
    (gap,) = collected().gaps("password_policy")
    assert (gap.reason, gap.partial) == ("denied", False)
    assert "Read Domain Password" in gap.message


def test_accounts_that_need_no_password(ad, collected):
    ad.add(user("u"), user("off", 546))
    assert "PASSWD_NOTREQD" not in {row["source"] for row in collected().rows("password_policy")}
    ad.add(user("empty", 544))
    (row,) = (
        one for one in collected().rows("password_policy") if one["source"] == "PASSWD_NOTREQD"
    )
    assert row["min_length"] == 0


def test_passwords_that_never_expire_but_of_services(ad, collected):
    ad.add(user("svc", 66048, servicePrincipalName="x/y"), user("off", 66050))
    assert sorted(row["source"] for row in collected().rows("password_policy")) == ["domain policy"]
    ad.add(user("u", 66048))
    row = collected().row("password_policy", "DONT_EXPIRE_PASSWORD")
    assert (row["max_age_days"], row["min_length"]) == (0, 7)
    stated = collected(service_accounts=("u",)).rows("password_policy")
    assert [row["source"] for row in stated] == ["domain policy"]


def test_a_lock_that_some_policy_ends_does_not_close_an_account(ad, collected):
    ad.add(user("u", lockoutTime=ticks(NOW)), user("v"))
    ad.entries[BASE]["lockoutDuration"] = ["-9223372036854775808"]
    assert collected().row("account_inventory", "u")["enabled"] is False
    ad.add(fine("Tier0", **{"msDS-LockoutDuration": "-18000000000"}))
    assert collected().row("account_inventory", "u")["enabled"] is True
    del ad.entries[CONTAINER]
    assert collected().row("account_inventory", "u")["enabled"] is True


def test_a_policy_that_accounts_name_and_nobody_shows_is_a_partial_gap(ad, collected):
    ad.add(user("u", **{"msDS-PSOApplied": f"CN=Tier0,{CONTAINER}"}))
    (gap,) = collected().gaps("password_policy")
    assert (gap.reason, gap.partial) == ("denied", True)
    ad.add(fine("Tier0"))
    assert collected().gaps("password_policy") == []


def test_administrators_without_members_are_hidden_members(ad, collected):
    ad.add(user("u"), group("Administrators", 544))
    assert collected().gaps("directory_groups")[0].reason == "denied"
    assert "privileged" not in collected().row("account_inventory", "u")


@pytest.mark.parametrize("hidden", ["a", "b"])
def test_hidden_states_of_some_accounts_are_a_partial_gap(ad, collected, hidden):
    ad.add(user("a"), user("b"))
    del ad.entries[f"CN={hidden},OU=Staff,{BASE}"]["userAccountControl"]
    assert [row["account"] for row in collected().rows("account_inventory")] == ["a", "b"]
    for kind in ("account_inventory", "password_policy"):
        (gap,) = collected().gaps(kind)
        assert (gap.reason, gap.partial) == ("denied", True)


def test_hidden_states_of_accounts_are_denied(ad, collected):
    ad.add(user("u"))
    del ad.entries[f"CN=u,OU=Staff,{BASE}"]["userAccountControl"]
    (gap,) = collected().gaps("account_inventory")
    assert (gap.reason, gap.partial) == ("denied", False)


def test_what_a_filter_enforces_is_stated(ad, collected):
    ad.add(user("u"))
    check = {"required_classes": ["digit", "upper"], "dictionary_check": True}
    (row,) = collected(check_module=check).rows("password_policy")
    assert row["required_classes"] == ["digit", "upper"]
    assert row["dictionary_check"] is True


def test_doctor_tells_clock_and_writing_rights(ad, probed):
    ad.add(user("u"))
    checks = {one.check: one for one in probed()}
    assert checks["clock"].ok
    assert checks["excess"].ok
    ad.entries[""] = {**ad.entries[""], "currentTime": ["20261120101500.0Z"]}
    ad.add(user("w", allowedAttributesEffective="description"))
    ad.add(user("pc$", objectClass=["computer"], **{"ms-Mcs-AdmPwd": "x"}))
    checks = {one.check: one for one in probed()}
    assert not checks["clock"].ok
    assert "ms-Mcs-AdmPwd" in checks["excess"].message
    assert "allowedAttributesEffective" in checks["excess"].message
