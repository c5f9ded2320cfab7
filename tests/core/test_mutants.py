"""Each kind of mutant, and that every mutant of the built-in rules is Rego."""

import pytest

from auditor.core.mutants import mutants
from auditor.core.rego_files import read_rego
from auditor.engines.rego_ast import parse

RULES = {
    "a if x > 3": {"x >= 3", "x <= 3", "x > 4", "a if false"},
    "a if x <= y": {"x < y", "x > y", "a if false"},
    'a if "é" == x': {'"é" != x', "a if false"},
    "a if not x": {"a if x", "a if false"},
    "a if f(x)": {"a if not f(x)", "a if false"},
    "a if {\n\tx\n\ty\n}": {
        "{\n\ttrue\n\ty\n}",
        "{\n\tx\n\ttrue\n}",
        "{\n\tnot x\n\ty\n}",
        "{\n\tx\n\tnot y\n}",
        "{\n\tfalse; x\n\ty\n}",
    },
    "a := [z | z := x; z > y]": {
        "[z | z := x; z >= y]",
        "[z | z := x; z <= y]",
        "[z | z := x; true]",
        "[z | false; z := x; z > y]",
    },
    "a if {\n\tsome z in x\n\tz.y\n}": {
        "{\n\tfalse; some z in x\n\tz.y\n}",
        "{\n\tsome z in x\n\ttrue\n}",
        "{\n\tsome z in x\n\tnot z.y\n}",
    },
    'a if {"p": 1, "q": 2} == x': {
        'a if {"p": 1, "q": 2} != x',
        'a if {"p": 2, "q": 2} == x',
        'a if {"p": 1, "q": 3} == x',
        "a if false",
    },
    "default a := false": {"default a := true"},
    "a := x + 1": {"a := x + 2"},
    "a := x": set(),
}
HEAD = 'package p\n\nx := "中文"\n\ny := 2\n\n'


@pytest.mark.parametrize("rule", RULES)
def test_exactly_these_mutants(rule: str):
    (parsed,) = parse({"p.rego": HEAD + rule + "\n"})
    found = {one.text[len(HEAD) :].strip() for one in mutants(parsed) if one.line > 5}
    assert all(any(part in text for text in found) for part in RULES[rule])
    assert len(found) == len(RULES[rule])


def test_every_mutant_of_the_built_in_rules_is_rego_and_differs():
    files = [file for file in read_rego([]).given if not file.is_test]
    for file in files[::5]:
        (parsed,) = parse({file.name: file.text})
        found = mutants(parsed)
        texts = {mutant.text for mutant in found}
        assert len(texts) == len(found)
        assert file.text not in texts
        for mutant in found:
            (changed,) = parse({file.name: mutant.text})
            assert len(changed.rules) == len(parsed.rules)
