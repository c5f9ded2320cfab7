"""`auditor check` and `collect` on a small branch: exit codes, outputs, errors."""

import json

import pytest
import zstandard

AS_OF = ("--as-of", "2026-11-20T18:00:00+08:00")
PARAMS = "    params: {{CIC-019-5b: {{{}}}}}\n    targets:"


def outcome(result):
    (one,) = json.loads(result.out)["outcomes"]
    return one


def test_a_finding_gives_1_and_its_place(auditor, branch):
    result = auditor("check", *AS_OF, "-f", "json")
    (finding,) = json.loads(result.out)["findings"]
    assert result.code == 1
    assert (finding["location"]["file"], finding["location"]["line"]) == ("loans.csv", 3)
    assert finding["subject"] == "LN-2"
    assert result.err == ""


@pytest.mark.parametrize("format_", ["text", "json", "sarif", "sarif-github"])
@pytest.mark.parametrize("fail_on", ["high", "critical"])
def test_the_format_never_changes_the_code(auditor, branch, format_, fail_on):
    result = auditor("check", *AS_OF, "-f", format_, "--fail-on", fail_on)
    assert result.code == (1 if fail_on == "high" else 0)


def test_a_kept_rule_gives_0(auditor, branch):
    text = (branch / "loans.csv").read_text(encoding="utf-8")
    (branch / "loans.csv").write_text(text.replace("2026-11-18", "2026-11-13"), encoding="utf-8")
    assert auditor("check", *AS_OF).code == 0


def test_missing_evidence_gives_3_and_allow_gaps_never_turns_nothing_into_success(auditor, branch):
    (branch / "loans.csv").unlink()
    result = auditor("check", *AS_OF, "-f", "json")
    assert result.code == 3
    assert outcome(result)["verdict"] == "not-evaluated"
    assert outcome(result)["reason"] == "absent"
    assert auditor("check", *AS_OF, "--allow-gaps").code == 3


def test_reports_go_to_files_whole(auditor, branch):
    result = auditor("check", *AS_OF, "-f", "json=r.json", "-f", "sarif=r.sarif", "-f", "text")
    assert json.loads((branch / "r.json").read_bytes())["exit_code"] == result.code == 1
    assert json.loads((branch / "r.sarif").read_bytes())["version"] == "2.1.0"
    assert "CIC-019-5b" in result.out
    assert not list(branch.glob("*.part"))


def test_quiet_prints_nothing(auditor, branch):
    result = auditor("check", *AS_OF, "--quiet")
    assert (result.code, result.out, result.err) == (1, "", "")


def test_environment_variables_mirror_options(auditor, branch, monkeypatch):
    monkeypatch.setenv("AUDITOR_AS_OF", AS_OF[1])
    monkeypatch.setenv("AUDITOR_FORMAT", "json")
    monkeypatch.setenv("AUDITOR_FAIL_ON", "critical")
    result = auditor("check")
    assert result.code == 0
    assert json.loads(result.out)["as_of"].startswith("2026-11-20T18:00:00")


@pytest.mark.parametrize("lang", [("--lang", "zh-CN"), ("LANG", "zh_CN.UTF-8"), ("LC_ALL", "zh")])
def test_chinese(auditor, branch, monkeypatch, lang):
    args = lang if lang[0].startswith("--") else ()
    if not args:
        monkeypatch.setenv(*lang)
    assert "客户资料借阅不得超过三天" in auditor("check", *AS_OF, *args).out


def test_an_unknown_language_is_english(auditor, branch):
    assert "at most three days" in auditor("check", *AS_OF, "--lang", "tlh").out


def test_collect_then_check_elsewhere_finds_the_same(auditor, branch, tmp_path, monkeypatch):
    live = auditor("check", *AS_OF, "-f", "json")
    assert auditor("collect", *AS_OF, "-o", "bundle").code == 0
    (branch / "loans.csv").unlink()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (branch / "bundle").rename(elsewhere / "bundle")
    monkeypatch.chdir(elsewhere)
    judged = auditor("check", *AS_OF, "-f", "json", "--evidence", "bundle")
    assert judged.code == live.code == 1
    assert json.loads(judged.out)["findings"] == json.loads(live.out)["findings"]


