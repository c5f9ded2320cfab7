"""The workbench's worker: what crashes or hangs costs one rule, and coverage stays whole."""

import pytest

from auditor.api import PolicyError
from auditor.engines.bench import Bench
from auditor.engines.interface import Module

TEXT = """package p

yes if true

no if false

value := {"a": 1}

wrong if to_number("x") == 1

panic if strings.count("abc", "") == 1

slow if count([1 | some _ in numbers.range(1, 90000); some _ in numbers.range(1, 90000)]) == 1
"""
RULES = [f"data.p.{name}" for name in ("yes", "no", "value", "wrong", "panic", "yes")]


@pytest.fixture
def bench():
    with Bench([Module("p.rego", TEXT, portable=True)], coverage=True, timeout=5) as bench:
        yield bench


def test_values_errors_and_a_panic(bench: Bench):
    results = bench.run(list(dict.fromkeys(RULES))).results
    assert results["data.p.yes"].true
    assert not results["data.p.no"].defined
    assert results["data.p.value"].value == {"a": 1}
    assert "could not parse" in results["data.p.wrong"].error
    assert "panicked" in results["data.p.panic"].error


def test_a_rule_that_does_not_end_costs_itself_only():
    modules = [Module("p.rego", TEXT, portable=True)]
    with Bench(modules, timeout=0.5) as bench:
        results = bench.run(["data.p.yes", "data.p.slow", "data.p.value"]).results
    assert results["data.p.yes"].true
    assert "no answer within 0.5 s" in results["data.p.slow"].error
    assert results["data.p.value"].defined


def test_coverage_is_whole_after_a_panic(bench: Bench):
    batch = bench.run(["data.p.yes", "data.p.panic", "data.p.value"])
    covered, missed = batch.coverage["p.rego"]
    assert {3, 7} <= set(covered)
    assert 5 in missed


def test_stop_ends_at_the_first_that_is_not_true(bench: Bench):
    results = bench.run(["data.p.yes", "data.p.no", "data.p.value"], stop=True).results
    assert list(results) == ["data.p.yes", "data.p.no"]


def test_further_modules_are_forgotten_again(bench: Bench):
    more = [Module("q.rego", "package q\n\nx if data.p.yes\n")]
    assert bench.run(["data.q.x"], more).results["data.q.x"].true
    assert not bench.run(["data.q.x"]).results["data.q.x"].defined


def test_modules_that_cannot_be_loaded():
    broken = Module("p.rego", "package p\nx if {")
    with pytest.raises(PolicyError, match=r"^p\.rego:2: "):
        Bench([broken])
    with Bench([]) as bench, pytest.raises(PolicyError, match=r"^p\.rego:2: "):
        bench.run(["data.p.x"], [broken])


def test_a_function_that_is_not_there_is_an_error_and_no_silence():
    with Bench([Module("p.rego", "package p\n\nx if nowhere(1)\n")]) as bench:
        assert "nowhere" in bench.run(["data.p.x"]).results["data.p.x"].error
