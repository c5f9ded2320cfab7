"""Makes the embedded engine read policies as OPA does where the two would differ in silence.

1. A head with an undefined term (`deny contains row.note if …`) makes the engine drop members of
   the set found before. The term moves into the body: `deny contains v if { v := row.note; … }`.
2. `not f(row.note)` is true there when the argument is undefined; OPA works the argument out
   before the negation, which then says nothing. It is put there: `v := row.note; not f(row.note)`;
   not so under `import future.keywords`, with which OPA negates as that engine does.
3. A rule filled key by key (`by[k] contains x`) is undefined while it is empty; OPA says `{}`.
   Where it is used as a whole, a comprehension over it stands instead.
4. `some i` below what yields several values is an error there from the second value on. It is
   declared where its body begins; OPA refuses a use above it.

No line moves. Modules that keep to the common forms (`Module.portable`) are left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.api import Location, PolicyError
from auditor.engines.defined import check_defined
from auditor.engines.interface import Module
from auditor.engines.negation import outside
from auditor.engines.rego_ast import (
    Node,
    Parsed,
    constant,
    indexes,
    parse,
    path,
    queries,
    rule_name,
    specs,
    tagged,
    variables,
)
from auditor.engines.rego_text import one_line
from auditor.engines.rewrite import Rewrite
from auditor.engines.whole import keyed_rules, whole_uses

OPA = "use --engine opa"
WHOLE = {"future.keywords", "future.keywords.not"}
HINT = "bind the values of heads in the body, or use --engine opa"


def portable(modules: Sequence[Module], *, whole: bool = True) -> tuple[Module, ...]:
    """The modules, with those that are not known to be portable rewritten. Unless they are the
    `whole` of their packages, functions that they call may be defined elsewhere.

    Raises:
        PolicyError: one does not parse, or cannot be rewritten.
    """
    foreign = [module for module in modules if not module.portable]
    named = {str(number): module.name for number, module in enumerate(foreign)}
    try:
        done = _all_rewritten(foreign, whole)
    except PolicyError as error:
        place = error.location or Location("0")
        place = replace(place, file=named.get(place.file, place.file))
        raise PolicyError(error.message, place, error.hint) from None
    by_identity = {id(old): new for old, new in zip(foreign, done, strict=True)}
    return tuple(by_identity.get(id(module), module) for module in modules)


def _all_rewritten(modules: Sequence[Module], whole: bool) -> list[Module]:
    """Errors name a module by its number: two may have one name."""
    trees = parse({str(number): module.text for number, module in enumerate(modules)})
    if whole:
        check_defined(trees)
    keyed = frozenset(name for tree in trees for name in keyed_rules(tree))
    texts = [_rewritten(tree, _names(tree, trees), keyed) for tree in trees]
    for tree, text in zip(trees, texts, strict=True):
        _verify(tree, text)
    return [replace(module, text=text) for module, text in zip(modules, texts, strict=True)]


def _negates_whole(tree: Parsed) -> bool:
    """With these imports OPA (1.21) negates as a whole, undefined terms included, as the embedded
    engine always does.

    Raises:
        PolicyError: what is negated is a body in braces, which that engine takes for a set.
    """
    if not WHOLE & set(tree.imports.values()):
        return False
    for stmt in (one for query in queries(list(tree.rules)) for one in query["stmts"]):
        if "NotExpr" in stmt["literal"] and "Set" in stmt["literal"]["NotExpr"]["expr"]:
            place = Location(tree.file, int(stmt["span"]["line"]))
            raise PolicyError("`not { … }` is unknown to the embedded engine", place, OPA)
    return True


def _names(tree: Parsed, trees: Sequence[Parsed]) -> set[str]:
    """What a variable may stand for outside of its rule: rules of the package, and imports."""
    same = (other for other in trees if other.package == tree.package)
    return {rule_name(head) for other in same for _, _, head in specs(other)} | {*tree.imports}


def _verify(before: Parsed, text: str) -> None:
    """What was rewritten still parses, into the same rules on the same lines."""
    place = Location(before.file)
    try:
        (after,) = parse({before.file: text})
        same = _lines(after) == _lines(before)
    except PolicyError as error:
        same, place = False, error.location or place
    if not same:
        raise PolicyError("the embedded engine would read this unlike OPA", place, HINT)


def _lines(tree: Parsed) -> list[int]:
    return [int(rule["span"]["line"]) for rule, _, _ in specs(tree)]


def _rewritten(tree: Parsed, known: set[str], keyed: frozenset[str]) -> str:
    rewrite, whole = Rewrite(tree.source), _negates_whole(tree)
    for rule, kind, head in specs(tree):
        for node in whole_uses(tree, rule, keyed):
            start, end = rewrite.extent(node)
            key, value = rewrite.fresh(), rewrite.fresh()
            name = rewrite.text(start, end)
            rewrite.put(start, end, f"{{{key}: {value} | some {key}, {value} in {name}}}")
        bodies = [body["query"] for body in rule["bodies"]]
        inner_first = list(reversed(list(queries([head, rule["bodies"]]))))
        for query in inner_first:
            _declarations(rewrite, query)
        for query in () if whole else inner_first:
            _negations(rewrite, query, known, in_body=any(query is body for body in bodies))
        _head(rewrite, rule, kind, head, known)
    return rewrite.text()


def _declarations(rewrite: Rewrite, query: Node) -> None:
    for stmt in query["stmts"][1:]:
        if "SomeVars" in stmt["literal"]:
            start, end = rewrite.extent(stmt)
            names = one_line(rewrite.text(start, end))
            rewrite.put(start, end, "true" + "\n" * rewrite.text(start, end).count("\n"))
            first, _ = rewrite.extent(query["stmts"][0])
            rewrite.put(first, first, f"{names}; ")


def _negations(rewrite: Rewrite, query: Node, known: set[str], *, in_body: bool) -> None:
    for stmt in query["stmts"]:
        kind, literal = tagged(stmt["literal"])
        terms = outside(literal["expr"], known) if kind == "NotExpr" else ()
        modifiers = [rewrite.extent(one) for one in stmt.get("with_mods", ())]
        context = "".join(" " + one_line(rewrite.text(*place)) for place in modifiers)
        lines = [
            f"{rewrite.fresh()} := {one_line(rewrite.text(*rewrite.extent(term)))}{context}"
            for term in terms
        ]
        if lines and in_body:
            _brace(rewrite, query)
        start, _ = rewrite.extent(stmt)
        rewrite.put(start, start, "".join(f"{line}; " for line in lines))


def _brace(rewrite: Rewrite, query: Node) -> None:
    """A body of one statement gets braces."""
    start, end = rewrite.extent(query)
    first, _ = rewrite.extent(query["stmts"][0])
    if start == first:
        rewrite.enclose(start, end)


def _head(rewrite: Rewrite, rule: Node, kind: str, head: Node, known: set[str]) -> None:
    """Move the terms of a head, and of its `else` branches, into their bodies."""
    bodies = rule["bodies"]
    value = [head["key"]] if kind == "Set" else [head["assign"]["value"]] if head["assign"] else []
    keys = list(indexes(head["refr"]))
    heads = [[*keys, *value]]
    heads += [[body["assign"]["value"]] if body["assign"] else [] for body in bodies[1:]]
    local = variables([head.get("args"), bodies])
    for number, terms in enumerate(heads):
        body = bodies[number] if bodies else None
        once = not body["query"]["stmts"] if body else not (kind == "Set" or keys)
        if once:
            continue  # without a condition there is one value or none
        moving = [
            term
            for term in terms
            if _moves(term, known, local | variables([one for one in terms if one is not term]))
        ]
        if moving:
            _move(rewrite, moving, body["query"] if body else None, rewrite.extent(head)[1])


def _moves(term: Node, known: set[str], local: set[str]) -> bool:
    """A variable of the rule has a value wherever the head is reached; all else may have none."""
    if "Var" in term:
        return path(term) in known or path(term) not in local
    return not constant(term)


def _move(rewrite: Rewrite, terms: Sequence[Node], query: Node | None, end: int) -> None:
    """Put variables in the places of terms, and what gives them their values at the end of the
    body; without one, after the head. Lines that the head loses are made up for before the body.
    """
    texts = [rewrite.text(*rewrite.extent(term)) for term in terms]
    names = [rewrite.fresh() for _ in terms]
    for term, name in zip(terms, names, strict=True):
        rewrite.put(*rewrite.extent(term), name)
    lines = [f"{name} := {one_line(text)}" for name, text in zip(names, texts, strict=True)]
    lost = "\n" * sum(text.count("\n") for text in texts)
    if query is None:
        rewrite.put(end, end, f" if {{ {'; '.join(lines)} {lost}}}")
        return
    _brace(rewrite, query)
    first, last = query["stmts"][0], query["stmts"][-1]
    start, end = rewrite.extent(first)[0], rewrite.extent(last)[1]
    if lost:
        rewrite.put(start, start, lost)
    rewrite.put(end, end, "".join(f"; {line}" for line in lines))
