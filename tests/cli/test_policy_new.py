"""`auditor policy new`: what it writes passes lint, test and mutate for every kind of evidence."""

import json
import shutil
import subprocess

import pytest

from auditor.core.schemas import Schemas, policy_root
from tests.require import require

NEW = ("policy", "new", "loans/too_many", "--id", "ORG-002", "--evidence")


def test_it_writes_two_files_and_says_what_is_next(auditor, tmp_path):
    result = auditor(*NEW, "loan_register", "--folder", "own", "--severity", "high")
    assert result.code == 0
    names = sorted(path.name for path in (tmp_path / "own/loans/too_many").iterdir())
    assert names == ["too_many.rego", "too_many_test.rego"]
    assert "auditor policy lint own" in result.out
    assert "severity: high" in (tmp_path / "own/loans/too_many/too_many.rego").read_text("utf-8")


def test_nothing_is_overwritten(auditor, tmp_path):
    auditor(*NEW, "loan_register")
    rule = tmp_path / "policies/loans/too_many/too_many.rego"
    rule.write_text("mine", encoding="utf-8")
    result = auditor(*NEW, "loan_register")
    assert result.code == 2
    assert rule.read_text("utf-8") == "mine"


def test_what_it_writes_is_clean_for_every_kind(auditor, tmp_path):
    for number, kind in enumerate(Schemas().kinds):
        other = "loan_register" if kind == "hr_roster" else "hr_roster"
        words = ("--id", f"ORG-{number:03d}", "--evidence", f"{kind},{other}")
        assert auditor("policy", "new", f"all/{kind}", *words).code == 0
    lint = auditor("policy", "lint", "policies", "-f", "json")
    assert json.loads(lint.out) == []
    tests = auditor("policy", "test", "policies")
    assert tests.code == 0, tests.out
    mutants = auditor("policy", "mutate", "policies/all/loan_register")
    assert mutants.code == 0, mutants.out


def test_opa_accepts_it(auditor, tmp_path):
    opa = shutil.which("opa")
    require("opa", opa)
    auditor(*NEW, "loan_register,hr_roster")
    for words in (["fmt", "--fail", "--list"], ["test", str(policy_root() / "lib")]):
        command = [opa, *words, "policies"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("path", "id_", "kinds", "message"),
    [
        ("loans", "ORG-002", "loan_register", "TOPIC/NAME"),
        ("loans/Too", "ORG-002", "loan_register", "TOPIC/NAME"),
        ("loans/input", "ORG-002", "loan_register", "TOPIC/NAME"),
        ("../x/y", "ORG-002", "loan_register", "TOPIC/NAME"),
        ("loans/x", "two", "loan_register", "--id"),
        ("loans/x", "CIC-019-5b", "loan_register", "built-in catalogue"),
        ("loans/x", "ORG-002", "loan_registre", "did you mean `loan_register`?"),
        ("loans/x", "ORG-002", "hr_roster,hr_roster", "twice"),
    ],
)
def test_wrong_use_writes_nothing(auditor, tmp_path, path, id_, kinds, message):
    result = auditor("policy", "new", path, "--id", id_, "--evidence", kinds)
    assert result.code == 2
    assert message in result.err
    assert not (tmp_path / "policies").exists()
