import json
from dataclasses import replace

import orjson
import pytest
import sarif_om as om
from samples import CONTROLS, JUDGE, WAIVED, environment, finding, run, written
from sarif.loader import load_sarif_file
from sarif_checks import check_sarif
from strategies import HOSTILE

from auditor.api import Location, Outcome, Severity, Verdict
from auditor.reports.convert import plain
from auditor.reports.places import uri
from auditor.reports.sarif_rules import rule_name
from auditor.reports.sarif_taxonomies import CLAUSES, requirements


def log(shown=None, lang="en", name="sarif"):
    return json.loads(written(name, shown or run(), lang=lang))["runs"][0]


def result(shown, rule, kind="fail"):
    found = (r for r in shown["results"] if r["ruleId"] == rule and r.get("kind", "fail") == kind)
    return next(found)


def test_the_sample_is_valid_in_both_languages():
    for lang in ("en", "zh-CN"):
        assert check_sarif(written("sarif", run(), lang=lang)) == []


@pytest.mark.parametrize(
    ("severity", "level", "score"),
    [
        ("critical", "error", "9.5"),
        ("high", "error", "8.0"),
        ("medium", "warning", "5.5"),
        ("low", "note", "2.5"),
    ],
)
def test_severity_gives_level_and_score(severity, level, score):
    shown = log(run(controls={c.id: replace(c, severity=Severity(severity)) for c in CONTROLS}))
    for rule in shown["tool"]["driver"]["rules"]:
        assert rule["defaultConfiguration"] == {"level": level}
        assert rule["properties"]["security-severity"] == score


def test_a_finding_keeps_its_own_level_whatever_the_rule_says():
    mild = Outcome(
        "BAK-001",
        "branch-01",
        "",
        Verdict.FAIL,
        findings=(finding(1, "BAK-001", severity=Severity.MEDIUM),),
    )
    shown = log(run(replace(environment(), outcomes=(mild,))))
    assert shown["results"][0]["level"] == "warning"


def test_rule_texts():
    rules = {rule["id"]: rule for rule in log()["tool"]["driver"]["rules"]}
    rule = rules["CIC-019-5b"]
    assert rule["name"] == "OverdueLoan"
    assert "Return the file." in rule["help"]["text"]
    assert "**Clause**\n\n篇五 第19条第5款" in rule["help"]["markdown"]
    assert rule["helpUri"].endswith("/controls/CIC-019-5b")


def test_long_descriptions_are_cut_visibly():
    shown = log(run(controls={c.id: replace(c, description="x" * 5000) for c in CONTROLS}))
    text = shown["tool"]["driver"]["rules"][0]["fullDescription"]["text"]
    assert len(text) == 1024
    assert text.endswith("…")


def test_rule_names():
    made = CONTROLS[0]
    assert rule_name(replace(made, name="sold_as_waste_paper")) == "SoldAsWastePaper"
    assert rule_name(replace(made, name="OverdueLoan")) == "OverdueLoan"
    assert rule_name(replace(made, name="", package="rules.loans.late")) == "Late"
    assert rule_name(replace(made, name="X1", id="X1")) is None


def test_kinds_and_levels():
    shown = log()
    expected = {
        "BAK-001": "pass",
        "CND-001": "open",
        "NET-001": "notApplicable",
        "PWD-001": "review",
    }
    for rule, kind in expected.items():
        assert result(shown, rule, kind)["level"] == "none"


def test_a_failure_without_findings_is_still_a_result():
    bare = Outcome("BAK-001", "branch-01", "", Verdict.FAIL)
    for name in ("sarif", "sarif-github"):
        shown = log(run(replace(environment(), outcomes=(bare,))), name=name)
        assert [r["level"] for r in shown["results"]] == ["error"]


