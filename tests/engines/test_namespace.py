"""Moving modules below a prefix, on the sources that are hardest to read without a parser."""

import json
import re
import subprocess

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from auditor.engines.interface import Module
from auditor.engines.namespace import Needs, package_of, under
from auditor.engines.rego_text import Kind, one_line, pieces
from tests.contracts.rego import POLICIES

MOVED = [
    ("x := data.a.b", "x := data.P.a.b"),
    ('x := data["a"]', 'x := data.P["a"]'),
    ("x := data[input.k]", "x := data.P[input.k]"),
    ("x := data", "x := data.P"),
    ("x := walk(data, y)", "x := walk(data.P, y)"),
    ("x := y.data.z", "x := y.data.z"),
    ('x := y["data"].z', 'x := y["data"].z'),
    ("x := mydata.z", "x := mydata.z"),
    ("x := data_z", "x := data_z"),
    ("x := metadata.data.z", "x := metadata.data.z"),
    ("x := input.data", "x := input.data"),
    ("import data.a as b", "import data.P.a as b"),
    ("import input.data", "import input.data"),
    ("x if y with data.a as data.b", "x if y with data.P.a as data.P.b"),
    ("x if y with data as {}", "x if y with data.P as {}"),
    ('x := "data.a" # data.a', 'x := "data.a" # data.a'),
    (r'x := "a\" data.b" + data.c', r'x := "a\" data.b" + data.P.c'),
    (r'x := "\\" + data.c', r'x := "\\" + data.P.c'),
    ("x := `data.a\n\\` + data.c", "x := `data.a\n\\` + data.P.c"),
    ('x := `"` + data.c # `', 'x := `"` + data.P.c # `'),
    ('# "\nx := data.c', '# "\nx := data.P.c'),
    ("# `\nx := data.c # `", "# `\nx := data.P.c # `"),
    (r'x := $"data.a {data.b} \{data.c}"', r'x := $"data.a {data.P.b} \{data.c}"'),
    ('x := $"{data.b["}"]} data.c"', 'x := $"{data.P.b["}"]} data.c"'),
    ('x := $"{[y | y := {"a": data.b}]} data.c"', 'x := $"{[y | y := {"a": data.P.b}]} data.c"'),
    (r"x := $`data.a {data.b} \{data.c} \n`", r"x := $`data.a {data.P.b} \{data.c} \n`"),
    ('x := $"{$"{data.b} data.c"} data.d"', 'x := $"{$"{data.P.b} data.c"} data.d"'),
    ("package data.a", "package P.data.a"),
    ('package a["data.x"].b', 'package P.a["data.x"].b'),
    ("package\n  a.b", "package\n  P.a.b"),
    ("# package a\npackage b # package c", "# package a\npackage P.b # package c"),
    ("package a\nx := y.package", "package P.a\nx := y.package"),
    ("package a; x := data.y", "package P.a; x := data.P.y"),
]


@pytest.mark.parametrize(("source", "moved"), MOVED)
def test_a_reference_is_moved_and_what_only_looks_like_one_is_not(source, moved):
    assert under("P", Module("m", source)) == Module("m", moved)


@pytest.mark.parametrize(
    ("source", "package"),
    [
        ("package a.b", "a.b"),
        ('# package x\n"package y"\npackage a["b-c"].d # e', "a.b-c.d"),
        ("x := 1", ""),
    ],
)
def test_the_package_is_found(source, package):
    assert package_of(Module("m", source)) == package


PARTS = ["data.a", "x", "{", "}", '"', "`", "\\", "#", "\n", '$"', "$`", " ", "package p", "界"]


@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join))
def test_pieces_add_up_to_any_text(source):
    assert "".join(text for _, text in pieces(source)) == source


TEXTS = st.text(st.sampled_from('ab {}"\\`#$\n界'), max_size=8)


@st.composite
def expressions(draw, depth=2):
    """An expression, and what it holds as (source, moved source)."""
    word = st.sampled_from(["data.a", "input.data", "data[0]", "xdata.b", '{"data": data.q}'])
    string = TEXTS.map(json.dumps)
    raw = TEXTS.map(lambda text: "`" + text.replace("`", "") + "`")
    if not depth:
        return draw(word | string | raw)
    inner = draw(expressions(depth - 1))
    other = draw(expressions(depth - 1))
    form = draw(
        st.sampled_from(["[{}, {}]", "{{{}: {}}}", '$"data.z {{{}}} data.z {{{}}}"', "f({}, {})"])
    )
    return form.format(inner, other)


def by_hand(source):
    """The same, by a reader that takes one character at a time."""
    result, at, stack, text = [], 0, [], ""
    while at < len(source):
        char = source[at]
        if text:
            template = text.startswith("$")
            if char == "\\" and (text[-1] == '"' or template):
                result.append(source[at : at + 2])
                at += 2
                continue
            if char == text[-1]:
                text = ""
            elif template and char == "{":
                stack.append([text, 0])
                text = ""
        elif char in '"`' or source[at : at + 2] in ('$"', "$`"):
            text = char if char in '"`' else source[at : at + 2]
            at += len(text) - 1
            char = text
        elif char in "{}" and stack:
            if char == "}" and stack[-1][1] == 0:
                text = stack.pop()[0]
            else:
                stack[-1][1] += 1 if char == "{" else -1
        elif found := re.compile(r"(?<![\w.])data(?!\w)").match(source, at):
            char = "data.P"
            at = found.end() - 1
        result.append(char)
        at += 1
    return "".join(result)