def test_old_bundles_are_stale(auditor, branch):
    auditor("collect", *AS_OF, "-o", "bundle")
    result = auditor("check", "--as-of", "2026-11-22", "--evidence", "bundle", "-f", "json")
    assert (result.code, outcome(result)["reason"]) == (3, "stale")


def test_a_changed_bundle_is_not_believed(auditor, branch):
    auditor("collect", *AS_OF, "-o", "bundle")
    (file,) = (branch / "bundle" / "objects").glob("*.zst")
    text = zstandard.ZstdDecompressor().stream_reader(file.read_bytes()).read()
    assert b"2026-11-18" in text
    changed = text.replace(b"2026-11-18", b"2026-11-12")
    file.write_bytes(zstandard.ZstdCompressor().compress(changed))
    result = auditor("check", *AS_OF, "--evidence", "bundle", "-f", "json")
    assert (result.code, outcome(result)["reason"]) == (3, "invalid")


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (("-f", "sarf"), "`sarif`"),
        (("-f", "json", "-f", "sarif"), "FORMAT=FILE"),
        (("-f", "json=absent/r.json"), "absent/r.json"),
        (("-c", "absent.yaml"), "no such file"),
        (("--environment", "branch-02"), "`branch-01`"),
        (("--profile", "bnak"), "`bank`"),
        (("--as-of", "yesterday"), "ISO 8601"),
        (("--engine", "regopy"), "embedded"),
        (("--fail-on", "fatal"), "critical"),
        (("--evidence", "nowhere"), "auditor collect"),
        (("--colour",), "--colour"),
    ],
)
def test_wrong_use_gives_2_one_message_and_no_traceback(auditor, branch, args, expected):
    result = auditor("check", *args)
    assert result.code == 2
    assert expected in result.err
    assert "Traceback" not in result.err
    assert result.out == ""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("type: registers", "type: register", "`registers`"),
        ("kind: loan_register", "kind: loan_registr", "`loan_register`"),
        ("path: loans.csv", "pth: loans.csv", "`path`"),
        ("include: [CIC-019-5b]", "include: [CIC-019-5z]", "`CIC-019-5b`"),
        (
            "    targets:",
            "    params: {CIC-019-5b: {max_days: 3}}\n    targets:",
            "`max_loan_days`",
        ),
        ("    targets:", "    params: {CIC-019-5b: {max_loan_days: x}}\n    targets:", "int"),
    ],
)
def test_configuration_errors_name_the_nearest_word(auditor, branch, old, new, expected):
    text = (branch / "auditor.yaml").read_text(encoding="utf-8")
    (branch / "auditor.yaml").write_text(text.replace(old, new), encoding="utf-8")
    result = auditor("check", *AS_OF)
    assert result.code == 2
    assert expected in result.err


def test_parameters_are_overridden(auditor, branch):
    text = (branch / "auditor.yaml").read_text(encoding="utf-8")
    text = text.replace(
        "    targets:", "    params: {CIC-019-5b: {max_loan_days: 10}}\n    targets:"
    )
    (branch / "auditor.yaml").write_text(text, encoding="utf-8")
    assert auditor("check", *AS_OF).code == 0


def test_two_runs_give_the_same_bytes(auditor, branch):
    one = auditor("check", *AS_OF, "-f", "sarif", "--jobs", "1").out
    assert one == auditor("check", *AS_OF, "-f", "sarif", "--jobs", "2").out


def test_without_a_configuration_this_host_is_audited(auditor, tmp_path):
    result = auditor("check", "-f", "json")
    report = json.loads(result.out)
    assert result.code in (1, 3)
    assert report["environments"][0]["profile"] == "host"
    assert report["outcomes"]


def test_a_bug_gives_4_and_keeps_the_traceback_but_no_value(auditor, branch, monkeypatch):
    import auditor.cli.check as check

    secret = "11010519491231002X"

    def broken(*_):
        raise RuntimeError(secret)

    monkeypatch.setattr(check, "run", broken)
    result = auditor("check")
    assert result.code == 4
    assert "RuntimeError" in result.err
    assert "test_check.py" in result.err
    assert secret not in result.err
