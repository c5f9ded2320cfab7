"""Policies of others mean to the embedded engine what they mean to OPA."""

from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.api import PolicyError
from auditor.engines.embedded import EmbeddedEngine
from auditor.engines.heads import portable
from auditor.engines.interface import EngineSettings, Input, Module, Policies, Question
from tests.engines.rego_pairs import REFUSED, by_embedded, by_opa, rewritten

A, B, C, F = {"opt": "a", "k": "x"}, {"x": 1}, {"opt": "c", "k": "y"}, {"opt": False, "k": "f"}
ORDERS = [[], [B], [A, C], [C, B, A, B], *map(list, permutations([A, B, C])), [F, B], [B, F]]
INPUTS = [{"rows": rows, "m": {"a": 1}} for rows in ORDERS]
HELPERS = """
g(q) if q == "a"
g(q) if q.opt == "a"
f2(a, b) if a != b
y0 := input.rows[1].opt
z0 := input.zz
some_rule if input.rows[1].opt == "a"
"""
HEADS = [
    "x contains row.opt",
    'x contains {"客户": row.opt, "m": [row.k, "”"]}',
    'x contains {\n  "a": row.opt, # c "\n  "b": `x\ny`,\n}',
    "x contains [y0, row.k]",
    'x contains (row.opt == "a")',
    'x contains "a" == row.opt',
    'x contains row.opt == "a"',
    'x contains {q.k | some q in input.rows; not startswith(q.opt, "a")}',
    "x contains [q | some q in input.rows; not g(q.opt)][_]",
    'x contains sprintf("%v %v", [row.opt, "}"])',
    "x contains g(row)",
    "x contains true",
    "x contains row",
    "x contains input.rows[_].opt",
    "x contains {row.opt}",
    "x contains {row.opt, row.k}",
    "x contains row.x * (row.x + 1)",
    "x contains {row.k: row.opt}",
    'x contains object.get(row, "opt", row.k)',
    'x contains {"a": row.opt, "b": {"c": 1, "d": "}"}}.a',
    'x contains {"a": 1, "b": 2} == row',
    'x contains [{"a": 1, "b": row.opt}]',
    "x[row.k] := row.opt",
    'x[i] := {"v": row.opt}',
    "x[i] := y0",
    'x[sprintf("%v", [row.k])] := row.x',
    "x[row.k]",
    'x[row["k"]] := row["opt"]',
]
BODIES = [
    "if some i, row in input.rows",
    "if {\n\tsome i, row in input.rows\n}",
    'if { some i, row in input.rows; row.k != "y" } # }',
    'if {\n\t# first {\n\trow := input.rows[i] # "\n\trow.opt != "b" # 客\n}',
    'if {\n\tsome i, row in input.rows\n\tevery q in input.rows { q.opt != "客" }\n}',
    'if { some i, row in input.rows; {"a": 1, "b": 2} != row }',
]
NEGATED = [
    'startswith(row.opt, "a")',
    'row.opt in {"a"}',
    'row.opt < "b"',
    "row.opt == row.k",
    'row.opt != "a"',
    'upper(row.opt) == "A"',
    '{"a": row.opt} == {"a": "a"}',
    '{"a": 1, "b": row.opt} == {"a": 1, "b": "a"}',
    "input.rows[row.zz]",
    "input.m[row.opt]",
    '[row.opt, 1] == ["a", 1]',
    "g(row)",
    "g(row.opt)",
    "g(upper(row.opt))",
    '"a" in row.opts',
    "row.opt",
    "row.x + 1 == 2",
    "count([q | some q in input.rows; not g(q.opt)]) == 2",
    'object.get(row, "opt", "a") == "a"',
    "y0",
    "g(y0)",
    'y0 == "a"',
    "g(z0)",
    "f2(row.opt, row.k)",
    'row.opt = "a"',
    "g(row.opt) with input.rows as []",
    '(row.opt == "a")',
    'row["opt"] == "a"',
    'startswith("abc", row.opt)',
    "row.opt == upper(row.k)",
    'input.rows[i].opt == "a"',
    'glob.match("a*", [], row.opt)',
    "some_rule",
]
KEYED = [
    "by[row.opt] contains i if some i, row in input.rows",
    "by[row.opt][i] contains 1 if some i, row in input.rows",
    "by[row.opt].c contains i if some i, row in input.rows",
    "by[row.opt] := 1 if some i, row in input.rows",
]
WHOLE = [
    "x := count(by)",
    'x := object.get(by, "a", "d")',
    "x := by",
    "x := [by]",
    'x := {"b": by}',
    "x := {k | some k in by}",
    "x := {k | by[k]}",
    "x := object.keys(by)",
    'x := object.union(by, {"z": 1})',
    "x := data.p.by",
    "x := json.marshal(by)",
    "x := {k: v | some k, v in by}",
    'x := by["a"]',
    "x := count(data.p.by) + count(by)",
    "x if not count(by) > 1",
    "x contains by if input.rows",
    "x := h(1)\n\nh(z) := by if z",
    "x := n if {\n\tn := count(by)\n}",
    "x if every k, v in by { is_string(k); v != 7 }",
]
ONCE = [
    "x := row.opt if some row in input.rows",
    'x := row.opt if {\n\tsome row in input.rows\n\trow.k == "zz"\n} else := input.rows[0].opt',
    "x := {v | some r in input.rows; v := e(r)}\n\ne(r) := r.opt",
    'x := {v | some r in input.rows; v := e(r)}\n\ne(r) := {"m": r.opt, "n": 1} if r',
    "x := {v | some r in input.rows; v := e(r)}\n\n"
    'e(r) := r.k if {\n\tr.k == "x"\n} else := r.opt if r else := 3',
    "x contains input.rows[0].opt",
    "x contains input.rows[_].opt",
    "x[input.rows[0].k] := input.rows[0].opt",
    "import input.rows as all\n\nx contains all[_].opt",
    "x contains y0",
    "x := y\n\ny.a[i] := row.opt if some i, row in input.rows",
    "x := y\n\ny[i].b := row.opt if some i, row in input.rows",
    "x := y\n\ny[row.opt].b[i] := 1 if some i, row in input.rows",
]


