"""What collectors of databases share: options, the subject, rows made alike, and probes."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from auditor.api import Context, GapError, GapReason, Target
from auditor.api.databases import probes, tables
from auditor.api.databases.options import DatabaseOptions, Retention, View
from auditor.api.databases.subject import Database, Problem, known, problem_of, sifted
from auditor.api.databases.views import counts
from auditor.api.labels import Labels

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
FIXED = {"host": "db.bank.example", "port": 5000, "user": "auditor"}
TERM = {"table": "crm.closed", "date_column": "on", "keep_years": 5}


class Some(Database):
    plugin = "some"
    login = ("role", "角色")
    quote = "`"
    texts: tuple[tuple[str, str, str, str], ...] = ()

    @property
    def options(self) -> DatabaseOptions:
        options: DatabaseOptions = self.target.options
        return options

    @property
    def labels(self) -> Labels:
        return Labels.read(self.texts, {})


def some(
    answers: Mapping[str, Any] = {}, texts: tuple[tuple[str, str, str, str], ...] = (), **more: Any
) -> Some:
    """A database with these answers; a question of which there is none is refused."""

    def ask(question: str) -> list[dict[str, Any]]:
        if question not in answers:
            raise GapError(GapReason.DENIED, "refused", None, "拒绝")
        if isinstance(answers[question], GapError):
            raise answers[question]
        return [answers[question]]

    target = Target("core", "some", "centre", DatabaseOptions(**FIXED | more), Path("/"))
    found = Some(target, Context(NOW, "Asia/Shanghai"), ask)
    found.texts = texts
    return found


def test_a_term_is_some_time_and_a_relation_has_its_schema():
    assert DatabaseOptions(**FIXED, retention=[TERM]).retention[0].keep_years == 5
    for change in ({"keep_years": 0}, {"table": "closed"}, {"table": "a.b.c"}, {"keep_days": -1}):
        with pytest.raises(ValidationError):
            Retention(**TERM | change)
    with pytest.raises(ValidationError, match="Extra inputs"):
        DatabaseOptions(**FIXED, nothing=1)


def test_data_beyond_its_term_is_promised_only_where_a_term_is_stated():
    kinds = ("db_views", "dlp_scan", "tls_endpoints")
    assert DatabaseOptions(**FIXED).promised(kinds) == ("db_views", "tls_endpoints")
    more = DatabaseOptions(**FIXED, retention=[TERM], leave_out=["db_views"])
    assert more.promised(kinds) == ("dlp_scan", "tls_endpoints")


def test_only_a_socket_is_local():
    assert DatabaseOptions(**FIXED | {"host": "/run/db"}).local
    assert not DatabaseOptions(**FIXED).local


def test_a_right_that_lacks_is_named_and_no_other_gap_changed():
    slow = GapError(GapReason.TIMEOUT, "slow", None, "慢")
    one = some({"SLOW": slow, "GOOD": {"n": 1}})
    assert list(one.ask("GOOD", "SELECT ON t")) == [{"n": 1}]
    with pytest.raises(GapError) as denied:
        list(one.ask("BAD", "SELECT ON t"))
    assert denied.value.reason is GapReason.DENIED
    assert denied.value.message == "role auditor lacks SELECT ON t"
    assert denied.value.message_zh == "角色 auditor 缺少权限:SELECT ON t"
    with pytest.raises(GapError, match="refused"):
        list(one.ask("BAD"))
    with pytest.raises(GapError) as late:
        list(one.ask("SLOW", "SELECT ON t"))
    assert late.value is slow


@given(st.text(max_size=12))
def test_a_name_stays_one_name(name):
    quoted = Some.identifier(name)
    assert quoted[0] == quoted[-1] == "`"
    assert quoted[1:-1].replace("``", "") == name.replace("`", "")
    assert Some.identifier("s", name) == f"`s`.{quoted}"


def test_rows_and_problems_part():
    error = GapError(GapReason.ABSENT, "gone", None, "没有")
    problems: list[Problem] = []
    assert list(sifted([{"a": 1}, problem_of(error), {"b": 2}], problems)) == [{"a": 1}, {"b": 2}]
    assert problems == [Problem(GapReason.ABSENT, "gone", "没有")]
    assert known(a=None, b="", c=0, d=False, e=[]) == {"c": 0, "d": False, "e": []}


def test_all_labels_that_are_not_understood_are_one_problem():
    texts = (("s", "t", "a", "identity"), ("s", "t", "b", "class=odd"), ("s", "t", "c", "class=no"))
    one = some(texts=texts)
    columns = [(("s", "t", name), one.labels.of("s", "t", name)) for name in "abc"]
    first, second, _, problem = tables.dictionary(one, iter(columns))
    assert first["data_class"] == "identity"
    assert first["_loc"] == {"file": "some/core/s.t.a"}
    assert "data_class" not in second
    assert problem.reason is GapReason.INVALID
    assert problem.message.startswith("some/core/s.t.b: its label")
    assert "(2 such columns)" in problem.message
    assert "共 2 列" in problem.message_zh
    assert problem.location.file == "some/core/s.t.b"


@pytest.mark.parametrize(
    ("text", "stated", "holds"),
    [
        ("personal", None, True),
        ("personal", False, False),
        ("none", None, None),
        ("none", True, True),
    ],
)
def test_what_is_stated_of_customers_counts_before_the_labels(text, stated, holds):
    one = some(texts=(("s", "t", "c", text),), holds_customer_info=stated)
    rows = tables.store(one, "here", "db:1", None), tables.system(one, "here")
    assert [row.get("holds_customer_info") for row in rows] == [holds, holds]


def test_a_store_is_as_stated_and_as_labelled():
    texts = (("s", "", "", "level=secret"), ("s", "t", "c", "kyc"))
    given_ = {"store_id": "S-1", "country": "CN", "encrypted": False}
    row = tables.store(some(texts=texts, store=given_), "here", "db:1", True)
    assert row["store_id"] == "S-1"
    assert (row["location"], row["country"]) == ("db:1", "CN")
    assert (row["encrypted"], row["access_controlled"]) == (False, True)
    assert (row["classification"], row["data_classes"]) == ("secret", ["kyc"])
    assert "approved" not in row
    elsewhere = tables.store(some(store={"location": "vault"}), "here", "db:1", None)
    assert (elsewhere["store_id"], elsewhere["location"]) == ("core", "vault")
    assert not {"access_controlled", "data_classes"} & set(elsewhere)


def test_today_is_a_day_of_the_organisation():
    assert tables.today(Context(NOW, "Asia/Shanghai")) == date(2026, 11, 21)
    assert tables.today(Context(NOW, "UTC")) == date(2026, 11, 20)


def test_a_term_that_fails_leaves_the_others():
    one = some(retention=[TERM, TERM | {"table": "crm.aged"}])

    def rows(term):
        if term.table == "crm.closed":
            raise GapError(GapReason.DENIED, "no", None, "")
        yield tables.beyond_term(one, term, 3, "2026-01-01")

    found, problem = tables.old_data(one, rows)
    assert (found["path"], found["record_count"]) == ("crm.aged", 3)
    assert found["retention_until"] == "2026-01-01"
    assert found["found_at"] == NOW.isoformat()
    assert problem.message == "crm.closed.on: no"
    assert problem.message_zh == "crm.closed.on:no"


def test_old_rows_are_of_the_strictest_class_that_is_known():
    texts = (("crm", "closed", "a", "identity"), ("crm", "closed", "b", "sensitive"))
    classes = [
        tables.beyond_term(one, one.options.retention[0], 1, "2026-01-01")["data_class"]
        for one in (
            some(texts=texts, retention=[TERM]),
            some(texts=texts, retention=[TERM | {"data_class": "kyc"}]),
            some(retention=[TERM]),
        )
    ]
    assert classes == ["sensitive", "kyc", "personal"]


LEAST = "SELECT MIN(`n`) AS least FROM `s`.`v`"
GROUPS = "SELECT MIN(n) AS least FROM (SELECT COUNT(*) AS n FROM `s`.`v` GROUP BY `a`, `b`) g"
OUT = "SELECT COUNT(*) AS n FROM `s`.`v` v WHERE v.`id` IN (SELECT t.`who` FROM `s`.`out` t)"
OPTED_OUT = {"key": "id", "table": "s.out", "table_key": "who"}


def counted(answers: Mapping[str, Any], bases: set[str], **view: Any) -> Any:
    return counts(some(answers), ("s", "v"), View(**view), bases, "the account")


def test_the_smallest_group_is_counted_or_read():
    assert counted({LEAST: {"least": "8"}}, set(), count_column="n") == ({"smallest_group": 8}, ())
    assert counted({GROUPS: {"least": 2}}, set(), group_by=["a", "b"])[0] == {"smallest_group": 2}
    assert counted({LEAST: {"least": None}}, set(), count_column="n") == ({}, ())
    assert counted({}, set()) == ({}, ())


@pytest.mark.parametrize(
    ("rows", "bases", "excludes"),
    [(0, {"s.out", "s.t"}, True), (1, {"s.out"}, False), (0, {"s.t"}, False)],
)
def test_a_view_leaves_out_who_opted_out_only_if_it_reads_who_did(rows, bases, excludes):
    fields, problems = counted({OUT: {"n": rows}}, bases, opted_out=OPTED_OUT)
    assert fields == {"opted_out_rows": rows, "excludes_opted_out": excludes}
    assert problems == ()


def test_what_was_counted_stays_where_the_rest_is_refused():
    answers = {LEAST: {"least": 8}}
    fields, (problem,) = counted(answers, set(), count_column="n", opted_out=OPTED_OUT)
    assert fields == {"smallest_group": 8}
    assert problem.message == (
        "role auditor lacks GRANT SELECT ON s.v TO the account, and SELECT (who) ON s.out"
    )


def test_a_clock_may_differ_by_a_minute():
    now = datetime.now(UTC).timestamp()
    assert [probes.clock(now + skew).ok for skew in (-90, -30, 0, 30, 90)] == [
        *(False, True, True, True, False),
    ]
    assert "differs by 90" in probes.clock(now - 90).message


def test_rights_beyond_those_needed_are_told():
    bad, good = probes.excess(some(), ["SUPER", "FILE"]), probes.excess(some(), [])
    assert bad.message == "role auditor has more rights than it needs: SUPER, FILE"
    assert bad.message_zh == "角色 auditor 权限过大:SUPER、FILE"
    assert (bad.ok, good.ok) == (False, True)
