"""Options of a `type: sql` target."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from auditor.api import SecretRef

Text = Annotated[str, Field(min_length=1)]
Word = str | bool | int | float
URL = re.compile(r"[a-z][a-z0-9_+.]*://.*", re.S)
SECRET_IN_URL = re.compile(r"://[^/@]*:[^/@]+@|[?&](password|passwd|pwd)=", re.I)
SELECT = re.compile(r"\s*(select|with)\b.*[^;\s]\s*", re.I | re.S)
STRING = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|`[^`]*`")


class SqlTable(BaseModel):
    """One table, or one SELECT, and how its columns and words become those of an evidence kind.

    Attributes:
        kind: evidence kind of the rows.
        table: table or view, with its schema where that is not the default one.
        query: a SELECT instead of a table.
        name: name of a query in places; the kind when left out.
        order_by: columns that put the rows in order; the primary key when left out, else all.
        columns: field of the kind to the name of its column.
        values: field to the register's own words and the catalogue's value of each.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Text
    table: Text | None = None
    query: Text | None = None
    name: Annotated[str, Field(pattern=r"^[^/\s]+$")] | None = None
    order_by: tuple[Text, ...] = ()
    columns: dict[str, Text] = {}
    values: dict[str, dict[str, Word]] = {}

    @field_validator("query")
    @classmethod
    def _one_select(cls, query: str | None) -> str | None:
        plain = STRING.sub("''", query or "")
        if query is not None and (not SELECT.fullmatch(plain) or ";" in plain):
            raise ValueError("expected one SELECT (or WITH … SELECT) without a semicolon")
        return query

    @model_validator(mode="after")
    def _one_origin(self) -> SqlTable:
        if (self.table is None) == (self.query is None):
            raise ValueError("expected either table or query")
        if self.name and self.table:
            raise ValueError("name: is for a query; a table has its own")
        return self

    @property
    def shown(self) -> str:
        """What places call it."""
        return self.table or self.name or self.kind


class Options(BaseModel):
    """What a `sql` target may say; the plugin's page explains each key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str
    password: SecretRef | None = None
    tls: Literal["verify", "unverified", "off", "driver"] = "verify"
    ca: str | None = None
    timeout: float = Field(default=60.0, gt=0, le=3600)
    max_rows: int = Field(default=1_000_000, ge=1)
    tables: tuple[SqlTable, ...] = Field(min_length=1)

    @field_validator("url")
    @classmethod
    def _without_secret(cls, url: str) -> str:
        if not URL.fullmatch(url):
            raise ValueError("expected dialect+driver://user@host/database")
        if SECRET_IN_URL.search(url):
            raise ValueError("a password does not belong here; name it under password:")
        return url

    @model_validator(mode="after")
    def _each_query_has_a_name(self) -> Options:
        names = [one.shown for one in self.tables if one.query]
        if len(set(names)) < len(names):
            raise ValueError("tables: two queries have one name; give each a name:")
        return self


def promised_kinds(options: Options) -> tuple[str, ...]:
    """The kinds that a target with these options promises, each once, in their order."""
    return tuple(dict.fromkeys(one.kind for one in options.tables))
