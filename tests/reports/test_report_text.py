from dataclasses import replace

import pytest
from samples import CONTROLS, environment, finding, run, written
from strategies import HOSTILE

from auditor.api import Location, Outcome, Severity, Verdict
from auditor.reports.text_lines import printable


def text(shown=None, **options):
    return written("text", shown or run(), **options).decode()


def test_place_message_and_remedy():
    shown = text()
    assert "    registers/借阅 loans.csv:2\n      Loan LN-0 is overdue\n" in shown
    assert shown.count("How to fix: Return the file.") == 1


def test_only_ten_findings_of_a_control_are_shown_and_the_rest_counted():
    shown = text()
    assert shown.count("is overdue\n") == 12
    assert "… and 3 more (all in the SARIF and JSON reports)" in shown
    assert "more (all" not in text(run(environment(10)))


def test_the_last_line_is_the_gate():
    assert text().endswith("\nexit code 1: findings at or above medium\n")
    assert text(lang="zh-CN").endswith("\n退出码 1:存在达到或高于 medium 的发现\n")


@pytest.mark.parametrize("code", range(5))
def test_every_exit_code_has_words(code):
    assert f"\nexit code {code}: " in text(run(exit_code=code))


def test_accepted_gaps_are_said_even_at_exit_code_0():
    shown = text(run(exit_code=0, allow_gaps=True))
    assert "1 outcomes were not evaluated, which --allow-gaps accepts" in shown.replace("\n", " ")


def test_coverage_counts_every_outcome():
    flat = text().replace("\n", " ")
    assert (
        "6 controls in force: 1 passed, 1 failed, 1 not evaluated, 1 not applicable, "
        "1 review, 1 waived" in flat
    )
    assert "1 left out by profile confidentiality" in flat


def test_the_same_control_on_two_targets_is_one_control_with_two_outcomes():
    two = tuple(Outcome("BAK-001", "branch-01", name, Verdict.PASS) for name in ("a", "b"))
    assert "1 controls in force, 2 outcomes: 2 passed" in text(
        run(replace(environment(), outcomes=two))
    )


def test_worst_first():
    low = Outcome(
        "CND-001",
        "branch-01",
        "",
        Verdict.FAIL,
        findings=(finding(1, "CND-001", severity=Severity.LOW),),
    )
    found = (finding(2, severity=Severity.MEDIUM), finding(3, severity=Severity.CRITICAL))
    high = Outcome("CIC-019-5b", "branch-01", "", Verdict.FAIL, findings=found)
    shown = text(run(replace(environment(), outcomes=(low, high))))
    order = [
        shown.index(word)
        for word in ("CRITICAL  CIC-019-5b", "LN-3", "LN-2", "LOW  CND-001", "LN-1")
    ]
    assert order == sorted(order)


def test_what_is_missing_and_what_to_do():
    shown = text()
    assert "absent: the evidence was not delivered" in shown
    assert "What to do: Add a target that delivers this evidence" in shown
    assert "agreements from registers: auditor.yaml:12: no such file" in shown


def test_a_reason_that_nobody_knows_is_shown_as_it_is():
    odd = Outcome(
        "BAK-001", "branch-01", "", Verdict.NOT_EVALUATED, "moonlight", "the moon was full"
    )
    shown = text(run(replace(environment(), outcomes=(odd,))))
    assert "moonlight: the reason was not given" in shown
    assert "the moon was full" in shown


def test_waivers_are_shown_with_who_and_until():
    assert "waived by ciso until 2027-05-01: 换机" in text()


def test_passed_controls_are_listed_only_on_demand():
    assert "BAK-001" not in text()
    assert "BAK-001" in text(verbose=True)
    assert "PHY-002: rented premises" in text(verbose=True)


def test_a_failure_without_a_place_is_shown():
    bare = Outcome("BAK-001", "branch-01", "", Verdict.FAIL)
    assert "failed without naming a place" in text(run(replace(environment(), outcomes=(bare,))))


def test_no_environment_is_said():
    assert "No environment was audited." in text(replace(run(), environments=()))


def test_an_unknown_topic_shows_under_its_own_name():
    controls = {one.id: replace(one, topic="our_topic") for one in CONTROLS}
    assert "\nour_topic\n" in text(run(controls=controls))


def test_colour_only_on_demand_and_whatever_the_terminal(monkeypatch):
    for name, value in (
        ("NO_COLOR", "1"),
        ("COLUMNS", "20"),
        ("FORCE_COLOR", "1"),
        ("TERM", "dumb"),
    ):
        monkeypatch.setenv(name, value)
        assert "\x1b" not in text()
        assert "\x1b[31m" in text(color=True)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_on_its_line_and_visible(hostile):
    assert "\n" not in printable(hostile)
    assert printable(hostile).isprintable()
    outcome = Outcome(
        "CIC-019-5b",
        "branch-01",
        "",
        Verdict.FAIL,
        findings=(finding(1, message=hostile, location=Location(hostile, 1)),),
    )
    shown = text(run(replace(environment(), outcomes=(outcome,))))
    assert "".join(printable(hostile).split()) in "".join(shown.split())
