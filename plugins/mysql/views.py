"""Views: what they show, of which tables, and who may read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from auditor.api import Item
from auditor.api.databases.options import View
from auditor.api.databases.subject import Problem, known, problem_of
from auditor.api.databases.views import counts
from auditor_plugins.mysql.lineage import Column, UnclearError, columns, relations
from auditor_plugins.mysql.rights import Rights
from auditor_plugins.mysql.subject import OWN, Subject

DEFINITIONS = (
    "SELECT TABLE_SCHEMA AS `schema`, TABLE_NAME AS `name`, VIEW_DEFINITION AS definition "  # noqa: S608
    f"FROM information_schema.VIEWS WHERE {OWN} ORDER BY TABLE_SCHEMA, TABLE_NAME"
)
NAMES = (
    "SELECT TABLE_SCHEMA AS `schema`, TABLE_NAME AS `name`, COLUMN_NAME AS `column` "  # noqa: S608
    f"FROM information_schema.COLUMNS WHERE {OWN} "
    "ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION"
)
Where = tuple[str, str]


@dataclass(slots=True)
class Made:
    """What a view is made of: its columns' sources in order, and the relations it reads."""

    of: list[set[Column]] | None
    reads: set[Where]


class Book:
    """All views with a statement that may be read."""

    def __init__(self, subject: Subject) -> None:
        self.names: dict[Where, list[str]] = {}
        views = {(one.schema, one.name) for one in subject.relations if one.is_view}
        for row in subject.ask(NAMES):
            if (row["schema"], row["name"]) in views:
                self.names.setdefault((row["schema"], row["name"]), []).append(row["column"])
        self.made: dict[Where, Made] = {}
        self.unreadable: list[str] = []
        own = subject.options.account_view
        for row in subject.ask(DEFINITIONS):
            where = row["schema"], row["name"]
            if row["definition"]:
                self.made[where] = _made(row["definition"])
            elif subject.concerns(where[0]) and ".".join(where) != own:
                self.unreadable.append(".".join(where))

    def base_tables(self, where: Where) -> set[str]:
        """The tables behind a view, through other views too."""
        found: set[str] = set()
        seen, waiting = {where}, [where]
        while waiting:
            made = self.made.get(waiting.pop())
            for one in made.reads - seen if made else ():
                seen.add(one)
                waiting.append(one)
                if one not in self.names:
                    found.add(".".join(one))
        return found

    def behind(self, where: Where, column: str, depth: int = 0) -> set[str]:
        """Columns of tables behind one of a relation, as table.column."""
        names = self.names.get(where)
        if names is None:
            return {f"{where[1]}.{column}"}
        made = self.made.get(where)
        unclear = made is None or made.of is None or len(made.of) != len(names)
        if made is None or made.of is None or unclear or column not in names or depth > 40:
            return {f"{where[1]}.{column}"}
        sources = made.of[names.index(column)]
        return set().union(*(self.behind((s, t), c, depth + 1) for s, t, c in sources))


def _made(definition: str) -> Made:
    try:
        reads = relations(definition)
    except UnclearError:
        return Made(None, set())
    try:
        return Made(columns(definition), reads)
    except (UnclearError, ValueError):
        return Made(None, reads)


def views(subject: Subject, rights: Rights) -> Iterator[Item | Problem]:
    """One row for each view; one of which nothing is stated must show what a standard one may."""
    book = Book(subject)
    readers = _readers(rights)
    for where in sorted(book.made):
        if not subject.concerns(where[0]):
            continue
        view = subject.options.views.get(".".join(where), View())
        counted, problems = counts(subject, where, view, book.base_tables(where), "the account")
        yield known(
            view_name=".".join(where),
            view_kind=view.kind or "standard",
            purpose=view.purpose,
            grantees=sorted(readers(where)),
            base_tables=sorted(book.base_tables(where)),
            **_shown(book, where, view),
            **counted,
            _loc=subject.place(".".join(where)),
        )
        yield from problems
    yield from rights.grant_problems
    yield from _unreadable(subject, sorted(book.unreadable))


def _readers(rights: Rights) -> Callable[[Where], set[str]]:
    selects = [
        (name, one)
        for name, held in rights.by_name()
        if name not in rights.powerful
        for one in held
        if "SELECT" in one.privileges
    ]
    wide = [(name, one) for name, one in selects if not one.table]
    narrow: dict[Where, set[str]] = {}
    for name, one in selects:
        if one.table:
            narrow.setdefault((one.schema, one.table), set()).add(name)

    def readers(where: Where) -> set[str]:
        return narrow.get(where, set()) | {name for name, one in wide if one.covers(where[0])}

    return readers


def _unreadable(subject: Subject, names: list[str]) -> Iterator[Problem]:
    if names:
        needs = f"GRANT SELECT, SHOW VIEW ON {names[0]} TO the account"
        more = f" (and on {len(names) - 1} more views)" if names[1:] else ""
        yield problem_of(subject.lacks(needs + more))
    if subject.hidden:
        yield subject.hidden


def _shown(book: Book, where: Where, view: View) -> dict[str, list[str]]:
    """Columns by the names of what they are made of, and which of them are made harmless."""
    found: dict[str, set[str]] = {"columns": set()}
    for name in book.names.get(where, ()):
        behind = book.behind(where, name)
        found["columns"] |= behind
        for field, stated in (("anonymised", view.anonymised), ("reversible", view.reversible)):
            if name in stated:
                found.setdefault(f"{field}_columns", set()).update(behind)
    return {field: sorted(names) for field, names in found.items()}
