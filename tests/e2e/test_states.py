"""The two states of the demo branch: what is found, and nothing else."""

import json
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import duckdb
import pytest
import yaml

from auditor.api import Verdict
from fixtures.build import build
from fixtures.builder.layout import registers
from fixtures.builder.parts import parts
from tests.e2e import bank
from tests.e2e.bank import BANK, STATES, audit, audited, controls, rendered
from tests.reports.sarif_checks import check_sarif


def outcomes(state):
    return bank.outcomes(audited(state))


def planted():
    entries = yaml.safe_load((BANK / "faults.yaml").read_text("utf-8"))
    return [(e["control"], e["file"], e["line"], e["subject"]) for e in entries]


def found():
    return [
        (one.control, one.location.file, one.location.line, one.subject)
        for outcome in outcomes("violating")
        for one in outcome.findings
    ]


def test_the_compliant_branch_is_established():
    assert audited("compliant").exit_code == 0
    assert [gap for one in audited("compliant").environments for gap in one.gaps] == []


def test_every_control_there_is_passes_in_the_compliant_branch():
    assert {one.control: one.verdict for one in outcomes("compliant")} == dict.fromkeys(
        controls(), Verdict.PASS
    )


def test_every_control_there_is_fails_in_the_violating_branch():
    assert audited("violating").exit_code == 1
    assert {one.control: one.verdict for one in outcomes("violating")} == dict.fromkeys(
        controls(), Verdict.FAIL
    )


def test_all_planted_faults_are_found_and_nothing_else():
    expected, actual = Counter(planted()), Counter(found())
    assert sorted((expected - actual).elements()) == [], "planted, not found"
    assert sorted((actual - expected).elements()) == [], "found, not planted"


def test_the_violating_branch_leaves_no_doubt():
    assert [one for o in outcomes("violating") for one in (*o.unknown, *o.review, *o.gaps)] == []


def test_each_fault_stands_at_the_line_that_shows_it():
    for control, file, line, subject in planted():
        path = BANK / "violating" / file
        if path.suffix in (".csv", ".json", ".jsonl", ".conf", ".defs", ".facl") and line > 1:
            text = path.read_bytes().decode("utf-8" if _is_utf8(path) else "gb18030")
            assert _word(subject, file) in text.split("\n")[line - 1], (control, file, line)


def _is_utf8(path):
    try:
        path.read_text("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _word(subject, file):
    """What a person looks for on that line."""
    names = {
        "teller-host/pam/min_length": "minlen",
        "teller-host/pam/max_age_days": "PASS_MAX_DAYS",
        "teller-host/pam/user_info_check": "gecoscheck",
        "teller-host/permitrootlogin": "PermitRootLogin yes",
        "teller-host/ciphers": "aes128-cbc",
        "teller-host/default_inbound": "policy accept",
        "teller-host/990/ftp": "ssl_enable=NO",
    }
    if file.endswith(("crm_accounts.csv", "risk_ratings.json")):
        return subject.split("/")[1]
    if file.endswith(".facl"):
        return "/srv/customers/2025"
    return names.get(subject, subject.split("/")[0])


@pytest.mark.parametrize("state", STATES)
def test_two_audits_give_the_same_bytes(state):
    again = audit(BANK / state)
    for name in ("sarif", "sarif-github", "json", "text"):
        assert rendered(again, name) == rendered(audited(state), name)


def test_another_folder_gives_the_same_bytes(tmp_path):
    folder = tmp_path / "elsewhere"
    shutil.copytree(BANK / "violating", folder, symlinks=True)
    again = audit(folder)
    for name in ("json", "text"):
        assert rendered(again, name) == rendered(audited("violating"), name)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", ["sarif", "sarif-github"])
@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_sarif_has_no_fault(state, name, lang):
    assert check_sarif(rendered(audited(state), name, lang)) == []


def test_every_language_tells_the_same_places():
    def places(lang):
        log = json.loads(rendered(audited("violating"), "sarif", lang))
        return [(r["ruleId"], r.get("kind"), r["locations"]) for r in log["runs"][0]["results"]]

    assert places("en") == places("zh-CN")


def committed():
    paths = (path for path in BANK.rglob("*") if path.is_symlink() or path.is_file())
    return {path.relative_to(BANK).as_posix(): path for path in paths}


def is_by_hand(name: str) -> bool:
    tops = ("auditor.yaml", *(top for part in parts() for top in part.by_hand))
    return name.removeprefix("compliant/").startswith(tops)


def test_the_committed_files_are_what_the_builder_writes():
    tree = build()
    files = committed()
    assert set(tree) == {name for name in files if name in tree or not is_by_hand(name)}
    assert [name for name in tree if not _same(files[name], tree[name])] == []


def _same(path: Path, content):
    if isinstance(content, Path):
        return path.is_symlink() and path.readlink() == content
    if path.suffix == ".parquet":  # its bytes tell the version of the library
        return _rows(path.read_bytes()) == _rows(content)
    return path.read_bytes() == content


def _rows(data):
    with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
        file.write(data)
        file.flush()
        query = f'SELECT * REPLACE (epoch_ms("at") AS "at") FROM \'{file.name}\''
        return duckdb.connect(":memory:").execute(query).fetchall()


def test_the_states_differ_in_the_edited_files_only():
    edited = {
        edit.path if hasattr(edit, "path") else registers(part.environment)[edit.kind].path
        for part in parts()
        for fault in part.faults
        for edit in fault.edits
    }
    assert {name.removeprefix("violating/") for name in _differing()} == edited


def _differing():
    files = committed()
    names = [name for name in files if name.startswith("violating/")]
    twins = {name: files["compliant/" + name.split("/", 1)[1]] for name in names}
    return [
        name
        for name, twin in twins.items()
        if not files[name].is_symlink() and files[name].read_bytes() != twin.read_bytes()
    ]