def source(text):
    imports, _, rest = text.rpartition("\n\n") if text.startswith("import") else ("", "", text)
    return f"package p\n{imports}{HELPERS}\n{rest}\n"


def rules():
    yield from (f"{head} {body}" for head in HEADS for body in BODIES)
    yield from (f"x contains i if {{\n\tsome i, row in input.rows\n\tnot {n}\n}}" for n in NEGATED)
    for whole in ("import future.keywords", "import future.keywords.not"):
        yield from (
            f"{whole}\n\nx contains i if {{\n\tsome i, row in input.rows\n\tnot {n}\n}}"
            for n in NEGATED
            if not n.startswith("{")  # a body there
        )
    yield from (f"row := input.rows[0]\n\ni := 1\n\nx if not {one}" for one in NEGATED)
    yield from (f"{keyed}\n\n{whole}" for keyed in KEYED for whole in WHOLE)
    yield from ONCE


def of_one_type(rule):
    """A complete rule must not have two values, so only inputs in which it has one."""
    return [INPUTS[n] for n in (0, 1, 10, 11)] if rule.startswith("x := row") else INPUTS


def disagreements(results):
    """Cases that the engines read differently. An error of the embedded engine is none: it makes
    the control not-evaluated, where OPA without strict errors would find nothing.
    """
    return [
        one
        for one in results
        if one[1] not in (REFUSED, one[2]) and not isinstance(one[2], RuntimeError)
    ]


def compared(binary, folder, cases):
    values = by_opa(binary, folder, cases)
    return [(case, opa, by_embedded(*case)) for case, opa in zip(cases, values, strict=True)]


@pytest.fixture(scope="module")
def results(opa_binary, tmp_path_factory):
    cases = [(source(rule), one) for rule in rules() for one in of_one_type(rule)]
    return compared(opa_binary, tmp_path_factory.mktemp("rules"), cases)


def test_every_form_of_a_rule_is_read_alike(results):
    assert len(results) > 3000
    assert REFUSED not in [opa for _, opa, _ in results]
    assert disagreements(results) == []


def test_errors_are_those_of_builtins(results):
    errors = {str(own).splitlines()[-1] for _, _, own in results if isinstance(own, RuntimeError)}
    assert [e for e in errors if "expects" not in e and "Got `false`" not in e] == []


