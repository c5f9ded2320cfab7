"""Who may do what with tables, views and their columns."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Item
from auditor.api.databases.subject import Problem, known
from auditor.api.labels import strictest
from auditor_plugins.mysql.rights import Grant, Rights
from auditor_plugins.mysql.subject import Relation, Subject

Things = dict[tuple[str, str], Relation]


def grants(subject: Subject, rights: Rights) -> Iterator[Item | Problem]:
    """One row for each grantee, object and privilege.

    Rights on a schema or the server are there twice: as such, and for each table that they open.
    Those of a superuser are there as such only, because it passes by all of them.
    """
    things = {(one.schema, one.name): one for one in subject.relations}
    for name, held in rights.by_name():
        yield from _wide(subject, name, held)
        opened = sorted(_opened(subject, held, things, name in rights.powerful).items())
        for (schema, table), columns_of in opened:
            thing = things.get((schema, table), Relation(schema, table, False))
            for privilege in sorted(columns_of):
                yield _row(subject, name, thing, privilege, columns_of[privilege])
    yield from rights.grant_problems
    if subject.hidden:
        yield subject.hidden


def _opened(
    subject: Subject, held: list[Grant], things: Things, powerful: bool
) -> dict[tuple[str, str], dict[str, set[str]]]:
    """For each table and privilege the columns that it is limited to; none for all of them."""
    found: dict[tuple[str, str], dict[str, set[str]]] = {}
    for one in sorted(held):
        places = [(one.schema, one.table)] if one.table and subject.concerns(one.schema) else []
        if not one.table and not powerful:
            places = [place for place in things if one.covers(place[0])]
        for place in places:
            privileges = found.setdefault(place, {})
            for privilege in one.privileges:
                # Sorted, so that a right on the whole table comes before those on its columns.
                if not one.column:
                    privileges[privilege] = set()
                elif privileges.setdefault(privilege, {one.column}):
                    privileges[privilege].add(one.column)
    return found


def _wide(subject: Subject, name: str, held: list[Grant]) -> Iterator[Item]:
    for one in sorted(held):
        if one.table or (one.schema and not _concerns(subject, one)):
            continue
        classes = [
            label.data_class
            for (schema, _, _), label in subject.labels.found.items()
            if one.covers(schema)
        ]
        for privilege in one.privileges:
            yield known(
                grantee=name,
                object_name=one.schema.replace("\\_", "_") or "*",
                object_kind="schema",
                privilege=privilege,
                data_class=strictest(classes),
                host=subject.name,
                _loc=subject.place(f"mysql.{'db' if one.schema else 'user'}/{name}"),
            )


def _concerns(subject: Subject, one: Grant) -> bool:
    return any(one.covers(thing.schema) for thing in subject.relations)


def _row(subject: Subject, name: str, thing: Relation, privilege: str, columns: set[str]) -> Item:
    object_name, data_class = thing.full, _class(subject, thing)
    place = thing.full
    if columns:
        labels = [subject.labels.of(thing.schema, thing.name, one) for one in sorted(columns)]
        classes = [label.data_class for label in labels]
        data_class = strictest(classes)
        place = f"{place}.{min(columns)}"
        if set(classes) == {"none"}:
            object_name = f"{object_name}({','.join(sorted(columns))})"
    return known(
        grantee=name,
        object_name=object_name,
        object_kind="view" if thing.is_view else "table",
        privilege=privilege,
        data_class=data_class,
        host=subject.name,
        _loc=subject.place(place),
    )


def _class(subject: Subject, thing: Relation) -> str | None:
    """The strictest class of a table; unlabelled columns beside harmless ones may hold anything."""
    whole = subject.labels.of(thing.schema, thing.name).data_class
    found = strictest((whole, *subject.classes_of.get((thing.schema, thing.name), ())))
    return None if found == "none" != whole else found
