"""What a `query:` may be: one SELECT over the register, with the same answer whenever it runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

SETTINGS: dict[str, Any] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
TABLE_FUNCTIONS = frozenset(("unnest", "range", "generate_series"))
CLOCKS = frozenset(
    ("current_date", "current_time", "current_timestamp", "localtime", "localtimestamp")
)
"""Words that are no column, but the clock."""
UNSTEADY = frozenset(
    (
        *("age", "get_current_time", "get_current_timestamp", "now", "today"),
        *("transaction_timestamp", "txid_current", "current_transaction_id"),
        *("gen_random_uuid", "random", "setseed", "uuid", "uuidv4", "uuidv7"),
        *("current_connection_id", "current_database", "current_query", "current_query_id"),
        *("current_schema", "current_schemas", "current_setting", "in_search_path"),
        *("currval", "nextval", "setval", "getvariable"),
        *("error", "sleep_ms", "stats", "vector_type", "write_log"),
    )
)
"""Functions of the clock, of chance, of the session, or with an effect."""


def select_from(query: str, columns: str = "*") -> str:
    """A SELECT from the answer of the query."""
    return f"SELECT {columns} FROM (\n{query.strip().rstrip(';')}\n) AS found"  # noqa: S608


def check(query: str) -> None:
    """Accept a query, or tell what is wrong with it.

    Raises:
        ValueError: not one SELECT, or one whose answer need not be the same again.
    """
    import duckdb  # noqa: PLC0415 - heavy, and needed for queries only

    with duckdb.connect(":memory:", config=SETTINGS) as connection:
        tree = _tree(connection, query)
        _tree(connection, select_from(query))
    for word in _refused(tree):
        raise ValueError(
            f"{word} is not allowed: it reads something other than the register, or gives"
            " another answer each time"
        )


def _tree(connection: Any, text: str) -> Any:
    (answer,) = connection.execute("SELECT json_serialize_sql(?::VARCHAR)", [text]).fetchone()
    tree = json.loads(answer)
    if tree["error"] or len(tree["statements"]) != 1:
        told = tree.get("error_message", "several statements").split("\n")[0]
        raise ValueError(f"not one SELECT that DuckDB can read ({told})")
    return tree["statements"]


def _refused(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for part in node:
            yield from _refused(part)
    if not isinstance(node, dict):
        return
    if node.get("type") == "TABLE_FUNCTION":
        yield from {_function(node["function"])} - TABLE_FUNCTIONS
    yield from {_function(node)} & UNSTEADY
    yield from {name.lower() for name in node.get("column_names", [])[-1:]} & CLOCKS
    if node.get("sample"):
        yield "a sample"
    for part in node.values():
        yield from _refused(part)


def _function(node: dict[str, Any]) -> str:
    return str(node.get("function_name", "")).lower()
