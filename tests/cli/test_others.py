"""The other commands: stable JSON, Chinese, and errors that help."""

import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import yaml

from auditor.api import GapError, GapReason, Probe
from auditor.app import jobs
from auditor.cli.output import told
from auditor.core.gather import Progress
from auditor.core.plugins import load_plugins


def test_version_and_help(auditor):
    assert auditor("--version").out.startswith("auditor")
    result = auditor("--help")
    assert result.code == 0
    for command in ("check", "collect", "controls", "explain", "plugin", "init", "doctor"):
        assert command in result.out


def test_an_unknown_command_is_usage(auditor):
    result = auditor("chek")
    assert result.code == 2
    assert "chek" in result.err


def test_controls_list_json_has_the_promised_keys(auditor):
    controls = json.loads(auditor("controls", "list", "-f", "json").out)
    keys = {"id", "topic", "title", "title_zh", "severity", "clause", "evidence", "params"}
    assert all(keys <= control.keys() for control in controls)
    assert len(controls) >= 40


def test_controls_list_by_profile(auditor):
    every = json.loads(auditor("controls", "list", "-f", "json").out)
    host = json.loads(auditor("controls", "list", "--profile", "host", "-f", "json").out)
    assert 0 < len(host) < len(every)


def test_controls_show_in_both_languages(auditor):
    assert "at most three days" in auditor("controls", "show", "CIC-019-5b").out
    assert (
        "客户资料借阅不得超过三天"
        in auditor("controls", "show", "cic-019-5B", "--lang", "zh-CN").out
    )
    shown = json.loads(auditor("controls", "show", "CIC-019-5b", "-f", "json").out)
    assert shown["params"]["max_loan_days"] == 3


def test_coverage_counts_the_whole_catalogue(auditor):
    entries = json.loads(auditor("controls", "coverage", "-f", "json").out)
    assert len(entries) == 239
    done = sum(entry["implemented"] for entry in entries)
    assert f"{done} of 239" in auditor("controls", "coverage").out


@pytest.mark.parametrize("word", ["CIC-019-5b", "not-evaluated", "stale", "3", "pass"])
def test_explain(auditor, word):
    english, chinese = auditor("explain", word), auditor("explain", word, "--lang", "zh-CN")
    assert english.code == chinese.code == 0
    assert english.out != chinese.out
    assert any("一" <= char <= "鿿" for char in chinese.out)


def test_explain_names_the_nearest(auditor):
    result = auditor("explain", "CIC-019-5c")
    assert result.code == 2
    assert "CIC-019-5" in result.err


def test_plugin_list(auditor):
    plugins = json.loads(auditor("plugin", "list", "-f", "json").out)
    assert {"linux", "registers"} <= {plugin["name"] for plugin in plugins}
    assert "registers" in auditor("plugin", "list").out


def test_init_writes_a_configuration_that_loads(auditor, branch):
    (branch / "auditor.yaml").unlink()
    assert auditor("init").code == 0
    written = yaml.safe_load((branch / "auditor.yaml").read_text(encoding="utf-8"))
    assert written["version"] == 1
    assert auditor("check").code in (0, 1, 3)
    text = (branch / "auditor.yaml").read_text("utf-8")
    assert "# - {name: ..., type: postgres}  # " in text
    assert "type: linux}  #" not in text
    again = auditor("init")
    assert again.code == 2
    assert "never overwrites" in again.err


def test_doctor_on_a_good_branch_and_with_a_missing_register(auditor, branch):
    good = auditor("doctor")
    assert good.code == 0, good.out
    (branch / "loans.csv").unlink()
    bad = auditor("doctor", "-f", "json")
    assert bad.code == 2
    assert any(not c["ok"] and "absent" in c["message"] for c in json.loads(bad.out))


def test_coverage_of_a_framework(auditor):
    told = json.loads(auditor("controls", "coverage", "--framework", "pipl", "-f", "json").out)
    by_id = {one["requirement"]: one for one in told}
    assert "PRV-101" in by_id["art. 17"]["controls"]
    assert by_id["art. 17"]["title_zh"] == "告知事项"
    shown = auditor("controls", "coverage", "--framework", "ISO/IEC 27001:2022", "--lang", "zh-CN")
    assert "共 93 项要求" in shown.out
    assert "信息安全策略" in shown.out
    wrong = auditor("controls", "coverage", "--framework", "pipll")
    assert wrong.code == 2
    assert "pipl" in wrong.err


def _probing(monkeypatch, probe):
    """The registers' collector, with a probe."""
    plugins = load_plugins()
    collector = replace(plugins.collectors["registers"], probe=probe, timeout=2.0)
    collectors = {**plugins.collectors, "registers": collector}
    changed = replace(plugins, collectors=collectors)
    monkeypatch.setattr("auditor.cli.doctor.load_plugins", lambda: changed)


