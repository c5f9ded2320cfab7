"""Relations that have a part in views, and the base tables and columns behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auditor_plugins.postgres.lineage import Ref

DROPPED = "........pg.dropped."


@dataclass(frozen=True, slots=True)
class Relation:
    """What is known of a table or view that views read, and what its columns are made of."""

    schema: str
    name: str
    is_view: bool
    columns: tuple[str, ...]
    made_of: tuple[tuple[frozenset[Ref], bool], ...] | None = None
    tables: tuple[int, ...] = ()

    @property
    def full(self) -> str:
        """Its name with the schema."""
        return f"{self.schema}.{self.name}"


class Book:
    """All relations that have a part in views."""

    def __init__(self, relations: Mapping[int, Relation]) -> None:
        self._relations = relations

    def columns(self, oid: int) -> tuple[str, ...]:
        """The columns of a relation, by number."""
        return self._relations[oid].columns

    def base_tables(self, oid: int) -> set[str]:
        """The tables behind a view, through other views too."""
        found: set[str] = set()
        seen, waiting = {oid}, [oid]
        while waiting:
            one = self._relations.get(waiting.pop())
            if one and not one.is_view:
                found.add(one.full)
            fresh = [] if one is None else [n for n in one.tables if n not in seen]
            seen.update(fresh)
            waiting += fresh
        return found

    def behind(self, oid: int, number: int, seen: frozenset[Ref] = frozenset()) -> set[str]:
        """Columns of base tables behind one of a relation, as table.column; number 0 is all."""
        one = self._relations.get(oid)
        if one is None or (oid, number) in seen:
            return set()
        if number == 0:
            live = (n for n, name in enumerate(one.columns, 1) if not name.startswith(DROPPED))
            return set().union(*(self.behind(oid, n, seen) for n in live))
        name = one.columns[number - 1] if number <= len(one.columns) else "?"
        if not one.is_view:
            return {f"{one.name}.{name}"}
        if one.made_of is None or number > len(one.made_of):
            return {f"{one.name}.{name}"}
        refs, clear = one.made_of[number - 1]
        step = seen | {(oid, number)}
        found = set().union(*(self.behind(table, column, step) for table, column in refs))
        return found if clear else found | {f"{one.name}.{name}"}
