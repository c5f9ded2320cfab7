"""Views, partitions and functions of many forms, in a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.api import Collected, Context, Target
from auditor_plugins.postgres import auditor_collectors
from tests.integration import postgres_bank as bank
from tests.integration.postgres_server import INITDB, Server, cluster
from tests.integration.test_postgres import NOW
from tests.require import require

(COLLECTOR,) = auditor_collectors()
EXPECTED = {
    "both": ["person.name", "person.phone"],
    "called": ["called.at", "called.told"],
    "common": ["person.phone"],
    "counted": ["person.branch", "person.phone"],
    "joined": ["account.balance", "person.phone"],
    "kept": ["person.phone"],
    "masked": ["masked.area", "person.name"],
    "merged": ["account.person_id", "person.id"],
    "nested": ["person.name"],
    "picked": ["account.no", "picked.t"],
    "plain": ["person.id", "person.name"],
    "united": ["account.no", "person.name"],
    "valued": ["valued.x"],
    "whole": ["person.branch", "person.id", "person.name", "person.phone"],
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    require("postgres", INITDB)
    with cluster() as one:
        hba = "local all postgres peer map=team\nlocal all auditor trust\n"
        one.configure(hba, listen_addresses="''")
        one.start()
        one.sql("CREATE DATABASE shapes")
        one.sql(bank.ROLES)
        one.sql(bank.RIGHTS + bank.SHAPES, "shapes")
        yield one


@pytest.fixture(scope="module")
def found(server: Server) -> dict[str, list[dict[str, Any]]]:
    given = {"host": str(server.folder), "port": server.port, "database": "shapes"}
    options = COLLECTOR.options(user="auditor", **given)
    target = Target("shapes", "postgres", "e", options, Path("/"))
    things = list(COLLECTOR.collect(target, Context(NOW, "UTC")))
    assert all(isinstance(one, Collected) for one in things), things
    return {one.kind: list(one.items) for one in things}


def test_columns_are_named_after_what_they_are_made_of(found):
    shown = {row["view_name"].removeprefix("s."): row["columns"] for row in found["db_views"]}
    tabled = shown.pop("tabled")
    assert shown == EXPECTED
    assert "person.name" in tabled


def test_base_tables_are_found_through_views_and_subqueries(found):
    tables = {row["view_name"]: row["base_tables"] for row in found["db_views"]}
    assert tables["s.nested"] == ["s.person"]
    assert tables["s.picked"] == ["s.account", "s.person"]
    assert tables["s.valued"] == []


def test_what_a_view_makes_harmless_is_what_its_columns_say(found):
    (masked,) = [row for row in found["db_views"] if row["view_name"] == "s.masked"]
    assert masked["anonymised_columns"] == masked["reversible_columns"] == ["person.name"]
    rows = [row for row in found["data_dictionary"] if row["table_name"] == "masked"]
    assert [(row["column_name"], row["data_class"]) for row in rows] == [("area", "none")]


def test_a_dropped_column_is_no_column(found):
    names = {row["column_name"] for row in found["data_dictionary"]}
    assert not any("dropped" in name for name in names)


def test_rights_on_a_partition_are_rights_on_its_table(found):
    rows = [row for row in found["postgres_grants"] if row["grantee"] == "zhang"]
    assert [(row["object_name"], row["_loc"]["file"]) for row in rows] == [
        ("s.account", "postgres/shapes/s.account_1")
    ]
    tables = {row["table_name"] for row in found["data_dictionary"]}
    assert "account" in tables
    assert "account_1" not in tables


def test_functions_and_sequences_have_their_rights(found):
    rows = {
        (row["object_kind"], row["object_name"], row["grantee"], row["privilege"]): row
        for row in found["postgres_object_grants"]
    }
    assert rows["function", "s.secret()", "PUBLIC", "EXECUTE"]["security_definer"]
    assert ("sequence", "s.numbers", "postgres", "USAGE") in rows


def test_a_server_without_a_network_has_no_endpoint(found):
    assert found["tls_endpoints"] == []


def test_a_server_without_passwords_has_no_rules_for_them(found):
    assert found["password_policy"] == []
    (store,) = found["storage_inventory"]
    assert store["access_controlled"] is False
