"""What cannot be read, understood or evaluated is told, never passed over."""

from __future__ import annotations

import pytest

DENY = 'package main\n\ndeny contains "bad" if input.bad\n'


@pytest.fixture(autouse=True)
def _policy(write):
    write("policy/main.rego", DENY)


def test_a_file_that_cannot_be_parsed_is_a_gap(engine, audit, write):
    write("files/good.json", "{}")
    write("files/broken.json", '{\n"a": ,}')
    result = audit(engine)
    assert result.verdicts == {"conftest.main.deny": "not-evaluated"}
    (gap,) = result.environment["gaps"]
    assert gap["reason"] == "invalid"
    assert gap["location"] == {"file": "files/broken.json", "line": 2}
    assert result.code == 3


def test_a_fault_is_found_beside_a_broken_file(audit, write):
    write("files/bad.json", '{"bad": true}')
    write("files/broken.json", "{")
    result = audit()
    assert result.verdicts == {"conftest.main.deny": "fail"}
    assert result.environment["gaps"]


def test_no_file_is_not_evaluated(audit):
    result = audit(paths=["nowhere/*.yaml"])
    (outcome,) = result.environment["outcomes"]
    assert (outcome["verdict"], outcome["reason"]) == ("not-evaluated", "absent")


def test_a_rule_that_fails_on_one_document_is_not_evaluated(engine, audit, write):
    write("files/a.json", '{"n": "x"}')
    write("files/b.json", '{"n": "1"}')
    write("policy/main.rego", 'package main\n\ndeny contains "n" if to_number(input.n) > 5\n')
    result = audit(engine)
    assert result.verdicts == {"conftest.main.deny": "not-evaluated"}
    assert [one["location"]["file"] for one in result.environment["unknown"]] == ["files/a.json"]


def test_a_fault_in_one_document_hides_no_failure_of_another(engine, audit, write):
    write("files/a.json", '{"n": "x"}')
    write("files/b.json", '{"n": "9"}')
    write("policy/main.rego", 'package main\n\ndeny contains "n" if to_number(input.n) > 5\n')
    result = audit(engine)
    assert result.verdicts == {"conftest.main.deny": "fail"}
    assert result.places("conftest.main.deny") == ["files/b.json:1"]
    assert [one["location"]["file"] for one in result.environment["unknown"]] == ["files/a.json"]


def test_a_broken_file_hides_no_failure_of_another(engine, audit, write):
    write("files/a.json", '{"n": "x"}')
    write("files/b.json", '{"n": "9"}')
    write("files/broken.json", "{")
    write("policy/main.rego", 'package main\n\ndeny contains "n" if to_number(input.n) > 5\n')
    result = audit(engine)
    assert result.verdicts == {"conftest.main.deny": "fail"}
    assert [one["location"]["file"] for one in result.environment["unknown"]] == ["files/a.json"]


@pytest.mark.parametrize("rule", ['deny := "text" if input.a', "deny if input.a", "deny := {1: 2}"])
def test_a_value_that_is_no_list_of_results_is_not_evaluated(engine, audit, write, rule):
    write("files/a.json", '{"a": true}')
    write("policy/main.rego", f"package main\n\n{rule}\n")
    assert audit(engine).verdicts == {"conftest.main.deny": "not-evaluated"}


def test_a_list_of_results_is_as_good_as_a_set(engine, audit, write):
    write("files/a.json", '{"a": [1, 2]}')
    write("policy/main.rego", 'package main\n\ndeny := [sprintf("%d", [x]) | some x in input.a]\n')
    assert [one["message"] for one in audit(engine).findings()] == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("package main\n\ndeny[msg] {\n\tmsg := input.a\n}\n", "Rego before 1.0"),
        ("package main\n\ndeny[msg] if {\n\tmsg := input.a\n}\n", "without `contains`"),
        (
            "# METADATA\n# custom:\n#   id: A-1\npackage rules.own\n\ndeny contains 1\n",
            "custom.severity is missing",
        ),
        ("package other\n\ndeny contains 1 if input.a\n", "no control was found"),
        ("package main\n\nimport data.lib.docker\n\ndeny contains 1 if docker.x\n", "folder `lib`"),
        ("package main\n\ndeny contains 1 if input.a in data.ports\n", "data.ports"),
        ("package main\n\ndeny contains 1 if data.conftest.file.name\n", "data.conftest"),
    ],
)
def test_policies_that_could_never_find_anything_are_refused(audit, write, text, words):
    write("files/a.json", "{}")
    write("policy/main.rego", text)
    result = audit()
    assert result.code == 2
    assert words in result.err
    assert "policy" in result.err


def test_two_sources_with_the_same_rule_are_refused(audit, write):
    write("files/a.json", "{}")
    write("other/main.rego", DENY)
    result = audit(policies=[{"path": "policy"}, {"path": "other"}])
    assert result.code == 2
    assert "conftest.main.deny" in result.err


@pytest.mark.parametrize("name", ["a.yaml", "a.json", "a.toml", "a.env", "a.ini"])
def test_identifiers_in_files_are_masked(engine, audit, write, name):
    form = {"yaml": 'a: {0}\nb: "{0}"', "json": '{{"a": {0}, "b": "{0}"}}', "env": "a={0}"}
    form |= {"toml": 'a = {0}\nb = "{0}"', "ini": "[s]\na = {0}"}
    write(f"files/{name}", form[name.partition(".")[2]].format("13800138000") + "\n")
    write(
        "policy/main.rego",
        'package main\n\ndeny contains sprintf("%v", [value]) if some value in input\n',
    )
    result = audit(engine)
    assert result.findings()
    assert "13800138000" not in result.out
    assert "***" in result.findings()[0]["message"]


BROKEN = {
    "function": "deny contains 1 if {\n\tinput.never\n\tmissing(input)\n}\n",
    "builtin": 'deny contains 1 if {\n\tinput.never\n\tstrings.no_such("a")\n}\n',
    "in a helper": "deny contains 1 if {\n\tinput.never\n\th(1)\n}\n\nh(x) := missing(x)\n",
    "in a package": "deny contains 1 if {\n\tinput.never\n\tdata.main.missing(1)\n}\n",
    "head": "deny contains msg if input.never\n",
    "object head": 'deny contains {"msg": msg} if {\n\tinput.never\n}\n',
    "key": "deny contains 1 if by.a\n\nby[key] := 1 if input.never\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_refused_before_anything_reaches_it(engine, audit, write, name):
    write("files/a.json", "{}")
    write("policy/main.rego", f"package main\n\n{BROKEN[name]}")
    result = audit(engine)
    assert result.code == 2
    assert "policy/main.rego:" in result.err
    assert not result.out


def test_functions_of_all_kinds_are_known(engine, audit, write):
    write("files/a.json", '{"a": [1]}')
    write("policy/lib.rego", "package lib.one\n\nf(x) := x\n\ng.h(x) := x\n")
    write(
        "policy/main.rego",
        "package main\n\nimport data.lib.one\nimport data.lib.one as two\n\n"
        'deny contains sprintf("%d", [f(one.f(two.g.h(data.lib.one.f(x))))]) if {\n'
        '\tsome x in input.a\n\tcount(set()) == 0\n\tjson.marshal(x) == "1"\n\tis_number(x)\n}\n\n'
        "f(x) := data.main.g(x)\n\ng(x) := x\n",
    )
    assert [one["message"] for one in audit(engine).findings()] == ["1"]
