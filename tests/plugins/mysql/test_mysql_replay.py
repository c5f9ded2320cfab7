"""What the collector makes of what a server once said, and of words that none of ours said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from auditor.api import Collected, Context, Gap, GapError, GapReason, Target
from auditor.api.testing import Recording
from auditor_plugins.mysql import auditor_collectors
from auditor_plugins.mysql.accounts import Accounts
from auditor_plugins.mysql.collector import answered, promised
from auditor_plugins.mysql.lineage import UnclearError, columns, relations
from auditor_plugins.mysql.options import Options
from auditor_plugins.mysql.rights import Grant
from auditor_plugins.mysql.settings import address, covers
from auditor_plugins.mysql.subject import Subject, split_rights

CONTEXT = Context(datetime(2026, 11, 20, 10, tzinfo=UTC), "Asia/Shanghai")
RECORDING = Path(__file__).parent / "recordings" / "bank.json"
BASE = {"host": "db", "user": "auditor"}
STATED = {
    "account_view": "audit.accounts",
    "views": {"crm.v_towns": {"kind": "anonymous", "count_column": "customers"}},
    "retention": [{"table": "crm.closed", "date_column": "closed_on", "keep_years": 5}],
}


def subject(ask: Callable[[str], Iterable[dict[str, Any]]], **more: Any) -> Subject:
    target = Target("core-db", "mysql", "branch", Options(**BASE | more), Path())
    return Subject(target, CONTEXT, ask)


def server(**variables: str) -> Callable[[str], Iterable[dict[str, Any]]]:
    """A server that has these variables, one plugin, and nothing else."""
    plugin = variables.pop("plugin", "")

    def ask(question: str) -> list[dict[str, Any]]:
        if "SHOW GLOBAL VARIABLES" in question:
            return [{"Variable_name": name, "Value": value} for name, value in variables.items()]
        return [{"name": plugin}] if "information_schema.PLUGINS" in question else []

    return ask


def test_every_kind_comes_from_the_recording_without_a_server():
    found = list(answered(subject(Recording(RECORDING).replay(), **STATED)))
    assert [one for one in found if isinstance(one, Gap)] == []
    rows = {one.kind: list(one.items) for one in found if isinstance(one, Collected)}
    assert set(rows) == set(promised(Options(**BASE | STATED)))
    (towns,) = [row for row in rows["db_views"] if row["view_name"] == "crm.v_towns"]
    assert (towns["view_kind"], towns["smallest_group"]) == ("anonymous", 8)
    for kind, items in rows.items():
        assert all(row["_loc"]["file"].startswith("mysql/core-db/") for row in items), kind


def test_rows_stand_in_the_order_of_their_keys():
    found = answered(subject(Recording(RECORDING).replay(), **STATED))
    rows = {one.kind: list(one.items) for one in found if isinstance(one, Collected)}
    names = [row["role"] for row in rows["postgres_roles"]]
    assert names == sorted(names)
    grants = [
        (row["grantee"], row["object_kind"] != "schema", row["object_name"], row["privilege"])
        for row in rows["postgres_grants"]
    ]
    assert grants == sorted(grants)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "select `c`.`id` AS `i`,ucase(`c`.`phone`) AS `p` from (`d`.`c` `c` join `d`.`o` `o`"
            " on(`o`.`id` = `c`.`id`))",
            [{("d", "c", "id")}, {("d", "c", "phone")}],
        ),
        (
            "select `d`.`a`.`x` AS `y` from `d`.`a` union all select `d`.`b`.`q` AS `z`"
            " from `d`.`b`",
            [{("d", "a", "x"), ("d", "b", "q")}],
        ),
        (
            "with x as (select ucase(`d`.`c`.`phone`) AS `p` from `d`.`c`)"
            "select left(`x`.`p`,3) AS `area` from `x`",
            [{("d", "c", "phone")}],
        ),
        (
            "select `t`.`n` AS `n`,(select max(`o`.`id`) from `d`.`o` `o` where `o`.`c` = `t`.`n`)"
            " AS `m` from (select count(0) AS `n` from `d`.`a`) `t`",
            [set(), {("d", "o", "id")}],
        ),
        ("select 1 AS `1`", [set()]),
    ],
)
def test_columns_of_a_view_are_those_they_are_made_of(text, found):
    assert columns(text) == found


def test_all_relations_are_seen_wherever_they_stand():
    text = "select 1 AS `1` from `d`.`a` where exists(select 1 from `e`.`b` limit 1)"
    assert relations(text) == {("d", "a"), ("e", "b")}


@given(st.text(max_size=60))
def test_no_statement_breaks_the_reader(text):
    for read in (columns, relations):
        with suppress(UnclearError):
            read(text)


@given(st.text(max_size=12))
def test_a_name_stays_one_name(name):
    quoted = Subject.identifier(name)
    assert quoted[0] == quoted[-1] == "`"
    assert quoted[1:-1].replace("``", "") == name.replace("`", "")


@pytest.mark.parametrize(
    ("pattern", "schema", "covered"),
    [
        ("crm", "crm", True),
        ("cr_", "crm", True),
        ("cr\\_", "crm", False),
        ("cr\\_", "cr_", True),
        ("c%", "crm", True),
        ("c.m", "crm", False),
        ("", "anything", True),
    ],
)
def test_the_name_of_a_schema_in_a_grant_is_a_pattern(pattern, schema, covered):
    assert Grant(pattern, "", "", ("SELECT",)).covers(schema) is covered


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1/32"),
        ("::1", "::1/128"),
        ("10.0.0.0/255.0.0.0", "10.0.0.0/8"),
        ("10.2.3.4", "10.2.3.4/32"),
        ("10.%", "10.%"),
        ("%", "%"),
    ],
)
def test_hosts_of_accounts_are_ranges(host, shown):
    assert address(host) == shown


def test_rights_are_parted_outside_of_brackets():
    assert list(split_rights("SELECT (a, b), INSERT")) == ["SELECT (a, b)", "INSERT"]


@pytest.mark.parametrize(
    ("variables", "reads", "writes"),
    [
        ({"server_audit_events": ""}, True, True),
        ({"server_audit_events": "CONNECT"}, False, False),
        ({"server_audit_events": "query_dml"}, True, True),
        ({"server_audit_events": "QUERY_DML_NO_SELECT"}, False, True),
        ({"server_audit_events": "TABLE"}, True, True),
        (
            {
                "server_audit_events": "TABLE",
                "query_cache_type": "ON",
                "query_cache_size": "1048576",
            },
            False,
            True,
        ),
        ({"server_audit_events": "QUERY", "server_audit_excl_users": "batch"}, False, False),
        ({"server_audit_events": "QUERY", "server_audit_logging": "OFF"}, False, False),
    ],
)
def test_what_the_audit_plugin_leaves_out_is_not_covered(variables, reads, writes):
    one = subject(server(**{"plugin": "SERVER_AUDIT", "server_audit_logging": "ON"} | variables))
    assert (covers(one, "read"), covers(one, "write")) == (reads, writes)


def password_rules(**variables: str) -> list[dict[str, Any]]:
    one = subject(
        server(**{"version": "10.11-MariaDB", "strict_password_validation": "ON"} | variables)
    )
    found = {e.kind: list(e.items) for e in answered(one) if isinstance(e, Collected)}
    return found["password_policy"]


def test_a_hash_that_may_be_set_passes_by_the_rules():
    rules = {
        "plugin": "simple_password_check",
        "simple_password_check_minimal_length": "12",
        "simple_password_check_letters_same_case": "1",
        "simple_password_check_digits": "1",
        "simple_password_check_other_characters": "0",
    }
    (row,) = password_rules(**rules)
    assert (row["min_length"], row["required_classes"]) == (12, ["upper", "lower", "digit"])
    (row,) = password_rules(**rules, strict_password_validation="OFF")
    assert "min_length" not in row
    assert row["_loc"]["file"].endswith("strict_password_validation")


@pytest.mark.parametrize(
    ("term", "days", "history"), [("365", "60", 6), ("0", "60", 9999), ("365", "0", 0)]
)
def test_old_passwords_are_as_many_as_expire_within_the_term(term, days, history):
    (row,) = password_rules(
        plugin="password_reuse_check",
        password_reuse_check_interval=term,
        default_password_lifetime=days,
    )
    assert row["history"] == history


def test_mysql_is_read_from_its_own_tables():
    names = ("Select", "Insert", "Update", "Delete", "Drop", "Trigger", "Grant", "Super")
    names += ("Create_user", "File", "Process", "Reload", "Shutdown", "Repl_slave")
    rights = {f"{name}_priv": "N" for name in names}
    users = [
        {"User": user, "Host": "%", "is_role": "N", "ssl_type": "", "plugin": plugin} | rights
        for user, plugin in (("app", "caching_sha2_password"), ("readers", "caching_sha2_password"))
    ]
    states = [
        {
            "User": user,
            "Host": "%",
            "Account_locked": locked,
            "Password_last_changed": "1764000000",
            "Password_lifetime": 30,
            "No_password": 0,
            "Other_plugins": None,
        }
        for user, locked in (("app", 0), ("readers", 1))
    ]

    def ask(question: str) -> list[dict[str, Any]]:
        if "SHOW GLOBAL VARIABLES" in question:
            return [{"Variable_name": "version", "Value": "8.4.3"}]
        assert "global_priv" not in question
        if "role_edges" in question:
            return [{"User": "app", "Host": "%", "Role": "readers", "Role_host": "%"}]
        if "Account_locked" in question:
            return states
        return users if "FROM mysql.user" in question else []

    found = {one.name: one for one in Accounts(subject(ask)).sorted()}
    assert set(found) == {"app@%", "readers"}
    assert found["app@%"].roles == ["readers"]
    assert found["app@%"].login and not found["readers"].login
    expires = found["app@%"].expires_at(0)
    assert expires and expires.isoformat() == "2025-12-24T16:00:00+00:00"


def test_a_server_that_answers_nothing_is_a_gap_for_each_kind():
    def ask(question: str) -> list[dict[str, Any]]:
        raise GapError(GapReason.UNREACHABLE, "db:3306: the connection was lost", None, "连接中断")

    options = {"retention": STATED["retention"]}
    found = list(answered(subject(ask, **options)))
    assert all(isinstance(one, Gap) and not one.partial for one in found)
    assert {one.kind for one in found} == set(promised(Options(**BASE | options)))


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"password": "secret"}, "never the secret"),
        ({"retention": [{"table": "crm.a", "date_column": "d"}]}, "keep_years"),
        ({"views": {"v": {}}}, "pattern"),
        ({"shemas": ["a"]}, "Extra inputs"),
    ],
)
def test_a_wrong_option_is_told(wrong, word):
    with pytest.raises(ValidationError) as raised:
        Options(**BASE | wrong)
    assert word in str(raised.value)


def test_it_is_registered():
    (one,) = auditor_collectors()
    assert (one.target_type, one.name) == ("mysql", "mysql")
