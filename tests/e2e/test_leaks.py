"""The auditor never becomes the leak: planted identifiers are searched in all that comes out."""

import json
import re
import sys

import pytest

import auditor.app
from tests.e2e.bank import BANK, copied, register_kinds
from tests.e2e.identifiers import (
    CARD,
    MAIL,
    PHONE,
    PLAIN,
    RESIDENT,
    files_below,
    leaked,
    plant,
    plant_names,
    plant_numbers,
    plant_staff,
)

LANGUAGES = ("en", "zh-CN")
FORMATS = ("json", "sarif", "sarif-github")


@pytest.fixture
def branch(tmp_path):
    folder = copied("violating", tmp_path)
    plant(folder)
    return folder


def outputs(shell, *said):
    streams = [(f"stream {n}", data) for n, one in enumerate(said) for data in (one.out, one.err)]
    return [*streams, *files_below(shell.written)]


def all_formats(shell, folder, lang):
    """Text to the terminal, all other formats to files."""
    files = [word for name in FORMATS for word in ("-f", f"{name}={name}-{lang}.out")]
    config = ("-c", folder / "auditor.yaml", "--lang", lang)
    return shell("check", *config, "--verbose", "-f", "text", *files)


def test_the_search_finds_what_it_looks_for():
    for secret in PLAIN:
        assert leaked([("x", f"a {secret} b".encode())]) == [f"x: {secret}"]
    spaced = " ".join(PHONE)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in PHONE)
    assert leaked([("x", spaced.encode()), ("y", wide.encode())]) == [f"x: {PHONE}", f"y: {PHONE}"]
    assert leaked([("x", b"C000123")]) == ["x: C000123"]


def test_the_planted_branch_is_full_of_them(branch):
    told = {line.partition(": ")[2] for line in leaked(files_below(branch))}
    assert set(PLAIN) - told == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_report_leaks(shell, branch, lang):
    said = all_formats(shell, branch, lang)
    assert said.code == 1
    assert leaked(outputs(shell, said)) == []


def test_the_reports_speak_of_the_planted_rows(shell, branch):
    """Else the search would prove nothing."""
    said = shell("check", "-c", branch / "auditor.yaml", "-f", "json")
    for subject in ("KH-0016", "JY-007", "4XF1e4", "D-510", "SQ-007", "P-2210"):
        assert subject.encode() in said.out
    assert re.search(rb"/srv/customers/1\*\*\*01#[0-9a-f]{16}", said.out)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_name_of_a_file_leaks(shell, branch, lang):
    plant_names(branch)
    said = all_formats(shell, branch, lang)
    assert "会议-1***01#".encode() in said.out
    assert leaked(outputs(shell, said)) == []


def test_no_bundle_leaks_nor_what_is_judged_from_it(shell, branch):
    collected = shell("collect", "-c", branch / "auditor.yaml", "-o", "bundle")
    judged = shell("check", "--evidence", "bundle", "--verbose", "-f", "json")
    assert (collected.code, judged.code) == (3, 1)
    assert len(files_below(shell.written)) > 30
    assert leaked(outputs(shell, collected, judged)) == []


DUMP = """\
# METADATA
# scope: package
# title: Says all it is told
# custom: {id: X-%d, severity: high, clause: none, evidence: [%s]}
package rules.custom.dump_%d

deny contains {"msg": sprintf("%%v", [row]), "_loc": row._loc} if some row in input.evidence.%s
"""
KINDS = sorted({kind for kinds in register_kinds().values() for kind in kinds})
KINDS += ["file_acl", "sshd_config"]


def test_not_even_a_policy_that_says_everything_leaks(shell, branch):
    policies = branch / "policies"
    policies.mkdir()
    for number, kind in enumerate(KINDS):
        text = DUMP % (number, kind, number, kind)
        (policies / f"dump_{number}.rego").write_text(text, encoding="utf-8")
    config = branch / "auditor.yaml"
    text = config.read_text("utf-8").replace("version: 1", "version: 1\npolicies: [./policies]")
    text = re.sub(r"    (profile|params):\n(      .*\n)+", "", text)
    config.write_text(text, encoding="utf-8")
    said = shell("check", "-c", config, "-f", "json", "-f", "sarif=all.sarif")
    assert said.code == 1
    told = {one["control"] for one in json.loads(said.out)["outcomes"] if one["verdict"] == "fail"}
    assert [kind for number, kind in enumerate(KINDS) if f"X-{number}" not in told] == []
    assert leaked(outputs(shell, said)) == []


