"""Options of a `type: registers` target."""

from __future__ import annotations

import codecs
from pathlib import PurePath
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from auditor_plugins.registers.sql import check

Format = Literal["csv", "json", "xlsx", "parquet", "sqlite"]

SUFFIXES: dict[str, Format] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xlsb": "xlsx",
    ".xls": "xlsx",
    ".ods": "xlsx",
    ".parquet": "parquet",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
}

OPTION_FORMATS: dict[str, tuple[Format, ...]] = {
    "sheet": ("xlsx",),
    "table": ("sqlite",),
    "encoding": ("csv", "json"),
    "delimiter": ("csv",),
    "header_row": ("csv", "xlsx"),
}
"""The formats that each format-specific option belongs to."""

Text = Annotated[str, Field(min_length=1)]
Word = str | bool | int | float


class RegisterFile(BaseModel):
    """One register file and how its columns and words become those of an evidence kind.

    Attributes:
        kind: evidence kind of the rows.
        path: file, relative to the folder of the configuration.
        format: format of the file; told by the suffix when left out.
        columns: field of the kind to the header of its column.
        values: field to the register's own words and the catalogue's value of each.
        sheet: sheet of a workbook.
        table: table or view of a SQLite file; the kind's name when left out.
        encoding: Python name of the text encoding, or `auto`.
        delimiter: the one character between CSV cells.
        header_row: line or row of the header, from 1; what stands above it is not read.
        query: one SELECT over the table `register`, the file; its rows stand in the file's place.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Text
    path: Text
    format: Format | None = None
    columns: dict[str, Text] = {}
    values: dict[str, dict[str, Word]] = {}
    sheet: Text | None = None
    table: Text | None = None
    encoding: str = "auto"
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    header_row: int = Field(default=1, ge=1)
    query: Text | None = None

    @field_validator("encoding")
    @classmethod
    def _known_encoding(cls, name: str) -> str:
        if name == "auto":
            return name
        try:
            codecs.lookup(name)
            "a".encode(name)
        except (LookupError, ValueError):
            raise ValueError(
                f"unknown encoding {name!r}; use auto, utf-8, gb18030, utf-16 or another"
                " text encoding that Python knows"
            ) from None
        return name

    @field_validator("delimiter")
    @classmethod
    def _usable_delimiter(cls, character: str | None) -> str | None:
        if character is not None and character in '"\r\n':
            raise ValueError("a quote or a line end cannot part cells")
        return character

    @field_validator("query")
    @classmethod
    def _usable_query(cls, query: str | None) -> str | None:
        if query is not None:
            check(query)
        return query

    @model_validator(mode="after")
    def _options_fit_the_format(self) -> RegisterFile:
        found = self.resolved_format
        for option, formats in OPTION_FORMATS.items():
            if option in self.model_fields_set and found not in formats:
                raise ValueError(f"{option}: is for {' and '.join(formats)} files, not {found}")
        return self

    @property
    def resolved_format(self) -> Format:
        """The format, told or from the suffix.

        Raises:
            ValueError: the suffix is not known and no format is told.
        """
        suffix = PurePath(self.path).suffix.lower()
        found = self.format or SUFFIXES.get(suffix)
        if found is None:
            raise ValueError(
                "format: cannot be told from the suffix of the path; name one of"
                " csv, json, xlsx, parquet, sqlite"
            )
        return found


class Options(BaseModel):
    """Keys of a `type: registers` target: the files it consists of, at least one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    files: tuple[RegisterFile, ...] = Field(min_length=1)


def promised_kinds(options: Options) -> tuple[str, ...]:
    """The kinds that a target with these options promises, each once, in their order."""
    return tuple(dict.fromkeys(file.kind for file in options.files))
