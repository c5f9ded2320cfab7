import json
import re
from dataclasses import replace
from pathlib import Path

from samples import environment, run, written

DOCS = Path(__file__).parents[2] / "docs" / "reports.md"


def data(lang="en", shown=None):
    return json.loads(written("json", shown or run(), lang=lang))


def keys(value):
    if isinstance(value, dict):
        for key, member in value.items():
            yield key
            if key not in ("details", "counts"):
                yield from keys(member)
    elif isinstance(value, list):
        for member in value:
            yield from keys(member)


def test_every_member_is_documented():
    known = set(re.findall(r"`([a-z0-9_]+)`", DOCS.read_text(encoding="utf-8")))
    assert set(keys(data())) <= known


def test_head():
    shown = data()
    assert shown["version"] == 1
    assert shown["as_of"] == "2026-11-21T16:00:00+08:00"
    assert (shown["exit_code"], shown["fail_on"]) == (1, "medium")
    assert shown["counts"]["fail"] == 1


def test_flat_lists_cover_all_environments():
    shown = data(shown=run(environment(2), replace(environment(3), name="hq")))
    assert [row["environment"] for row in shown["gaps"]] == ["branch-01"] * 2 + ["hq"] * 2
    assert {row["environment"] for row in shown["outcomes"]} == {"branch-01", "hq"}
    assert len(shown["findings"]) == 2 + 3 + 2


def test_language_changes_sentences_and_nothing_else():
    english, chinese = data(), data("zh-CN")
    assert chinese["findings"][0]["message"] == "借阅 LN-0 已逾期"
    assert chinese["outcomes"][0]["title"] == "标题 BAK-001"
    for row in (*english["outcomes"], *chinese["outcomes"]):
        row.pop("title")
    assert english["outcomes"] == chinese["outcomes"]


def test_waived_findings_are_marked():
    assert [row["subject"] for row in data()["findings"] if row["waived"]] == ["LN-500"]


def test_no_environment():
    shown = data(shown=replace(run(), environments=()))
    assert shown["environments"] == shown["findings"] == shown["outcomes"] == []
