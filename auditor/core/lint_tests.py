"""Lint of tests: each control has tests, and they hold a failing and a passing case.

A failing case notices a rule that finds nothing. A passing case does not mind that, and notices a
rule that always finds something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from auditor.api import PolicyError
from auditor.core.fault import Fault, fault
from auditor.core.lint_file import PolicyFile
from auditor.core.mutate import names_of, needed
from auditor.core.rego_files import RegoFiles
from auditor.engines.bench import Bench
from auditor.engines.interface import Module
from auditor.engines.rego_ast import Parsed

SET = re.compile(r"^(deny|warn|unknown|review)(?= contains)", re.M)
ALWAYS = '{"msg": "always", "msg_zh": "always", "subject": "always", "_loc": {"file": "always"}}'


def check_tests(
    file: PolicyFile, files: RegoFiles, parsed: Mapping[str, Parsed]
) -> Iterator[Fault]:
    """What the tests beside a control lack."""
    rego = file.rego
    place = (rego.name, file.package_line)
    tests = [one for one in files.tests_of(rego) if one.name in parsed]
    names = [name for test in tests for name in names_of(parsed[test.name])]
    if not names:
        hint = "write {file} with a failing and a passing case"
        yield fault(place, "test", "no test", hint, file=f"{rego.path.stem}_test.rego")
        return
    leaned = needed([rego, *tests], files, parsed)
    with Bench([one.module for one in leaned]) as bench:
        added = [test.module for test in tests]
        broken = _failing(bench, rego.module, added, names)
        if broken:
            text, hint = "{n} tests fail", "run `auditor policy test`"
            yield fault(place, "test", text, hint, n=len(broken))
            return
        silent, loud = (
            replace(rego.module, text=_without_findings(rego.text, always)) for always in (0, 1)
        )
        missed = _failing(bench, silent, added, names)
        minded = _failing(bench, loud, added, names) - missed
    if not missed:
        yield fault(place, "test", "no test needs a finding", "add a failing case")
    if not minded:
        yield fault(place, "test", "no test needs the absence of findings", "add a passing case")


def _failing(bench: Bench, rule: Module, tests: list[Module], names: list[str]) -> set[str]:
    try:
        results = bench.run(names, [rule, *tests]).results
    except PolicyError:
        return set(names)
    return {name for name, tried in results.items() if not tried.true}


def _without_findings(text: str, always: int) -> str:
    """The rule with its sets hidden: all empty instead, or each with the same finding."""
    names = sorted(set(SET.findall(text)))
    value = f"contains {ALWAYS}" if always else ":= set()"
    return SET.sub(r"hidden_\1", text) + "".join(f"\n{name} {value}\n" for name in names)
