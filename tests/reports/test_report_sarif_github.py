import json
from dataclasses import replace

import pytest
from samples import environment, finding, run, written
from sarif_checks import check_sarif

from auditor.api import Location, Outcome, Severity, Verdict
from auditor.reports.sarif_github import Limits, _gzip_size, fitted


def runs_of(shown, limits):
    data = b"".join(fitted(shown, "en", limits))
    assert check_sarif(data) == []
    return json.loads(data)["runs"]


def mixed(**severities):
    found = (
        finding(number, severity=Severity(name))
        for number, (_, name) in enumerate(severities.items())
    )
    outcome = Outcome("CIC-019-5b", "branch-01", "", Verdict.FAIL, findings=tuple(found))
    return replace(environment(), outcomes=(outcome,))


def test_only_open_findings():
    shown = json.loads(written("sarif-github", run()))["runs"][0]
    assert {one["ruleId"] for one in shown["results"]} == {"CIC-019-5b"}
    assert len(shown["results"]) == 13
    assert shown["properties"]["counts"]["not-evaluated"] == 1


def test_a_waived_finding_among_open_ones_is_not_shown():
    found = (finding(1), finding(2, waiver={"justification": "x"}))
    outcome = Outcome("CIC-019-5b", "branch-01", "", Verdict.FAIL, findings=found)
    shown = json.loads(written("sarif-github", run(replace(environment(), outcomes=(outcome,)))))
    assert [one["properties"]["subject"] for one in shown["runs"][0]["results"]] == ["LN-1"]
    assert shown["runs"][0]["properties"]["omittedFindings"] == 0


@pytest.mark.parametrize("file", ["/etc/ssh/sshd_config", "s3://bucket/key", "file:///x"])
def test_paths_are_relative(file):
    outcome = Outcome(
        "CIC-019-5b",
        "branch-01",
        "",
        Verdict.FAIL,
        findings=(finding(1, location=Location(file, 1)),),
    )
    data = written("sarif-github", run(replace(environment(), outcomes=(outcome,))))
    text = data.decode().replace("https://", "")
    assert "://" not in text
    assert check_sarif(data) == []


def test_the_least_severe_go_first_and_it_is_said():
    shown = runs_of(run(mixed(a="low", b="critical", c="medium", d="high")), Limits(results=2))[0]
    assert [one["properties"]["subject"] for one in shown["results"]] == ["LN-1", "LN-3"]
    assert shown["properties"]["omittedFindings"] == 2
    note = shown["invocations"][0]["toolExecutionNotifications"][0]
    assert note["descriptor"]["id"] == "results-omitted"
    assert note["message"]["text"].startswith("2 findings")


def test_a_control_whose_findings_are_all_cut_is_no_result():
    other = Outcome(
        "BAK-001",
        "branch-01",
        "",
        Verdict.FAIL,
        findings=(finding(9, "BAK-001", severity=Severity.CRITICAL),),
    )
    worse = replace(environment(), outcomes=(*mixed(a="low").outcomes, other))
    shown = runs_of(run(worse), Limits(results=1))[0]
    assert [one["ruleId"] for one in shown["results"]] == ["BAK-001"]


def test_the_size_after_gzip_is_kept_to():
    shown, limit = run(environment(3000)), 30_000
    chunks = fitted(shown, "en", Limits(bytes=limit))
    kept = json.loads(b"".join(chunks))["runs"][0]
    assert _gzip_size(chunks) <= limit
    assert 0 < len(kept["results"]) < 3000
    assert kept["properties"]["omittedFindings"] == 3000 - len(kept["results"])


def test_environments_with_the_worst_findings_stay():
    several = [replace(environment(0, f"e{n}"), outcomes=()) for n in range(4)]
    several[2] = replace(mixed(a="high"), name="e2")
    shown = runs_of(run(*several), Limits(runs=2))
    assert [one["properties"]["environment"] for one in shown] == ["e0", "e2"]
    assert shown[0]["properties"]["omittedEnvironments"] == ["e1", "e3"]
    assert (
        "2 environments"
        in shown[0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    )
    assert shown[1]["properties"]["omittedEnvironments"] == []
