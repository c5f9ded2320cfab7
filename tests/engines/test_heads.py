"""Policies of others mean to the embedded engine what they mean to OPA."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.api import PolicyError
from auditor.engines.embedded import EmbeddedEngine
from auditor.engines.heads import portable
from auditor.engines.interface import EngineSettings, Input, Module, Policies, Question
from tests.engines.rego_pairs import REFUSED, by_embedded, by_opa, rewritten
from tests.engines.rego_rules import INPUTS, of_one_type, rules, source


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
    told = (str(own) for _, _, own in results if isinstance(own, RuntimeError))
    errors = {text.split("Stack backtrace")[0].strip().splitlines()[-1] for text in told}
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
