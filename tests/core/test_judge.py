"""Verdicts are made fail-closed: a pass needs everything, whatever else is missing."""

from datetime import timedelta

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.api import Gap, GapReason, Verdict
from auditor.core.collect import Harvest
from auditor.core.judge import judge
from auditor.core.question import CaseMaker
from auditor.engines.interface import Answer

from .conftest import NOW, make_control, make_evidence

DENY = {"msg": "bad", "_loc": {"file": "a.csv", "line": 3}, "subject": "s1"}


def case_of(control=None, evidence=(), gaps=()):
    maker = CaseMaker("e", (), Harvest(tuple(evidence), tuple(gaps)), NOW)
    (case,) = maker.cases([control or make_control()])
    return case


def answer(deny=(), warn=(), unknown=(), review=(), applicable=None, error=""):
    sets = {"deny": deny, "warn": warn, "unknown": unknown, "review": review}
    return Answer("k", {name: tuple(value) for name, value in sets.items()}, applicable, error)


def verdict(*args, **kwargs):
    outcome = judge(*args, **kwargs)
    return outcome.verdict, outcome.reason


def gap(reason=GapReason.DENIED, kind="loan_register", partial=False):
    return Gap(kind, "t", reason, "m", partial=partial)


def test_pass_needs_evidence_and_no_fault():
    assert verdict(case_of(evidence=[make_evidence()]), answer()) == (Verdict.PASS, "")


def test_a_fault_fails_even_with_gaps():
    case = case_of(evidence=[make_evidence()], gaps=[gap()])
    outcome = judge(case, answer(deny=[DENY]))
    assert outcome.verdict is Verdict.FAIL
    assert outcome.gaps
    assert outcome.findings[0].location.line == 3


def test_missing_evidence_is_not_evaluated():
    case = case_of()
    assert case.question is None
    assert verdict(case, None) == (Verdict.NOT_EVALUATED, "absent")


@pytest.mark.parametrize("reason", list(GapReason))
@pytest.mark.parametrize("partial", [True, False])
def test_every_gap_of_a_needed_kind_forbids_a_pass(reason, partial):
    case = case_of(evidence=[make_evidence()], gaps=[gap(reason, partial=partial)])
    assert verdict(case, answer()) == (Verdict.NOT_EVALUATED, reason.value)


def test_gaps_of_other_and_optional_kinds_do_not_matter():
    control = make_control(optional_evidence=("reference_lists",))
    gaps = [gap(kind="mail_log"), gap(kind="reference_lists")]
    case = case_of(control, [make_evidence()], gaps)
    assert verdict(case, answer()) == (Verdict.PASS, "")


def test_unreadable_rows_of_an_optional_kind_forbid_a_pass():
    control = make_control(optional_evidence=("reference_lists",))
    case = case_of(control, [make_evidence()], [gap(kind="reference_lists", partial=True)])
    assert verdict(case, answer()) == (Verdict.NOT_EVALUATED, "denied")


@pytest.mark.parametrize("bad", [None, answer(error="panic")])
def test_no_answer_or_an_error_is_not_evaluated(bad):
    case = case_of(evidence=[make_evidence()])
    assert verdict(case, bad) == (Verdict.NOT_EVALUATED, "error")


@pytest.mark.parametrize(
    "bad", [{"nomsg": 1}, {"msg": "m", "severity": "awful"}, {"msg": 1, "related": 3}]
)
def test_a_finding_of_no_usable_form_is_an_error_not_a_pass(bad):
    case = case_of(evidence=[make_evidence()])
    assert verdict(case, answer(deny=[bad])) == (Verdict.NOT_EVALUATED, "error")


def test_an_undefined_applicable_is_not_evaluated():
    control = make_control(rules=frozenset({"deny", "applicable"}))
    case = case_of(control, [make_evidence()])
    assert verdict(case, answer(applicable=None)) == (Verdict.NOT_EVALUATED, "undefined")
    assert verdict(case, answer(applicable=False)) == (Verdict.NOT_APPLICABLE, "")
    assert verdict(case, answer(applicable=True)) == (Verdict.PASS, "")


def test_empty_evidence_is_not_applicable_or_fails_where_it_must_exist():
    empty = [make_evidence(rows=0)]
    assert verdict(case_of(evidence=empty), answer())[0] is Verdict.NOT_APPLICABLE
    must = make_control(fail_when_empty=True)
    outcome = judge(case_of(must, empty), answer())
    assert outcome.verdict is Verdict.FAIL
    assert outcome.findings[0].location.file == "a.csv"
    assert "登记册" in outcome.findings[0].message_zh


def test_empty_where_it_must_exist_with_nothing_in_scope_is_not_applicable():
    must = make_control(fail_when_empty=True, rules=frozenset({"deny", "applicable"}))
    case = case_of(must, [make_evidence(rows=0)])
    assert verdict(case, answer(applicable=False))[0] is Verdict.NOT_APPLICABLE


