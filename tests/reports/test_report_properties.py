"""What holds for every run, hostile text included."""

import json
import re
from unicodedata import category

import pytest
from hypothesis import HealthCheck, given, settings
from rich.cells import cell_len
from samples import written
from sarif_checks import check_sarif
from strategies import runs

LANGS = ("en", "zh-CN")
FORMATS = ("text", "json", "sarif", "sarif-github")
quick = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.parametrize("name", ["sarif", "sarif-github"])
@quick
@given(run=runs())
def test_sarif_is_valid(name, run):
    for lang in LANGS:
        assert check_sarif(written(name, run, lang=lang)) == []


@quick
@given(run=runs())
def test_nothing_vanishes_from_sarif(run):
    log = json.loads(written("sarif", run))
    for environment, shown in zip(run.environments, log["runs"], strict=True):
        kinds = [result.get("kind", "fail") for result in shown["results"]]
        unknown = sum(len(one.unknown) for one in environment.outcomes)
        open_ = environment.counts()["not-evaluated"] + unknown
        fails = sum(
            len(one.findings) or one.verdict in ("fail", "waived") for one in environment.outcomes
        )
        assert kinds.count("open") == open_
        assert kinds.count("fail") == fails
        assert kinds.count("pass") == environment.counts()["pass"]


@quick
@given(run=runs())
def test_json_round_trips(run):
    data = json.loads(written("json", run))
    assert json.loads(json.dumps(data)) == data
    assert data["counts"] == run.counts()
    assert len(data["findings"]) == sum(len(list(e.findings())) for e in run.environments)
    assert len(data["gaps"]) == sum(len(e.gaps) for e in run.environments)
    nested = [row for e in data["environments"] for row in e["outcomes"]]
    assert nested == data["outcomes"]


@quick
@given(run=runs())
def test_same_run_same_bytes(run):
    for name in FORMATS:
        assert written(name, run, lang="zh-CN") == written(name, run, lang="zh-CN")


@quick
@given(run=runs())
def test_plain_text_holds_nothing_that_steers_a_terminal(run):
    for lang in LANGS:
        text = written("text", run, lang=lang, verbose=True).decode()
        assert {c for c in text if category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")} <= {"\n"}


@quick
@given(run=runs())
def test_text_keeps_to_the_width(run):
    for width in (40, 72, 100):
        lines = written("text", run, width=width, verbose=True).decode().split("\n")
        assert max(map(cell_len, lines)) <= width


@quick
@given(run=runs())
def test_colours_change_no_word(run):
    plain = written("text", run, verbose=True).decode()
    coloured = written("text", run, verbose=True, color=True).decode()
    assert "".join(_stripped(coloured).split()) == "".join(plain.split())


def _stripped(text):
    return re.sub(r"\x1b\[[0-9;]*m", "", text)
