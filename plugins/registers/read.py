"""The reader of each format, over one snapshot of the file."""

from __future__ import annotations

import hashlib

from auditor.api.tabular.tables import Problems, Table, unreadable
from auditor_plugins.registers.files import RegisterPath
from auditor_plugins.registers.options import RegisterFile
from auditor_plugins.registers.query import query_parquet, query_table
from auditor_plugins.registers.read_csv import read_csv
from auditor_plugins.registers.read_json import read_json
from auditor_plugins.registers.read_parquet import read_parquet
from auditor_plugins.registers.read_sqlite import read_sqlite
from auditor_plugins.registers.read_xlsx import read_xlsx


def read(
    register: RegisterFile, place: RegisterPath, timezone: str, problems: Problems
) -> tuple[Table, str]:
    """Open the register and give its table, or what its query makes of it, and the SHA-256 of its
    bytes.

    Malformed rows are noted in `problems` while the rows are drawn.

    Raises:
        GapError: absent, denied or invalid.
    """
    if register.query and register.resolved_format == "parquet":
        digest = place.digest()
        return query_parquet(place, register.query, timezone), digest
    table, digest = _read(register, place, problems)
    if register.query:
        table = query_table(table, register.query, timezone, problems)
    return table, digest


def _read(register: RegisterFile, place: RegisterPath, problems: Problems) -> tuple[Table, str]:
    match register.resolved_format:
        case "parquet":
            digest = place.digest()
            return read_parquet(place), digest
        case "sqlite":
            digest = place.digest()
            return read_sqlite(place, register.table or register.kind), digest
    data = place.read()
    digest = hashlib.sha256(data).hexdigest()
    if not data.strip():
        raise unreadable("the file is empty", "文件为空")
    match register.resolved_format:
        case "json":
            return read_json(data, register, problems), digest
        case "xlsx":
            return read_xlsx(data, register), digest
    return read_csv(data, register, problems), digest
