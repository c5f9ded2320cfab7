"""A real `auditor check` of manifests: faults at their file and line, none where there is none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from auditor.api import Run
from tests.integration import auditing
from tests.integration.kube_manifests import CONTROLS, HARDENED, PLANTED, REGISTERS, TARGETS


def audited(folder: Path, manifests: Mapping[str, str]) -> Run:
    (folder / "m").mkdir(parents=True)
    for name, text in manifests.items():
        (folder / "m" / name).write_text(text)
    targets = TARGETS.format(where="manifests: [m]")
    return auditing.audit(folder, targets, *CONTROLS, files=REGISTERS)


def test_no_false_alarm(tmp_path):
    for one in audited(tmp_path, HARDENED).environments[0].outcomes:
        assert (one.verdict, one.findings, one.unknown, one.review) == ("pass", (), (), ()), one


def test_planted_faults(tmp_path):
    found = {
        one.control: sorted({(f.location.file[2:], f.location.line) for f in one.findings})
        for one in audited(tmp_path, PLANTED).environments[0].outcomes
    }
    assert found == {
        "CIC-026-3c": [("network.yaml", 25), ("network.yaml", 32)],
        "IAM-002": [("rights.yaml", 14), ("rights.yaml", 18)],
        "LOG-001": [("audit.yaml", 8)],
        "NET-001": [("network.yaml", 4), ("network.yaml", 17)],
        "PWD-007": [("rights.yaml", 18)],
        "SYS-005": [("encryption.yaml", 6)],
        "SYS-008": [("pods.yaml", 7), ("pods.yaml", 15)],
    }


def test_the_one_good_policy_does_not_hide_the_flag_that_is_missing(tmp_path):
    """A policy and an encryption file that no API server is told of are not in force."""
    server = HARDENED["server.yaml"]
    lines = [one for one in server.splitlines(keepends=True) if "policy-file" not in one]
    lines = [one for one in lines if "encryption-provider" not in one]
    done = audited(tmp_path, {**HARDENED, "server.yaml": "".join(lines)})
    assert {one.location.line for one in auditing.outcome(done, "SYS-005").findings} == {12}
    assert "audit logging is off" in repr(auditing.outcome(done, "LOG-001").findings)