def test_unknown_subjects_forbid_a_pass_and_not_applicable():
    control = make_control(rules=frozenset({"deny", "unknown", "applicable"}))
    case = case_of(control, [make_evidence()])
    for applicable in (True, False):
        got = verdict(case, answer(unknown=[DENY], applicable=applicable))
        assert got == (Verdict.NOT_EVALUATED, "unknown")


def test_attested_controls_are_reviewed_never_passed():
    control = make_control(assurance="attested")
    assert verdict(case_of(control, [make_evidence()]), answer())[0] is Verdict.REVIEW
    case = case_of(evidence=[make_evidence()])
    assert verdict(case, answer(review=[DENY]))[0] is Verdict.REVIEW


def test_warnings_fail_one_level_lower():
    case = case_of(evidence=[make_evidence()])
    outcome = judge(case, answer(warn=[DENY]))
    assert outcome.verdict is Verdict.FAIL
    assert outcome.findings[0].severity.value == "medium"


@pytest.mark.parametrize(
    ("age", "fresh"), [(24, True), (24.01, False), (-0.9, True), (-1.1, False)]
)
def test_evidence_must_be_fresh(age, fresh):
    evidence = make_evidence(collected_at=NOW - timedelta(hours=age))
    case = case_of(evidence=[evidence])
    expected = (Verdict.PASS, "") if fresh else (Verdict.NOT_EVALUATED, "stale")
    assert verdict(case, answer() if case.question else None) == expected


def test_fallback_evidence_counts_only_where_nobody_else_delivers():
    spare = make_evidence(target="host", rows=2, fallback=True)
    register = make_evidence(target="register", rows=1)

    def rows(case):
        return len(orjson.loads(case.question.input.json)["evidence"]["loan_register"])

    assert rows(case_of(evidence=[spare])) == 2
    assert rows(case_of(evidence=[spare, register])) == 1
    assert case_of(evidence=[spare], gaps=[gap()]).question is None


def test_fingerprints_do_not_move_with_lines_and_are_unique():
    case = case_of(evidence=[make_evidence()])
    moved = {**DENY, "_loc": {"file": "a.csv", "line": 99}}
    one, other = judge(case, answer(deny=[DENY])), judge(case, answer(deny=[moved]))
    assert one.findings[0].fingerprint == other.findings[0].fingerprint
    twice = judge(case, answer(deny=[DENY, moved]))
    assert len({finding.fingerprint for finding in twice.findings}) == 2


def test_a_control_of_target_scope_is_judged_per_target():
    control = make_control(scope="target")
    harvest = Harvest((make_evidence(target="a"), make_evidence(target="b")), (gap(),))
    cases = list(CaseMaker("e", (), harvest, NOW).cases([control]))
    assert [case.target for case in cases] == ["a", "b", "t"]
    assert [case.question is None for case in cases] == [False, False, True]


def test_controls_of_equal_evidence_share_one_input():
    maker = CaseMaker("e", (), Harvest((make_evidence(),)), NOW)
    one, other = maker.cases([make_control(), make_control(id="X-002")])
    assert one.question.input is other.question.input


def test_a_rule_sees_its_declared_evidence_only():
    harvest = Harvest((make_evidence(), make_evidence("mail_log")))
    (case,) = CaseMaker("e", (), harvest, NOW).cases([make_control()])
    assert set(orjson.loads(case.question.input.json)["evidence"]) == {"loan_register"}


findings = st.lists(st.just(DENY), max_size=1)
some_gaps = st.builds(gap, st.sampled_from(list(GapReason)), partial=st.booleans())


@given(
    rows=st.integers(0, 2) | st.none(),
    gaps=st.lists(
        st.builds(gap, st.sampled_from(list(GapReason)), partial=st.booleans()), max_size=1
    ),
    rules=st.sampled_from([frozenset({"deny"}), frozenset({"deny", "applicable"})]),
    applicable=st.sampled_from([True, False, None]),
    deny=findings,
    unknown=findings,
    review=findings,
    error=st.sampled_from(["", "boom"]),
)
def test_only_the_fully_known_passes(rows, gaps, rules, applicable, deny, unknown, review, error):
    evidence = [] if rows is None else [make_evidence(rows=rows)]
    case = case_of(make_control(rules=rules), evidence, gaps)
    said = answer(deny, (), unknown, review, applicable, error) if case.question else None
    outcome = judge(case, said)
    known = evidence and not gaps and not error and not (deny or unknown or review)
    in_scope = applicable is True if "applicable" in rules else (applicable is not False and rows)
    if "applicable" not in rules and applicable is True:
        in_scope = True
    assert (outcome.verdict is Verdict.PASS) == bool(known and in_scope)
