"""Runs `test_` rules as `opa test` does, on the embedded engine.

A test passes when its rule is true. `todo_test_` rules are skipped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum

from auditor.core.coverage import Lines, merge
from auditor.core.rego_files import RegoFile, RegoFiles
from auditor.core.regotrace import Failure, explain
from auditor.engines.bench import Batch, Bench, Tried
from auditor.engines.rego_ast import Node, Parsed, parse, rule_name, specs

NAME = re.compile(r"(todo_)?test_\w*")


class Result(StrEnum):
    """What became of a test."""

    PASS = "PASS"  # noqa: S105
    FAIL = "FAIL"
    ERROR = "ERROR"
    SKIPPED = "SKIPPED"


@dataclass(frozen=True, slots=True)
class RegoTest:
    """One `test_` rule and its place."""

    package: str
    name: str
    file: str
    line: int

    @property
    def rule(self) -> str:
        """Its full name."""
        return f"{self.package}.{self.name}"


@dataclass(frozen=True, slots=True)
class Tested:
    """A test and its result; `failure` where the engine can tell what did not hold."""

    test: RegoTest
    result: Result
    message: str = ""
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All results in the order of files and lines, and the lines that were evaluated."""

    tested: tuple[Tested, ...]
    lines: Mapping[str, Lines]

    @property
    def counts(self) -> Counter[Result]:
        """How many tests ended how."""
        return Counter(one.result for one in self.tested)

    @property
    def passed(self) -> bool:
        """Nothing failed."""
        return not (self.counts[Result.FAIL] or self.counts[Result.ERROR])


@dataclass(frozen=True, slots=True)
class _Suite:
    """The tests of one file."""

    parsed: Parsed
    rules: Mapping[str, Node]
    tests: tuple[RegoTest, ...]


def run_tests(files: RegoFiles, pattern: str, jobs: int, *, coverage: bool = False) -> Report:
    """Run the tests of the given files whose full name matches a regular expression.

    Raises:
        PolicyError: a file cannot be parsed or loaded.
    """
    suites = [suite for suite in map(_suite, _testing(files)) if suite.tests]
    suites = [suite for suite in (_matching(one, pattern) for one in suites) if suite.tests]
    lanes = [lane for lane in (suites[n :: max(1, jobs)] for n in range(max(1, jobs))) if lane]
    with ThreadPoolExecutor(max_workers=max(1, len(lanes))) as pool:
        done = list(pool.map(lambda lane: _lane(files, lane, coverage=coverage), lanes))
    tested = sorted((one for part, _ in done for one in part), key=_order)
    return Report(tuple(tested), merge(lines for _, many in done for lines in many))


def _order(tested: Tested) -> tuple[str, int, str]:
    return tested.test.file, tested.test.line, tested.test.name


def _testing(files: RegoFiles) -> list[RegoFile]:
    """The files with tests; for a rule's file that was named alone, the tests beside it."""
    given = {file.path: file for file in files.given}
    for rule in files.given:
        given |= {one.path: one for one in files.tests_of(rule) if not rule.is_test}
    return [file for file in given.values() if file.is_test or NAME.search(file.text)]


def _suite(file: RegoFile) -> _Suite:
    (parsed,) = parse({file.name: file.text})
    rules: dict[str, Node] = {}
    for rule, _, head in specs(parsed):
        if NAME.fullmatch(rule_name(head)):
            rules.setdefault(rule_name(head), rule)
    tests = (RegoTest(parsed.package, n, file.name, r["span"]["line"]) for n, r in rules.items())
    return _Suite(parsed, rules, tuple(tests))


def _matching(suite: _Suite, pattern: str) -> _Suite:
    tests = tuple(test for test in suite.tests if re.search(pattern, test.rule))
    return _Suite(suite.parsed, suite.rules, tests)


def _lane(
    files: RegoFiles, suites: Iterable[_Suite], *, coverage: bool
) -> tuple[list[Tested], list[Mapping[str, Lines]]]:
    tested: list[Tested] = []
    lines: list[Mapping[str, Lines]] = []
    with Bench((file.module for file in files.every), coverage=coverage) as bench:
        for suite in suites:
            batch = bench.run([t.rule for t in suite.tests if not t.name.startswith("todo_")])
            lines.append(batch.coverage)
            tested += [_tested(test, suite, batch, bench) for test in suite.tests]
    return tested, lines


def _tested(test: RegoTest, suite: _Suite, batch: Batch, bench: Bench) -> Tested:
    tried = batch.results.get(test.rule)
    if tried is None:
        return Tested(test, Result.SKIPPED)
    if tried.true:
        return Tested(test, Result.PASS)
    result = Result.ERROR if tried.error or _cases(tried) else Result.FAIL
    failure = None if _cases(tried) else explain(bench, suite.parsed, suite.rules[test.name])
    return Tested(test, result, tried.error or _why(tried), failure)


def _cases(tried: Tried) -> bool:
    return isinstance(tried.value, dict | list)


def _why(tried: Tried) -> str:
    if _cases(tried):
        return "a test must be true or undefined; tests with cases need `opa test`"
    return "false" if tried.defined else ""
