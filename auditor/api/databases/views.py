"""What only the rows of a view tell, where the options ask for it. No row leaves the server."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from auditor.api.databases.options import OptOuts, View
from auditor.api.databases.subject import Database, Problem, known, problem_of
from auditor.api.errors import GapError
from auditor.api.models import Item

Where = tuple[str, str]
"""Schema and name."""


def counts(
    database: Database, where: Where, view: View, base_tables: AbstractSet[str], who: str
) -> tuple[Item, tuple[Problem, ...]]:
    """Fields, and what could not be counted; `who` lacks the right to read where it may not."""
    needs = f"GRANT SELECT ON {'.'.join(where)} TO {who}"
    found: Item = {}
    try:
        if view.group_by or view.count_column:
            found |= _smallest(database, where, view, needs)
        if view.opted_out:
            found |= _opted_out(database, where, view.opted_out, base_tables, needs)
    except GapError as error:
        return found, (problem_of(error),)
    return found, ()


def _smallest(database: Database, where: Where, view: View, needs: str) -> Item:
    """The smallest number in the column that counts, or the smallest group of equal rows."""
    name, table = database.identifier, database.identifier(*where)
    question = f"SELECT MIN({name(view.count_column or '')}) AS least FROM {table}"  # noqa: S608 - names are quoted
    if not view.count_column:
        columns = ", ".join(map(name, view.group_by))
        groups = f"SELECT COUNT(*) AS n FROM {table} GROUP BY {columns}"  # noqa: S608
        question = f"SELECT MIN(n) AS least FROM ({groups}) g"  # noqa: S608
    (one,) = database.ask(question, needs)
    return known(smallest_group=None if one["least"] is None else int(one["least"]))


def _opted_out(
    database: Database, where: Where, out: OptOuts, base_tables: AbstractSet[str], needs: str
) -> Item:
    name = database.identifier
    (one,) = database.ask(
        f"SELECT COUNT(*) AS n FROM {name(*where)} v "  # noqa: S608 - names are quoted
        f"WHERE v.{name(out.key)} IN (SELECT t.{name(out.table_key)} "
        f"FROM {name(*out.table.split('.'))} t)",
        f"{needs}, and SELECT ({out.table_key}) ON {out.table}",
    )
    reads = out.table in base_tables
    return {"opted_out_rows": one["n"], "excludes_opted_out": reads and not one["n"]}