def _with(text):
    def change(folder):
        config = folder / "auditor.yaml"
        config.write_text(text(config.read_text("utf-8")), encoding="utf-8")

    return change


BROKEN = {
    "no yaml": _with(lambda text: f"{text}\n  # {PHONE}\n bad: [{RESIDENT}, '{MAIL}\n"),
    "unknown key": _with(lambda text: f"{text}# {PHONE}\nextra: {RESIDENT}\n"),
    "wrong type": _with(lambda text: text.replace("base: confidentiality", f"base: [{PHONE}]")),
    "wrong time zone": _with(lambda text: text.replace("Asia/Shanghai", MAIL)),
    "wrong date": _with(lambda text: text.replace("2026-09-15\n", f"{RESIDENT}\n")),
    "wrong format": _with(lambda text: text.replace("buckets.json", f"buckets.x{PHONE}")),
    "wrong encoding": _with(lambda text: text.replace("gb18030", CARD)),
    "wrong column": _with(lambda text: text.replace("资料名称", f"'{PHONE}'")),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("what", [*BROKEN])
def test_no_broken_configuration_leaks(shell, branch, what, lang):
    BROKEN[what](branch)
    said = all_formats(shell, branch, lang)
    assert said.code == (1 if what == "wrong column" else 2)
    assert leaked(outputs(shell, said)) == []


BAD_RULES = {
    "syntax": f'package rules.custom.bad\n\ndeny contains "{RESIDENT}" if {{ x := := 1 }}\n',
    "crash": (
        "# METADATA\n# scope: package\n# title: Bad\n"
        "# custom: {id: X-2, severity: high, clause: none, evidence: [loan_register]}\n"
        "package rules.custom.bad\n\n"
        "deny contains msg if {\n\tsome row in input.evidence.loan_register\n"
        '\tmsg := sprintf("%d", [to_number(concat("", [row.reason, row.item]))])\n}\n'
    ),
}


@pytest.mark.parametrize("what", [*BAD_RULES])
def test_no_broken_policy_leaks(shell, branch, what):
    policies = branch / "policies"
    policies.mkdir()
    (policies / "bad.rego").write_text(BAD_RULES[what], encoding="utf-8")
    _with(lambda t: t.replace("version: 1", "version: 1\npolicies: [builtin, ./policies]"))(branch)
    said = all_formats(shell, branch, "en")
    assert said.code == (2 if what == "syntax" else 1)
    assert leaked(outputs(shell, said)) == []


def test_no_crash_of_a_collector_leaks(shell, branch, monkeypatch):
    def crash(*_):
        raise ValueError(f"{RESIDENT} {PHONE} {MAIL} {CARD}")

    monkeypatch.setattr(sys.modules["auditor_plugins.registers.collect"], "_columns", crash)
    said = all_formats(shell, branch, "en")
    assert said.code in (1, 3)
    assert b"crashed" in said.out
    assert leaked(outputs(shell, said)) == []


def test_no_bug_of_the_auditor_leaks(shell, branch, monkeypatch):
    def crash(*_):
        raise ValueError(f"{RESIDENT} {PHONE} {MAIL} {CARD}")

    monkeypatch.setattr(auditor.app, "outcomes", crash)
    said = all_formats(shell, branch, "en")
    assert said.code == 4
    assert leaked(outputs(shell, said)) == []


@pytest.mark.parametrize("state", ["compliant", "violating"])
def test_the_demo_itself_shows_no_customer_number(shell, state):
    said = shell("check", "-c", BANK / state / "auditor.yaml", "-f", "json", "-f", "sarif=x.sarif")
    assert leaked(outputs(shell, said)) == []


def test_no_field_for_staff_leaks_a_customer(shell, branch):
    plant_staff(branch)
    said = all_formats(shell, branch, "en")
    collected = shell("collect", "-c", branch / "auditor.yaml", "-o", "bundle")
    assert leaked(outputs(shell, said, collected)) == []


def test_no_number_leaks_the_digits_of_a_customer(shell, branch):
    plant_numbers(branch)
    assert leaked(outputs(shell, all_formats(shell, branch, "en"))) == []


def test_no_name_of_a_file_leaks_into_a_bundle(shell, branch):
    plant_names(branch)
    collected = shell("collect", "-c", branch / "auditor.yaml", "-o", "bundle")
    assert leaked(outputs(shell, collected)) == []