def test_an_outcome_stands_at_the_first_source_of_its_evidence():
    place = result(log(), "BAK-001", "pass")["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "file:///var/backups/list.json"}
    assert place["region"] == {"startLine": 1}


def test_what_is_not_evaluated_stands_at_its_gap():
    place = result(log(), "CND-001", "open")["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 12}


def test_details_cannot_pass_for_members_that_sarif_defines():
    found = finding(1, details={"tags": "no list", "target": "x"})
    outcome = Outcome("CIC-019-5b", "branch-01", "", Verdict.FAIL, findings=(found,))
    data = written("sarif", run(replace(environment(), outcomes=(outcome,))))
    assert check_sarif(data) == []
    assert json.loads(data)["runs"][0]["results"][0]["properties"]["target"] == "registers"


def test_an_outcome_without_a_source_stands_at_the_configuration():
    place = result(log(), "NET-001", "notApplicable")["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "auditor.yaml", "uriBaseId": "ENVROOT"}


def test_a_waiver_is_a_suppression_and_all_results_speak_of_suppressions():
    shown = log()
    assert result(shown, "SYS-004")["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "换机",
            "properties": {"approvedBy": "ciso", "expires": "2027-05-01"},
        }
    ]
    assert all("suppressions" in one for one in shown["results"])
    assert "换机" not in json.dumps(result(shown, "SYS-004")["properties"], ensure_ascii=False)


def test_without_waivers_nothing_speaks_of_suppressions():
    kept = tuple(one for one in environment().outcomes if one.verdict is not Verdict.WAIVED)
    shown = log(run(replace(environment(), outcomes=kept)))
    assert not any("suppressions" in one for one in shown["results"])


def test_fingerprints_do_not_move_with_the_line():
    moved = replace(
        environment(1),
        outcomes=(
            Outcome(
                "CIC-019-5b",
                "branch-01",
                "",
                Verdict.FAIL,
                findings=(finding(0, location=Location("x", 99)),),
            ),
        ),
    )
    before, after = result(log(), "CIC-019-5b"), result(log(run(moved)), "CIC-019-5b")
    assert before["partialFingerprints"] == after["partialFingerprints"]
    assert before["partialFingerprints"]["auditorFinding/v1"] == finding(0).fingerprint


def test_gaps_are_notifications():
    notes = log()["invocations"][0]["toolExecutionNotifications"]
    assert [note["descriptor"]["id"] for note in notes] == ["gap-absent", "gap-invalid"]
    assert [note["level"] for note in notes] == ["error", "note"]
    assert notes[1]["locations"][0]["physicalLocation"]["region"] == {"startLine": 9}


@pytest.mark.parametrize(
    ("code", "success"), [(0, True), (1, True), (2, False), (3, False), (4, False)]
)
def test_only_an_established_run_was_successful(code, success):
    invocation = log(run(exit_code=code))["invocations"][0]
    assert invocation["executionSuccessful"] is success
    assert invocation["exitCode"] == code


def test_times_come_from_the_clock_of_the_run():
    shown = log()
    assert shown["invocations"][0]["startTimeUtc"] == "2026-11-21T08:00:00Z"
    assert shown["automationDetails"]["id"] == "auditor/branch-01/20261121T080000Z"


def test_artifacts_carry_hashes():
    assert log()["artifacts"][0]["hashes"] == {"sha-256": "ab" * 32}


def test_frameworks_part_into_name_and_requirement():
    made = replace(
        CONTROLS[0], frameworks=("ISO/IEC 27001:2022 A.5.9", "PRC Law (2024) art. 9", "one")
    )
    assert list(requirements(made)) == [
        (CLAUSES, "篇五 第19条第5款"),
        ("ISO/IEC 27001:2022", "A.5.9"),
        ("PRC Law (2024)", "art. 9"),
        ("one", "one"),
    ]


def test_taxonomies_start_with_the_clauses_and_keep_their_guid():
    here, there = log()["taxonomies"], log(lang="zh-CN")["taxonomies"]
    assert [one["name"] for one in here] == [CLAUSES, "ISO/IEC 27001:2022", "PIPL"]
    assert [one["guid"] for one in here] == [one["guid"] for one in there]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("registers/借阅 1.csv", "registers/%E5%80%9F%E9%98%85%201.csv"),
        ("/etc/a b", "file:///etc/a%20b"),
        ("a:b#c?d%20", "a%3Ab%23c%3Fd%2520"),
        ("caf\udce9", "caf%E9"),
        ("\ud800", "%5Cud800"),
        ("s3://bucket/a b", "s3://bucket/a%20b"),
    ],
)
def test_uris(file, expected):
    assert uri(file) == expected


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_keeps_the_log_valid(text):
    hostile = finding(
        1,
        subject=text,
        message=text,
        message_zh=text,
        location=Location(text, 1),
        details={text: text},
    )
    outcome = Outcome(
        "CIC-019-5b", "branch-01", "", Verdict.FAIL, message=text, findings=(hostile,)
    )
    data = written("sarif", run(replace(environment(), outcomes=(outcome,)), organisation=text))
    assert check_sarif(data) == []
    message = json.loads(data)["runs"][0]["results"][0]["message"]["text"]
    assert "](" not in message
    assert "{0}" not in message.replace("{{0}}", "")


def test_integers_beyond_64_bits_become_text():
    outcome = Outcome(
        "CIC-019-5b", "branch-01", "", Verdict.FAIL, findings=(finding(1, details={"n": 2**80}),)
    )
    shown = log(run(replace(environment(), outcomes=(outcome,))))
    assert shown["results"][0]["properties"]["details"]["n"] == str(2**80)


def test_the_converter_drops_defaults_but_keeps_levels():
    made = om.Result(message=om.Message(text="x"), level="warning", rule_index=-1, suppressions=[])
    assert orjson.loads(orjson.dumps(made, default=plain)) == {
        "message": {"text": "x"},
        "level": "warning",
        "suppressions": [],
    }


def test_unknown_types_are_refused():
    with pytest.raises(TypeError, match="object"):
        plain(object())


def test_sarif_tools_reads_it(tmp_path):
    path = tmp_path / "report_20261121T080000Z.sarif"
    path.write_bytes(written("sarif", run()))
    assert len(load_sarif_file(str(path)).get_results()) == len(log()["results"])


def test_subjects_for_review_are_results_of_their_own():
    reviews = [one for one in log()["results"] if one.get("kind") == "review"]
    assert [one["properties"].get("subject") for one in reviews if "properties" in one] == [
        JUDGE.subject
    ]
    assert len(reviews) == 2
    assert WAIVED.subject not in [one.get("properties", {}).get("subject") for one in reviews]
