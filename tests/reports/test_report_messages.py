import re
from string import Formatter

import pytest
from samples import CONTROLS, run, written

from auditor.api import GapReason, Severity, Verdict
from auditor.reports.messages import MESSAGES
from auditor.reports.topics import TITLES

# Words that no language changes: ids, severities, verdicts, reasons, names of programs and files.
KEPT = {
    "auditor", "SARIF", "JSON", "sarif", "GitHub", "doctor", "policy", "lint", "report", "format",
    "allow", "gaps", "verbose", "branch", "confidentiality", "embedded", "registers", "agreements",
    "loan", "loans", "register", "csv", "yaml", "ciso", "etc", "os", "release", "postgres", "pg",
    "roles",
    *(word.value for word in (*GapReason, *Severity)),
    *(word.value.upper() for word in Severity),
}  # fmt: skip
ENGLISH = re.compile(r"[A-Za-z]{2,}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def fields(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", [key for key in MESSAGES if key != "comma"])
def test_both_languages_say_the_same(key):
    english, chinese = MESSAGES[key]
    assert fields(english) == fields(chinese)
    assert CHINESE.search(chinese)
    assert not CHINESE.search(english)


def test_every_verdict_reason_and_severity_has_words():
    words = [f"verdict.{one.value}" for one in Verdict]
    words += [f"reason.{one.value}" for one in GapReason]
    words += [f"do.{one.value}" for one in GapReason]
    words += [f"severity.{one.value}" for one in Severity]
    words += [f"result.{one.value}" for one in Verdict]
    assert set(words) <= set(MESSAGES)


@pytest.mark.parametrize("topic", TITLES)
def test_topics_have_both_titles(topic):
    english, chinese = TITLES[topic]
    assert CHINESE.search(chinese)
    assert not CHINESE.search(english)


@pytest.mark.parametrize("code", range(5))
def test_no_english_sentence_is_left_in_a_chinese_report(code):
    told = written("text", run(exit_code=code), lang="zh-CN", verbose=True).decode()
    for data in ("rented premises", "no such file", "row 9, column borrowed_at: expected a date"):
        told = " ".join(told.split()).replace(data, "")
    told = re.sub(r"\b(LN-\d+|\d{4}-\d\d-\d\dT\S+)", "", told)
    for control in CONTROLS:
        told = told.replace(control.id, "")
    assert set(ENGLISH.findall(told)) - KEPT <= {"PHY"}
