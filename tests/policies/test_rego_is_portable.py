"""All built-in Rego is written in the forms that both engines read alike, and the lint sees those
that they do not.
"""

import pytest

from auditor.core.portable import lint
from auditor.core.schemas import policy_root
from auditor.engines.rego_ast import parse

HEADER = """package p

import data.q

params := data.params.X

rows := input.evidence.rows

shout(x) := upper(x)

by_id[id] contains i if {
    some i, row in rows
    id := row.id
}

"""

BAD = {
    "set_of_references": "deny contains row.opt if some row in rows",
    "set_of_calls": "deny contains shout(row.opt) if some row in rows",
    "set_of_objects": 'deny contains {"m": row.opt} if some row in rows',
    "object_key": "found[row.opt] := 1 if some row in rows",
    "object_value": "found[i] := row.opt if some i, row in rows",
    "multi_value": "found[i] contains row.opt if some i, row in rows",
    "multi_value_key": "found[row.opt] contains i if some i, row in rows",
    "deep_key": "found[i][row.opt] contains i if some i, row in rows",
    "conditional_rule": "y := 1 if input.z\nfound[i] contains y if some i, _ in rows",
    "rule_of_a_reference": "y := input.z\nfound[i] contains y if some i, _ in rows",
    "not_call": "deny contains i if { some i, row in rows; not shout(row.opt) }",
    "not_builtin": 'deny contains i if { some i, row in rows; not startswith(row.opt, "a") }',
    "not_membership": 'deny contains i if { some i, row in rows; not row.opt in {"a"} }',
    "not_comparison": "deny contains i if { some i, row in rows; not row.opt <= row.x }",
    "not_equal_call": 'deny contains i if { some i, row in rows; not lower(row.opt) == "a" }',
    "not_nested_call": 'deny contains i if { some i, row in rows; not shout(lower(row)) == "a" }',
    "not_nested_index": "deny contains i if { some i, row in rows; not by_id[row.opt] }",
    "not_sum": "deny contains i if { some i, row in rows; not row.opt + 1 == 2 }",
    "not_default": "deny contains i if { some i, r in rows; not shout(object.get(r, 1, r.x)) }",
    "not_in_comprehension": "x := {i | some i, row in rows; not shout(row.opt)}",
    "guard_of_another_body": "deny contains i if { some i, row in rows; not shout(row.a) }\n"
    "deny contains i if { some i, row in rows; row.a }",
    "counted": "deny contains 1 if count(by_id) == 0",
    "looked_up": "deny contains x if x := object.get(by_id, 1, set())",
    "bound": "deny contains 1 if { x := by_id; count(x) == 0 }",
    "not_whole": "deny contains 1 if not by_id",
    "membership": "deny contains 1 if 1 in by_id",
    "for_all": "deny contains 1 if { every x in by_id { count(x) > 1 } }",
    "of_another_package": "deny contains 1 if count(q.filled) == 0",
    "by_full_name": "deny contains 1 if count(data.q.filled) == 0",
    "by_fixed_key": 'k["a"] := 1 if input.z\ndeny contains 1 if count(k) == 0',
}
GOOD = {
    "bound": "found[opt] contains i if { some i, row in rows; opt := row.opt }",
    "composite": 'x contains {"a": [i, opt, 1]} if { some i, row in rows; opt := row.opt }',
    "constant_call": 'found[i] contains q.text("a", ["b", 1]) if some i, _ in rows',
    "constant_rule": 'y := q.text("a")\nfound[i] contains y if some i, _ in rows',
    "complete": "x := row.opt if some row in rows",
    "function": "f(row) := row.opt",
    "not_field": "deny contains i if { some i, row in rows; not row.opt }",
    "not_equal": "deny contains i if { some i, row in rows; not row.opt == row.x }",
    "not_helper": "ok(row) if row.a <= row.b\ndeny contains i if { some i, r in rows; not ok(r) }",
    "not_row": "deny contains i if { some i in input.wanted; not shout(rows[i]) }",
    "not_local": "deny contains i if { some i, row in rows; x := row.opt; not x in {1} }",
    "not_guarded": "deny contains i if { some i, row in rows; row.opt; not shout(row.opt) }",
    "not_default": 'deny contains i if { some i, r in rows; not object.get(r, "a", "") in {1} }',
    "not_parameter": "deny contains i if { some i, row in rows; x := row.a; not x in params.list }",
    "not_index": "deny contains i if { some i, row in rows; id := row.id; not by_id[id] }",
    "indexed": "deny contains i if { some id in input.wanted; some i in by_id[id] }",
    "iterated": "deny contains id if { some id, _ in by_id; some _ in q.filled }",
}
OTHER = "package q\n\nfilled[i] contains 1 if some i in input.z\n\ntext(x, _) := x\n"


def faults(text):
    return lint(parse({"p.rego": HEADER + text + "\n", "q.rego": OTHER}))


@pytest.mark.parametrize("name", BAD)
def test_what_the_engines_read_differently_is_found(name):
    (fault, *_) = faults(BAD[name])
    assert fault.file == "p.rego"
    assert fault.line > HEADER.count("\n")


@pytest.mark.parametrize("name", GOOD)
def test_what_they_read_alike_is_left_alone(name):
    assert faults(GOOD[name]) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("set_of_references", "head holds `row.opt`"),
        ("not_call", "`not` over `row.opt`"),
        ("counted", "`by_id` has no value while it is empty"),
    ],
)
def test_messages_name_place_and_remedy(name, message):
    (fault,) = faults(BAD[name])
    line = HEADER.count("\n") + 1
    assert str(fault).startswith(f"p.rego:{line}: ")
    assert message in str(fault)


def test_all_built_in_rego_is_portable():
    root = policy_root()
    paths = [path for path in sorted(root.rglob("*.rego")) if not path.stem.endswith("_test")]
    sources = {str(path.relative_to(root)): path.read_text(encoding="utf-8") for path in paths}
    assert len(sources) > 40
    found = lint(parse(sources))
    assert not found, "\n".join(map(str, found))