def test_doctor_shows_what_targets_say_of_themselves(auditor, branch, monkeypatch):
    def probe(target, context):
        yield Probe("reach", True, "it answers", "可达")
        yield Probe("excess", False, "it may write", "可写")

    _probing(monkeypatch, probe)
    good = auditor("doctor", "-f", "json")
    assert good.code == 0
    told = [c for c in json.loads(good.out) if c["check"].startswith("target ")]
    assert [(c["check"], c["ok"], c["warning"]) for c in told] == [
        ("target reach", True, False),
        ("target excess", False, True),
    ]
    assert "可写" in auditor("doctor", "--lang", "zh-CN").out


def test_clocks_are_compared_with_the_time_of_their_probe(auditor, branch, monkeypatch):
    def probe(target, context):
        late = datetime.now(UTC) - context.now
        yield Probe("clock", late < timedelta(seconds=1.5), f"{late} late")

    def slowly(*given):
        time.sleep(2)
        return jobs(*given)

    monkeypatch.setattr("auditor.cli.doctor.jobs", slowly)
    _probing(monkeypatch, probe)
    checks = json.loads(auditor("doctor", "-f", "json").out)
    told = [one for one in checks if one["check"] == "target clock"]
    assert [one["ok"] for one in told] == [True], told


def _denied(target, context):
    raise GapError(GapReason.DENIED, "GRANT pg_monitor is missing")


def _crash(target, context):
    raise ValueError("C000123")


def _hang(target, context):
    time.sleep(30)


@pytest.mark.parametrize(
    ("probe", "word"),
    [
        (lambda *_: [Probe("rights", False, "GRANT pg_monitor is missing")], "pg_monitor"),
        (_denied, "denied: GRANT pg_monitor"),
        (_crash, "the probe failed: ValueError"),
        (_hang, "the probe failed: TimeoutError"),
    ],
)
def test_doctor_tells_what_keeps_a_target_from_working(auditor, branch, monkeypatch, probe, word):
    _probing(monkeypatch, probe)
    bad = auditor("doctor")
    assert bad.code == 2
    assert word in " ".join(bad.out.split())
    assert "C000123" not in bad.out


def test_doctor_masks_what_targets_say(auditor, branch, monkeypatch):
    secret = "11010519491231002X"

    def probe(target, context):
        yield Probe("rights", False, f"{secret}.csv may not be read")
        raise GapError(GapReason.DENIED, secret)

    _probing(monkeypatch, lambda *_: [next(probe(*_))])
    assert secret not in auditor("doctor").out
    _probing(monkeypatch, lambda *_: list(probe(*_)))
    assert secret not in auditor("doctor").out


def test_doctor_explains_a_broken_configuration(auditor, branch):
    (branch / "auditor.yaml").write_text("version: 1\nenvironment: []\n", encoding="utf-8")
    result = auditor("doctor")
    assert result.code == 2
    assert "`environments`" in result.out


def test_collect_goes_on_where_it_was_broken_off(auditor, branch):
    moved = branch / "away.csv"
    (branch / "loans.csv").rename(moved)
    first = auditor("collect", "-o", "bundle")
    assert first.code == 3
    assert auditor("collect", "-o", "bundle").code == 2
    moved.rename(branch / "loans.csv")
    second = auditor("collect", "-o", "bundle", "--resume")
    assert (second.code, second.err) == (0, "")
    third = auditor("collect", "-o", "bundle", "--resume")
    assert third.code == 0
    judged = json.loads(auditor("check", "--evidence", "bundle", "-f", "json").out)
    assert judged["outcomes"][0]["verdict"] == "fail"


def test_a_bundle_of_another_configuration_is_not_gone_on_with(auditor, branch):
    assert auditor("collect", "-o", "bundle").code == 0
    path = branch / "auditor.yaml"
    path.write_text(path.read_text().replace("[CIC-019-5b]", "[CIC-019-5b, CIC-020]"))
    refused = auditor("collect", "-o", "bundle", "--resume")
    assert refused.code == 2
    assert "another configuration" in refused.err


def test_a_bundle_of_another_masking_is_not_gone_on_with(auditor, branch, monkeypatch):
    monkeypatch.setenv("AUDITOR_MASKING_KEY", "the key of the first run")
    assert auditor("collect", "-o", "bundle").code == 0
    assert auditor("collect", "-o", "bundle", "--resume").code == 0
    assert "the key" not in (branch / "bundle" / "manifest.json").read_text()
    refused = auditor("collect", "-o", "bundle", "--resume", "--mask-staff")
    assert (refused.code, "masking key, or another --mask-staff" in refused.err) == (2, True)
    monkeypatch.setenv("AUDITOR_MASKING_KEY", "another key")
    assert auditor("collect", "-o", "bundle", "--resume").code == 2


def test_progress_tells_how_far_it_is():
    assert told(Progress("crm", 3, 9, 120_000, 2.0)) == (
        "3 of 9 targets, last crm; 120,000 rows, 60,000 rows/s"
    )
    assert "rows/s" not in told(Progress("crm", 1, 9, 10, 0.5))