@given(expressions())
def test_any_nesting_of_texts_and_templates_is_read(expression):
    assert under("P", Module("m", f"x := {expression}")).text == by_hand(f"x := {expression}")


@hypothesis_settings(max_examples=30, deadline=None)
@given(st.lists(expressions(1), min_size=1, max_size=5))
def test_what_opa_parses_it_parses_moved(opa_binary, expressions):
    lines = "".join(f"x{n} := {one}\n" for n, one in enumerate(expressions))
    source = f"package p\n\nf(_, _) := 1\n\n{lines}"
    command = [opa_binary, "parse", "--format", "json", "/dev/stdin"]

    def parsed(text):
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
        return json.loads(done.stdout) if done.returncode == 0 else None

    before, after = parsed(source), parsed(under("P", Module("m", source)).text)
    assert (before is None) == (after is None)
    if before:
        assert _unmoved(after) == before


def _unmoved(node):
    """A tree without the prefix behind `data`."""
    if isinstance(node, list):
        marks = [{"type": "string", "value": "P"}]
        root = [part for part in node[:1] if part in ({"type": "var", "value": "data"},)]
        return [
            _unmoved(one) for one in (node[:1] + node[2:] if root and node[1:2] == marks else node)
        ]
    return {k: _unmoved(v) for k, v in node.items()} if isinstance(node, dict) else node


MODULES = {
    "lib/a": "package lib.a\nf(x) := data.lib.b.g(x)",
    "lib/b": "package lib.b\nimport data.lib.c as see\ng(x) := see.h(x)",
    "lib/c": "package lib.c\nh(x) := data.params[x]",
    "lib/d": "package lib.d\nh(x) := x",
    "one": "package rules.one\nimport data.lib.a\ndeny contains a.f(1)",
    "one_more": "package rules.one\nunknown contains 1 if data.other.y",
    "two": 'package rules.two\ndeny contains data["lib"].d.h(1)',
    "three": "package rules.three\ndeny contains data.lib[input.x]",
    "four": "package rules.four\ndeny contains x if walk(data, x)",
    "above": "package rules\none.warn contains 1",
    "other": 'package other\ny := "data.lib.d"',
}


@pytest.mark.parametrize(
    ("package", "needed"),
    [
        ("rules.one", {"one", "one_more", "above", "lib/a", "lib/b", "lib/c", "other"}),
        ("rules.two", {"two", "above", "lib/d"}),
        ("rules.three", {"three", "above", "lib/a", "lib/b", "lib/c", "lib/d"}),
        ("rules.four", set(MODULES)),
        ("lib.c", {"lib/c"}),
        ("nobody", set()),
    ],
)
def test_a_package_gets_all_that_it_may_read(package, needed):
    modules = [Module(name, text) for name, text in MODULES.items()]
    needs = Needs(modules)
    found = needs.of(package)
    assert {modules[number].name for number in found} >= needed
    order = [modules[number].name for number in needs.in_order(found)]
    assert set(order) == {modules[number].name for number in found}


def test_a_package_gets_no_more_and_in_the_order_of_need():
    modules = [Module(name, text) for name, text in MODULES.items() if name != "above"]
    needs = Needs(modules)
    order = [modules[number].name for number in needs.in_order(needs.of("rules.one"))]
    assert set(order) == {"one", "one_more", "lib/a", "lib/b", "lib/c", "other"}
    places = [order.index(name) for name in ("lib/c", "lib/b", "lib/a", "one")]
    assert places == sorted(places)


def test_modules_of_one_name_are_all_there():
    modules = [Module("m", "package a"), Module("m", "package a\nx := 1")]
    needs = Needs(modules)
    assert needs.in_order(needs.of("a")) == [0, 1]


def test_one_line_means_the_same():
    source = '{\n  "a": x, # "\n  "b": `l\n"2`, "c": "# no"}'
    assert one_line(source) == '{   "a": x,    "b": "l\\n\\"2", "c": "# no"}'
    assert {kind for kind, _ in pieces(source)} == set(Kind)


def test_of_our_own_policies_the_quick_look_finds_what_the_whole_reading_finds():
    paths = [path for path in POLICIES.rglob("*.rego") if not path.stem.endswith("_test")]
    texts = [(str(path), path.read_text("utf-8")) for path in paths]
    quick = Needs([Module(name, text, portable=True) for name, text in texts])
    whole = Needs([Module(name, text) for name, text in texts])
    packages = [package_of(Module(name, text)) for name, text in texts]
    assert [quick.of(one) for one in packages] == [whole.of(one) for one in packages]
