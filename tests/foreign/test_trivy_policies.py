"""Checks written for Trivy run unmodified."""

from __future__ import annotations

import json

FAILING = {"USR001", "USR002", "USR003", "USR005"}


def test_each_package_is_a_control(engine, audit, sample):
    sample("trivy")
    result = audit(engine)
    assert {id_ for id_, verdict in result.verdicts.items() if verdict == "fail"} == FAILING
    assert result.verdicts["USR004"] == "not-evaluated"


def test_causes_are_places(engine, audit, sample):
    sample("trivy")
    result = audit(engine)
    (root,) = result.findings("USR001")
    assert root["message"] == "stage 'scratch' runs as root: result.new( is no call here"
    assert root["location"] == {"file": "files/Dockerfile", "line": 8, "end_line": 8}
    (script,) = result.findings("USR002")
    assert script["location"] == {"file": "files/Dockerfile", "line": 3, "end_line": 6}
    assert script["message"] == "RUN <<EOF\necho start\nwget example.test\nEOF"
    (privileged,) = result.findings("USR003")
    assert privileged["location"] == {"file": "files/pod.yaml", "line": 9, "end_line": 11}
    (debug,) = result.findings("USR005")
    assert debug["location"] == {"file": "files/plain.yaml", "line": 2, "end_line": 3}


def test_metadata_reaches_the_report(audit, sample):
    sample("trivy")
    run = json.loads(audit(format_="sarif").out)["runs"][0]
    rule = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}["USR001"]
    assert rule["shortDescription"]["text"] == "Image user is root"
    assert "Add `USER <name>`" in rule["help"]["text"]
    assert rule["helpUri"].startswith("https://docs.docker.com/")
    assert rule["properties"]["severity"] == "high"
    assert "AVD-USR-0001" in rule["properties"]["tags"]


def test_an_input_that_no_collector_makes_is_not_evaluated(audit, sample):
    sample("trivy")
    outcome = next(one for one in audit().environment["outcomes"] if one["control"] == "USR004")
    assert outcome["reason"] == "absent"
    assert "trivy_cloud" in outcome["message"]


def test_no_file_of_the_selected_type_is_not_applicable(audit, sample):
    sample("trivy")
    verdicts = audit(paths=["files/Dockerfile"]).verdicts
    assert verdicts["USR003"] == "not-applicable"
    assert verdicts["USR001"] == "fail"
