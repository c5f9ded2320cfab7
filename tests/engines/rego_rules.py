"""Rules in every form that the embedded engine rewrites, and inputs with values missing."""

from itertools import permutations

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
