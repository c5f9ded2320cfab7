"""Mutation testing: do the tests beside a rule notice each small change of it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from auditor.api import Location, PolicyError
from auditor.core.mutants import Mutant, mutants
from auditor.core.rego_files import RegoFile, RegoFiles
from auditor.core.regotest import NAME
from auditor.engines.bench import Bench
from auditor.engines.interface import Module
from auditor.engines.rego_ast import Parsed, parse, rule_name, specs

SECONDS = 20.0
"""A mutant that takes longer is noticed."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """One rule file: how many mutants were tried, and those that no test noticed."""

    file: str
    tried: int
    survivors: tuple[Mutant, ...]


def run_mutants(files: RegoFiles, jobs: int) -> tuple[Mutation, ...]:
    """Try all mutants of every given rule file that has tests.

    Raises:
        PolicyError: a file cannot be parsed, or its tests fail without any change.
    """
    rules = [file for file in files.given if not file.is_test and files.tests_of(file)]
    parsed = {file.name: parse({file.name: file.text})[0] for file in files.every}
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        return tuple(pool.map(lambda rule: _mutation(rule, files, parsed), rules))


def _mutation(rule: RegoFile, files: RegoFiles, parsed: dict[str, Parsed]) -> Mutation:
    tests = files.tests_of(rule)
    names = list(dict.fromkeys(name for test in tests for name in names_of(parsed[test.name])))
    leaned = needed([rule, *tests], files, parsed)
    added = [test.module for test in tests]
    with Bench([file.module for file in leaned], timeout=SECONDS) as bench:
        if _noticed(bench, [rule.module, *added], names):
            message = "its tests fail as it stands, so that mutants say nothing"
            raise PolicyError(message, Location(rule.name), "run `auditor policy test` first")
        tried = 0
        survivors = []
        for mutant in mutants(parsed[rule.name]):
            killer = _noticed(bench, [replace(rule.module, text=mutant.text), *added], names)
            if killer is None:
                survivors.append(mutant)
            elif killer:
                names.remove(killer)
                names.insert(0, killer)
            tried += killer != ""
    return Mutation(rule.name, tried, tuple(survivors))


def names_of(parsed: Parsed) -> Iterator[str]:
    """The full names of the tests of a module that are run."""
    for _, _, head in specs(parsed):
        if NAME.fullmatch(rule_name(head)) and not rule_name(head).startswith("todo_"):
            yield f"{parsed.package}.{rule_name(head)}"


def _noticed(bench: Bench, modules: list[Module], names: list[str]) -> str | None:
    """The test that does not pass; "" where the modules are no valid Rego, None if all pass."""
    try:
        results = bench.run(names, modules, stop=True).results
    except PolicyError:
        return ""
    return next((name for name, tried in results.items() if not tried.true), None)


def needed(
    roots: Iterable[RegoFile], files: RegoFiles, parsed: Mapping[str, Parsed]
) -> list[RegoFile]:
    """What the roots import, directly or not; the roots themselves excepted."""
    roots = list(roots)
    found = {file.name: file for file in roots}
    waiting = list(roots)
    while waiting:
        wanted = parsed[waiting.pop().name].imports.values()
        for file in (file for file in files.every if file.name in parsed):
            package = parsed[file.name].package
            used = any(one == package or one.startswith(f"{package}.") for one in wanted)
            if used and file.name not in found and not file.is_test:
                found[file.name] = file
                waiting.append(file)
    return [file for file in found.values() if file not in roots]
