"""Evidence from what a server once said, changed where a test needs it to be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from postgres_answers import FIXED, RETENTION, Bank, rules, settings

from auditor.api import GapError, GapReason
from auditor_plugins.postgres.collector import ROOMS, promised
from auditor_plugins.postgres.options import EvidenceKind, Options

KINDS = set(ROOMS)


@pytest.fixture
def server() -> Bank:
    return Bank()


def test_every_kind_is_delivered_without_a_gap(server):
    rows, gaps = server.collect()
    assert set(rows) == KINDS == set(EvidenceKind.__args__)
    assert not gaps
    assert all(rows.values())


def test_equal_answers_give_equal_rows(server):
    assert server.collect() == server.collect()


def test_a_kind_that_another_target_delivers_is_left_out():
    left = frozenset({"postgres_roles", "system_inventory"})
    options = Options(**FIXED, leave_out=left, retention=RETENTION)
    assert set(promised(options)) == KINDS - left
    assert "dlp_scan" not in promised(Options(**FIXED))


def test_a_line_that_the_server_cannot_read_is_a_gap_at_its_place(server):
    bad = {"line_number": 4, "error": 'invalid authentication method "SECRETWORD"'}
    good = {"line_number": 9, "address": "10.1.0.0", "netmask": "255.255.0.0"}
    rows, gaps = server.collect(rules(bad | {"type": None, "database": None}, good))
    (gap,) = [one for one in gaps if one.kind == "postgres_settings"]
    assert (gap.reason, gap.partial, gap.location.line) == (GapReason.INVALID, True, 4)
    assert "SECRETWORD" not in gap.message
    (rule,) = [row for row in rows["postgres_settings"] if "hba_type" in row]
    assert rule["hba_address"] == "10.1.0.0/16"
    assert rule["_loc"] == {"file": "/srv/postgres/data/pg_hba.conf", "line": 9}


def test_included_files_of_newer_servers_are_named(server):
    rows, _ = server.collect(rules({"file_name": "/etc/more.conf", "line_number": 3}))
    (rule,) = [row for row in rows["postgres_settings"] if "hba_type" in row]
    assert rule["_loc"] == {"file": "/etc/more.conf", "line": 3}


def test_a_command_is_told_to_be_set_and_not_shown(server):
    rows, _ = server.collect(settings(archive_command="cp %p s3://key:SECRETWORD@x/%f"))
    assert "SECRETWORD" not in str(rows)
    (row,) = [one for one in rows["postgres_settings"] if one.get("name") == "archive_command"]
    assert row["setting"] == "set"


def test_a_setting_of_our_own_role_is_not_the_servers(server):
    def change(question: str, answer: Any) -> Any:
        for row in answer if question.startswith("SELECT name, setting") else ():
            row["source"] = "user" if row["name"] == "log_statement" else row["source"]
        return answer

    rows, gaps = server.collect(change)
    assert "log_statement" not in {row.get("name") for row in rows["postgres_settings"]}
    (gap,) = gaps
    assert "log_statement" in gap.message


@pytest.mark.parametrize(
    ("values", "reads", "writes", "enabled"),
    [
        ({"pgaudit__log": "all"}, True, True, True),
        ({"pgaudit__log": "all, -read"}, False, True, True),
        ({"pgaudit__log": "ddl"}, False, False, True),
        ({"pgaudit__log": "none"}, False, False, False),
        ({"pgaudit__log": "none", "log_statement": "mod"}, False, True, True),
        ({"pgaudit__log": "none", "log_statement": "all"}, True, True, True),
        ({"pgaudit__log": "read,write", "log_min_messages": "fatal"}, False, False, False),
        ({"pgaudit__log": "all", "shared_preload_libraries": ""}, False, False, False),
    ],
)
def test_what_the_log_covers(server, values, reads, writes, enabled):
    rows, _ = server.collect(settings(**({"log_statement": "none"} | values)))
    (row,) = rows["audit_logging"]
    told = row["covers_reads"], row["covers_writes"], row["enabled"]
    assert told == (reads, writes, enabled)


def test_a_role_that_is_not_logged_is_told_at_its_place(server):
    def change(question: str, answer: Any) -> Any:
        if "pg_db_role_setting" in question and "setconfig" in question:
            return [{"whom": "*/teller", "name": "pgaudit.log", "setting": "write"}]
        return answer

    rows, _ = server.collect(change)
    (row,) = rows["audit_logging"]
    assert (row["covers_reads"], row["covers_writes"]) == (False, True)
    place = {"file": "postgres/core-db/pg_db_role_setting/*/teller"}
    assert row["_locs"]["covers_reads"] == place
    assert row["_locs"]["covers_writes"]["file"] == "/srv/postgres/data/postgresql.conf"


@pytest.mark.parametrize(
    ("name", "stated", "days"),
    [
        ("postgresql-%a.log", 200, 7),
        ("postgresql-%a.log", None, 7),
        ("postgresql-%d.log", 20, 20),
        ("postgresql-%m-%d.log", None, 365),
        ("postgresql-%H.log", None, 1),
        ("postgresql-%j.log", 400, 365),
        ("postgresql.log", None, 0),
        ("postgresql-%Y-%m-%d.log", 200, 200),
    ],
)
def test_a_file_that_is_written_over_is_not_kept(server, name, stated, days):
    on = {"logging_collector": "on", "log_truncate_on_rotation": "on", "log_filename": name}
    rows, _ = server.collect(settings(**on), log={"retention_days": stated})
    assert rows["audit_logging"][0]["retention_days"] == days


def test_credcheck_tells_the_password_rules(server):
    rows, _ = server.collect(
        settings(
            shared_preload_libraries="pgaudit, $libdir/credcheck.so",
            credcheck__password_min_length="14",
            credcheck__password_min_upper="1",
            credcheck__password_min_digit="2",
            credcheck__password_min_lower="0",
            credcheck__password_reuse_history="5",
            credcheck__password_valid_until="1",
            credcheck__password_valid_max="90",
            credcheck__password_contain_username="on",
        )
    )
    (row,) = rows["password_policy"]
    assert row["_locs"]["min_length"] == {"file": "/etc/pg.conf", "line": 7}
    expected = {"min_length": 14, "required_classes": ["upper", "digit"], "history": 5}
    expected |= {"max_age_days": 90, "user_info_check": True, "source": "credcheck"}
    assert {name: row[name] for name in expected} == expected


def test_a_longest_term_that_nobody_must_set_is_none(server):
    loaded = {"shared_preload_libraries": "credcheck", "credcheck__password_valid_max": "90"}
    rows, _ = server.collect(settings(**loaded))
    assert "max_age_days" not in rows["password_policy"][0]


def test_passwords_of_a_directory_are_not_the_servers(server):
    bare = settings(shared_preload_libraries="")
    ldap = rules({"auth_method": "ldap"})
    rows, _ = server.collect(lambda q, a: ldap(q, bare(q, a)))
    assert rows["password_policy"] == []
    rows, _ = server.collect(bare)
    assert rows["password_policy"][0]["source"] == "postgresql"


@pytest.mark.parametrize(
    ("given", "lowest"),
    [
        ({"type": "hostssl", "address": "10.0.0.0", "netmask": "255.0.0.0"}, "1.2"),
        ({"address": "10.0.0.0", "netmask": "255.0.0.0"}, "none"),
        ({"type": "hostnossl", "address": "all"}, "none"),
        ({"address": "10.0.0.0", "netmask": "255.0.0.0", "auth_method": "reject"}, "1.2"),
        ({"address": "127.0.0.1", "netmask": "255.255.255.255"}, "1.2"),
        ({"address": "samehost"}, "1.2"),
        ({"address": "::", "netmask": "::"}, "none"),
        ({"type": "local", "auth_method": "peer"}, "1.2"),
    ],
)
def test_the_lowest_protocol_is_what_the_rules_let_in(server, given, lowest):
    rows, _ = server.collect(rules(given))
    (row,) = rows["tls_endpoints"]
    assert (row["lowest_protocol"], row["certificate_expires_at"]) == (
        lowest,
        "2027-01-01T00:00:00Z",
    )


def test_facts_of_people_are_in_the_rows(server):
    account = {"person": "P-0107", "kind": "shared", "persons_using": 3}
    rows, _ = server.collect(
        accounts={"zhang": account},
        password_days=90,
        store={"store_id": "S-9", "country": "CN", "custodian": "P-0003"},
        holds_customer_info=False,
    )
    (zhang,) = [row for row in rows["account_inventory"] if row["account"] == "zhang"]
    assert account.items() <= zhang.items()
    assert zhang["password_changed_at"] == "2026-10-11T16:00:00+00:00"
    assert zhang["expires_at"] == "2027-01-09T16:00:00Z"
    (role,) = [row for row in rows["postgres_roles"] if row["role"] == "zhang"]
    assert role["person"] == "P-0107"
    assert role["member_of"] == ["app_users"]
    (store,) = rows["storage_inventory"]
    assert (store["store_id"], store["holds_customer_info"]) == ("S-9", False)
    assert rows["dlp_scan"][0]["store_id"] == "S-9"


def test_more_rows_than_the_bound_are_a_partial_gap(server):
    rows, gaps = server.collect(max_rows=2)
    assert len(rows["data_dictionary"]) == 2
    (gap,) = [one for one in gaps if one.kind == "data_dictionary"]
    assert gap.partial
    assert "max_rows" in gap.message


def test_one_question_without_an_answer_is_a_gap_of_its_kind_alone(server):
    def change(question: str, answer: Any) -> Any:
        if "pg_policy" in question:
            raise GapError(GapReason.TIMEOUT, "no answer within 30 s", None, "没有应答")
        return answer

    rows, gaps = server.collect(change)
    assert set(rows) == KINDS - {"postgres_row_security"}
    assert [(one.kind, one.reason) for one in gaps] == [
        ("postgres_row_security", GapReason.TIMEOUT)
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "plain"},
        {"tls": "no"},
        {"retention": [{"table": "crm.t", "date_column": "d"}]},
        {"retention": [{"table": "t", "date_column": "d", "keep_days": 1}]},
        {"labels": {"x": "secret"}},
        {"unknown": 1},
        {"port": 0},
    ],
    ids=str,
)
def test_options_that_are_wrong_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Options(**(FIXED | wrong))


def test_the_page_names_what_the_options_and_kinds_are():
    page = (Path(__file__).parents[3] / "plugins/postgres/README.md").read_text("utf-8")
    for name in (*Options.model_fields, *KINDS):
        assert f"`{name}`" in page, name
