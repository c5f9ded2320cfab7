"""Policies written for conftest run unmodified and find what conftest finds."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.require import require

SAMPLES = {
    "kubernetes": {"data": ["data"]},
    "dockerfile": {},
    "terraform": {"namespaces": ["terraform"]},
    "settings": {},
}


def conftest_says(folder: Path, source: dict) -> set[tuple[str, str, str]]:
    """File, rule and message of every failure and warning."""
    words = ["conftest", "test", "files", "--policy", "policy", "--output", "json"]
    words += [f"--namespace={name}" for name in source.get("namespaces", [])]
    words += [f"--data={name}" for name in source.get("data", [])]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    results = json.loads(done.stdout)
    return {
        (result["filename"], one["metadata"]["query"].removeprefix("data."), one["msg"])
        for result in results
        for one in [*result.get("failures", []), *result.get("warnings", [])]
    }


@pytest.mark.parametrize("name", SAMPLES)
def test_verdicts_are_those_of_conftest(name, engine, audit, sample):
    require("conftest", shutil.which("conftest"))
    folder = sample(name)
    found = audit(engine, source=SAMPLES[name]).findings()
    ours = {
        (
            one["subject"].partition(": ")[0],
            one["control"].removeprefix("conftest."),
            one["message"],
        )
        for one in found
    }
    assert ours == conftest_says(folder, SAMPLES[name])
    assert len(ours) == len(found)


def test_kubernetes_policies_with_helpers_data_and_exceptions(engine, audit, sample):
    sample("kubernetes")
    result = audit(engine, source=SAMPLES["kubernetes"])
    assert result.code == 1
    assert set(result.verdicts.values()) == {"fail"}
    assert result.places("conftest.main.deny_run_as_root") == ["files/web.yaml:3"]
    assert result.places("conftest.main.deny_host_network") == ["files/web.yaml:12"]
    assert result.places("conftest.main.warn_tag") == ["files/web.yaml:3", "files/web.yaml:19"]
    (port,) = result.findings("conftest.main.violation_port")
    assert port["message"] == "Service web listens on port 80"
    assert port["severity"] == "medium"
    assert port["details"] == {"port": 80}
    assert {one["severity"] for one in result.findings("conftest.main.warn_tag")} == {"low"}


def test_annotations_of_a_rule_are_those_of_its_control(audit, sample):
    sample("kubernetes")
    run = json.loads(audit(format_="sarif", source=SAMPLES["kubernetes"]).out)["runs"][0]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    rule = rules["conftest.main.deny_run_as_root"]
    assert rule["shortDescription"]["text"] == "Containers run without root"
    assert "Set securityContext.runAsNonRoot to true." in rule["help"]["text"]
    assert rule["helpUri"].startswith("https://kubernetes.io/")
    assert rule["properties"]["security-severity"] == "9.5"
    placed = [one for one in run["results"] if one["ruleId"] == rule["id"]]
    where = placed[0]["locations"][0]["physicalLocation"]
    assert where["artifactLocation"]["uri"] == "files/web.yaml"
    assert where["region"]["startLine"] == 3


def test_an_exception_takes_its_document_out_of_scope(audit, sample):
    folder = sample("kubernetes")
    documents = (folder / "files/web.yaml").read_text().split("---\n")
    shutil.rmtree(folder / "files")
    (folder / "files").mkdir()
    (folder / "files/legacy.yaml").write_text(documents[2])
    verdicts = audit(source=SAMPLES["kubernetes"]).verdicts
    assert verdicts["conftest.main.deny_run_as_root"] == "not-applicable"
    assert verdicts["conftest.main.deny"] == "pass"


def test_places_come_from_paths_and_loc(engine, audit, sample):
    sample("terraform")
    result = audit(engine, source=SAMPLES["terraform"])
    assert result.places("conftest.terraform.deny_open_ingress") == ["files/main.tf:10"]
    sample("dockerfile")
    result = audit(engine, paths=["files/Dockerfile"], source={"namespaces": ["main"]})
    assert result.places("conftest.main.deny_base_image") == ["files/Dockerfile:4"]


def test_a_loc_of_the_result_is_kept(audit, sample):
    sample("settings")
    assert audit().places("conftest.main.violation") == ["elsewhere.txt:7"]


@pytest.mark.parametrize("namespaces", [["terraform"], ["*"]])
def test_namespaces_choose_packages(audit, sample, namespaces):
    sample("terraform")
    assert len(audit(source={"namespaces": namespaces}).verdicts) == 4


def test_a_policy_that_names_evidence_reads_our_own_input(engine, audit, write):
    write("files/a.json", '{"a": 1}')
    write(
        "policy/a.rego",
        "# METADATA\n# custom:\n#   evidence: [structured_files]\npackage main\n\n"
        'deny contains {"msg": row.path, "_loc": row._loc} if {\n'
        "\tsome row in input.evidence.structured_files\n\trow.document.a == 1\n}\n",
    )
    assert audit(engine).places("conftest.main.deny") == ["files/a.json:1"]


@pytest.mark.parametrize(
    ("rules", "ids"),
    [(["deny"], ["ORG-7"]), (["deny", "warn_a"], ["ORG-7.deny", "ORG-7.warn_a"])],
)
def test_a_package_may_have_an_id(audit, write, rules, ids):
    write("files/a.json", "{}")
    head = "# METADATA\n# title: Ours\n# custom:\n#   id: ORG-7\n#   severity: low\npackage main\n"
    write("policy/a.rego", head + "".join(f"\n{rule} contains input.a\n" for rule in rules))
    assert audit().verdicts == dict.fromkeys(ids, "pass")


def test_two_documents_with_the_same_fault_are_two_findings(audit, write):
    write("files/a.yaml", "a: 1\n---\na: 1\n")
    write("files/b.yaml", "a: 1\n")
    write("policy/a.rego", 'package main\n\ndeny contains "a" if input.a == 1\n')
    result = audit()
    places = ["files/a.yaml:1", "files/a.yaml:3", "files/b.yaml:1"]
    assert result.places("conftest.main.deny") == places
    assert len({one["fingerprint"] for one in result.findings()}) == 3


def test_every_profile_has_them_in_force_but_one_that_excludes_them(audit, sample):
    sample("settings")
    policies = ["builtin", {"path": "policy"}]
    excluded = [{"id": "conftest.main.violation", "reason": "known"}]
    profile = {"base": "host", "exclude": excluded}
    result = audit(policies=policies, environment={"profile": profile})
    assert result.verdicts["conftest.main.deny_port"] == "fail"
    assert "conftest.main.violation" not in result.verdicts
    only = {"base": "none", "include": ["conftest.main.deny_port"]}
    result = audit(policies=policies, environment={"profile": only})
    assert list(result.verdicts) == ["conftest.main.deny_port"]