TERMS = st.recursive(
    st.sampled_from(["row.opt", "row.k", "row.x", "i", '"客}"', "1", "y0", "z0", 'row["opt"]']),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: "[{}, {}]".format(*two)),
        st.tuples(inner, inner).map(lambda two: '{{"a": {}, "b": {}}}'.format(*two)),
        inner.map('{{"a":\n {}}}'.format),
        inner.map("json.marshal({})".format),
        inner.map("[q | some q in input.rows; not q.opt == {}]".format),
        inner.map("{{q.k | some q in input.rows; not json.marshal({}) == q.opt}}".format),
        inner.map("object.get(row, {}, 7)".format),
    ),
    max_leaves=5,
)
CONDITIONS = st.one_of(
    st.tuples(TERMS, TERMS).map(lambda two: "not {} == {}".format(*two)),
    TERMS.map("not json.marshal({}) in row.opt".format),
    TERMS.map("not f2({}, row.opt)".format),
    TERMS.map('{} != "b" # {{ "'.format),
)


@st.composite
def made_rules(draw):
    term, key = draw(TERMS), draw(TERMS)
    conditions = draw(st.lists(CONDITIONS, max_size=2))
    body = "\n\t".join(["some i, row in input.rows", *conditions])
    heads = [f"x contains {term}", f"x[json.marshal({key})] contains {term}"]
    heads += [f"by[json.marshal({key})] contains {term}"]
    head = draw(st.sampled_from(heads))
    whole = "\n\nx := [count(by), by]" if head.startswith("by") else ""
    if head.startswith("x["):  # asked for as a whole, it is undefined while it is empty
        head, whole = "y" + head[1:], "\n\nx := {k: v | some k, v in y}"
    return source(f"{head} if {{\n\t{body}\n}}{whole}")


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(made_rules(), min_size=12, max_size=12))
def test_made_up_rules_are_read_alike(opa_binary, tmp_path_factory, sources):
    cases = [(one, given) for one in sources for given in INPUTS]
    results = compared(opa_binary, tmp_path_factory.mktemp("made"), cases)
    assert [opa for _, opa, _ in results if opa != REFUSED]
    assert disagreements(results) == []


@pytest.mark.parametrize("rule", list(rules())[::7])
def test_no_line_moves(rule):
    before, after = source(rule), rewritten(source(rule))
    assert before.count("\n") == after.count("\n")
    name = "input.rows"
    lines = [n for n, line in enumerate(before.splitlines()) if line.lstrip().startswith("some i")]
    assert all(name in after.splitlines()[n] for n in lines)


def test_portable_modules_are_left_alone():
    text = "package p\n\nx contains row.opt if some row in input.rows\n"
    own, theirs = Module("a", text, portable=True), Module("a", text)
    assert portable([own, theirs, own])[::2] == (own, own)
    assert portable([own, theirs])[1].text != text


def test_a_name_of_ours_in_the_text_is_avoided():
    text = "package p\n\nauditor_1 := 1\n\nx contains input.rows[_].opt if auditor_1\n"
    assert "auditor__1 := input.rows[_].opt" in rewritten(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("package p\n\nx contains {\n", "own.rego:4"),
        (
            "package p\n\nby[k] contains 1 if some k in input\n\n"
            "x if {\n\tby := 1\n\tcount(by) > 1\n}\n",
            "own.rego:6",
        ),
        ("package p\n\nimport future.keywords.not\n\nx if not { false }\n", "own.rego:5"),
    ],
)
def test_what_cannot_be_rewritten_is_refused_by_name(text, place):
    modules = [Module("first.rego", "package q\n"), Module("own.rego", text)]
    with pytest.raises(PolicyError) as caught:
        portable(modules)
    assert str(caught.value).startswith(place)


def test_the_engine_rewrites_before_it_asks():
    text = "package p\n\ndeny contains row.opt if some row in input.rows\n"
    policies = Policies((Module("own.rego", text),), "{}")
    given = Input(b'{"rows": [{"opt": "a"}, {"x": 1}, {"opt": "c"}]}')
    with EmbeddedEngine(EngineSettings()) as engine:
        (answer,) = engine.ask(policies, [Question("k", "p", ("deny",), given)])
    assert answer.sets == {"deny": ("a", "c")}


@pytest.mark.parametrize("call", ['io.jwt.decode("x")', 'x if io.jwt.decode("x", x)'])
def test_a_builtin_that_is_lacking_comes_with_a_way_out(call):
    text = f"package p\n\ndeny contains {call}\n"
    policies = Policies((Module("own.rego", text),), "{}")
    with EmbeddedEngine(EngineSettings()) as engine:
        (answer,) = engine.ask(policies, [Question("k", "p", ("deny",), Input(b"{}"))])
    assert ("io.jwt.decode" in answer.error) == (" if " not in call)
    assert "--engine opa" in answer.error
