"""What a real store once said, played back; tests/integration/test_s3.py refreshes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from auditor.api import Collected, Context, Gap, GapError, Target
from auditor.api.testing import Recording
from auditor_plugins.s3.collect import asked, promised
from auditor_plugins.s3.options import Options
from auditor_plugins.s3.regions import country

FILE = Path(__file__).parent / "recordings" / "s3.json"
NOW = datetime(2026, 11, 20, tzinfo=UTC)
URL = {"endpoint": "https://s3.bank.example"}


def collected(ask: Callable[[str], Any], wanted: set[str] | None = None, **options: Any) -> list:
    target = Target("archive", "s3", "centre", Options(**(URL | options)), Path())
    return list(asked(ask, target, Context(NOW, "UTC", wanted=wanted)))


def rows(things: list, kind: str) -> list[dict[str, Any]]:
    held = (one for one in things if isinstance(one, Collected) and one.kind == kind)
    return [row for one in held for row in one.items]


def gaps(things: list) -> list[Gap]:
    return [one for one in things if isinstance(one, Gap)]


def changed(call: str, **errors: str) -> Callable[[str], Any]:
    """The recorded store, which answers a call on some buckets with an error."""
    replay = Recording(FILE).replay()

    def ask(question: str) -> Any:
        given = json.loads(question)
        if given["call"] == call and given.get("bucket", "any") in errors:
            return {"error": errors[given.get("bucket", "any")]}
        return replay(question)

    return ask


def test_a_recorded_store():
    found = collected(Recording(FILE).replay())
    assert gaps(found) == []
    config = {row["bucket"]: row for row in rows(found, "object_store_config")}
    assert (config["kyc"]["encryption"], config["open"]["public_access"]) == ("kms", True)
    (inventory,) = (one for one in found if one.kind == "storage_inventory")
    assert inventory.fallback
    assert rows(found, "storage_inventory")[0]["location"] == "https://s3.bank.example/blocked"


def test_facts_of_people_are_in_the_rows():
    facts = {
        "k*": {
            "store_id": "ST-1",
            "custodian": "p-1",
            "classification": "secret",
            "country": "CN",
            "holds_customer_info": True,
        }
    }
    found = collected(Recording(FILE).replay(), stores=facts, buckets=("kyc",))
    (row,) = rows(found, "storage_inventory")
    assert (row["store_id"], row["custodian"], row["country"]) == ("ST-1", "p-1", "CN")
    assert rows(found, "object_store_config")[0]["store_id"] == "ST-1"
    assert rows(found, "file_acl")[0]["classification"] == "secret"


def test_only_wanted_kinds_are_asked_for():
    seen = []
    replay = Recording(FILE).replay()

    def ask(question: str) -> Any:
        seen.append(json.loads(question)["call"])
        return replay(question)

    collected(ask, wanted={"bucket_replication"})
    assert set(seen) == {"list_buckets", "replication"}
    assert collected(ask, wanted=set()) == []


def test_a_call_that_the_store_does_not_know():
    found = collected(changed("encryption", kyc="NotImplemented"))
    kinds = {gap.kind: gap.reason for gap in gaps(found)}
    assert kinds == {"object_store_config": "absent", "storage_inventory": "absent"}
    stated = {"kyc": {"encryption": "client_side"}}
    found = collected(changed("encryption", kyc="NotImplemented"), stores=stated)
    assert gaps(found) == []
    config = {row["bucket"]: row for row in rows(found, "object_store_config")}
    assert config["kyc"]["encryption"] == "client_side"
    found = collected(changed("public_access_block", kyc="NotImplemented"))
    assert gaps(found) == []


def test_a_log_bucket_that_may_not_be_read_leaves_doubt():
    found = collected(changed("lifecycle", logs="AccessDenied"), wanted={"audit_logging"})
    (gap,) = gaps(found)
    assert (gap.partial, "logs" in gap.message) == (True, True)
    log = next(row for row in rows(found, "audit_logging") if row["enabled"])
    assert "retention_days" not in log
    found = collected(Recording(FILE).replay(), wanted={"audit_logging"}, exclude=("logs",))
    (gap,) = gaps(found)
    assert (gap.reason, gap.partial) == ("denied", True)


def test_a_bucket_that_goes_away_is_left_out():
    found = collected(changed("versioning", kyc="NoSuchBucket"))
    assert gaps(found) == []
    assert "kyc" not in {row["bucket"] for row in rows(found, "object_store_config")}


def test_an_error_that_nobody_knows_is_no_setting():
    found = collected(changed("policy", kyc="Strange"))
    assert {gap.reason for gap in gaps(found)} == {"invalid"}
    assert "kyc" not in {row["bucket"] for row in rows(found, "object_store_config")}


def test_a_policy_that_cannot_be_read_is_no_policy():
    replay = Recording(FILE).replay()

    def ask(question: str) -> Any:
        broken = json.loads(question) == {"call": "policy", "bucket": "kyc"}
        return {"ok": {"Policy": "{"}} if broken else replay(question)

    found = gaps(collected(ask))
    assert {gap.reason for gap in found} == {"invalid"}
    assert all(gap.partial for gap in found)


def test_the_list_in_parts_and_denied():
    pages = {"": ({"Buckets": [{"Name": "b"}], "ContinuationToken": "t"}), "t": {"Buckets": []}}

    def ask(question: str) -> Any:
        given = json.loads(question)
        listing = given["call"] == "list_buckets"
        return {"ok": pages[given.get("token", "")]} if listing else {"error": "AccessDenied"}

    found = gaps(collected(ask))
    assert {gap.partial for gap in found} == {False}
    with pytest.raises(GapError, match="s3:ListAllMyBuckets"):
        collected(changed("list_buckets", any="AccessDenied"))


def test_replication_rules():
    rule = {
        "ID": "all",
        "Status": "Enabled",
        "Filter": {"Prefix": ""},
        "Destination": {"Bucket": "arn:aws:s3:::far", "Account": "111122223333"},
        "DeleteMarkerReplication": {"Status": "Enabled"},
    }
    part = {"Status": "Disabled", "Prefix": "a/", "Destination": {"Bucket": "arn:aws:s3:::near"}}

    def ask(question: str) -> Any:
        listing = json.loads(question)["call"] == "list_buckets"
        rules = {"ReplicationConfiguration": {"Rules": [rule, part]}}
        return {"ok": {"Buckets": [{"Name": "b"}]} if listing else rules}

    one, two = rows(collected(ask, wanted={"bucket_replication"}), "bucket_replication")
    assert (one["rule"], one["destination"], one["account"]) == ("all", "far", "111122223333")
    assert (one["whole_bucket"], one["deletes"], one["enabled"]) == (True, True, True)
    assert (two["rule"], two["whole_bucket"], two["deletes"]) == ("2", False, False)
    assert two["enabled"] is False


@pytest.mark.parametrize(
    "options",
    [
        {"endpoint": "http://s3.example"},
        {"endpoint": "https://s3.example", "tls": "none"},
        {"access_key": "env:A"},
        {"access_key": "AKIA123", "secret_key": "plain"},
        {"endpoint": "https://user:pass@s3.example"},
        {"bucket": "x"},
    ],
)
def test_options_that_do_not_fit(options):
    with pytest.raises(ValidationError):
        Options(**options)


def test_kinds_left_out_are_not_promised():
    assert "file_acl" not in promised(Options(leave_out={"file_acl"}))


def test_countries():
    assert [country(one) for one in ("cn-north-1", "us-west-2", "eu-west-3", "moon-1")] == [
        "CN",
        "US",
        "FR",
        None,
    ]
