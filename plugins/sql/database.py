"""One session with a database: statements, their rows in batches, and time limits."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, time, timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from threading import Timer
from typing import Any
from uuid import UUID

from auditor.api import GapError, GapReason, Target, read_secret
from auditor_plugins.sql.dialects import GRACE, setup
from auditor_plugins.sql.errors import failure, refusal
from auditor_plugins.sql.options import Options, SqlTable

BATCH = 1000
AS_TEXT = (UUID, IPv4Address, IPv6Address, IPv4Network, IPv6Network)
MYSQL_TIMESTAMP = 7
"""Type of a column that MariaDB and MySQL keep in UTC; the session asks for UTC."""


class Database:
    """A session. Tables are read one after the other, each in a transaction of its own."""

    def __init__(self, target: Target, timezone: str) -> None:
        alchemy = _library()
        self.options: Options = target.options
        self._hung = False
        url = _url(self.options)
        self.user = url.username or ""
        self.where = url.set(username=None, password=None, query={}).render_as_string()
        if self.options.password:
            url = url.set(password=read_secret(self.options.password, target.base))
        made = setup(url, target, timezone)
        try:
            self._engine = alchemy.create_engine(
                url,
                poolclass=alchemy.pool.NullPool,
                connect_args=made.arguments,
                hide_parameters=True,
                **({"creator": made.creator} if made.creator else {}),
            )
            self._connection = self._engine.connect()
            for statement in made.statements:
                self._connection.exec_driver_sql(statement)
            self._connection.commit()
        except ImportError as error:
            raise _missing(str(error.name or url.drivername)) from None
        except (alchemy.exc.SQLAlchemyError, OSError, RuntimeError) as error:
            raise refusal(error, self.where, self.user) from None

    @property
    def dialect(self) -> str:
        """Name of the dialect."""
        return str(self._engine.dialect.name)

    @property
    def file(self) -> str:
        """Where the database is one file: its path as the URL names it."""
        return str(self._engine.url.database or "")

    @property
    def version(self) -> str:
        """Version of the server, as far as the dialect tells."""
        return ".".join(map(str, self._engine.dialect.server_version_info or ()))

    def close(self) -> None:
        """End the session, also one that is already broken."""
        with suppress(Exception):
            self._connection.close()
        self._engine.dispose()

    def needs(self, one: SqlTable) -> str:
        """The right that a table asks for, as a grant."""
        thing = one.table or f"what the query {one.shown} reads"
        return f"GRANT SELECT ON {thing} TO {self.user or 'the account'}"

    def read(self, one: SqlTable, limit: int) -> tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]:
        """Names of the columns, and at most `limit` rows in a stable order.

        Raises:
            GapError: with the reason, here or while the rows are drawn.
        """
        with self._guarded(one):
            result = self._connection.execution_options(
                stream_results=True, max_row_buffer=BATCH
            ).execute(self._statement(one).limit(limit))
            described = list(result.cursor.description)
        return tuple(column[0] for column in described), self._rows(one, result, described)

    def ask(self, statement: str) -> list[Any]:
        """The rows of a statement of this plugin.

        Raises:
            GapError: it has no answer.
        """
        with self._guarded(None):
            rows = list(self._connection.exec_driver_sql(statement))
            self._connection.rollback()
        return rows

    def _rows(self, one: SqlTable, result: Any, described: list[Any]) -> Iterator[tuple[Any, ...]]:
        utc = self._in_utc(described)
        while True:
            with self._guarded(one):
                batch = result.fetchmany(BATCH)
            if not batch:
                break
            for row in batch:
                cells = [_plain(cell) for cell in row]
                for index in utc:
                    if isinstance(cells[index], datetime):
                        cells[index] = cells[index].replace(tzinfo=UTC)
                yield tuple(cells)
        with self._guarded(one):
            self._connection.rollback()

    def _in_utc(self, described: list[Any]) -> list[int]:
        if self.dialect not in ("mysql", "mariadb"):
            return []
        return [index for index, column in enumerate(described) if column[1] == MYSQL_TIMESTAMP]

    def _statement(self, one: SqlTable) -> Any:
        """All of a table or query, ordered by what is told, by the primary key, or by all."""
        alchemy = _library()
        everything = alchemy.literal_column("*")
        if one.query:
            text = one.query.replace("\\", "\\\\").replace(":", "\\:")
            chosen = alchemy.select(everything).select_from(alchemy.text(f"({text}) auditor_query"))
        else:
            schema, _, name = (one.table or "").rpartition(".")
            thing = alchemy.table(name, schema=schema or None)
            chosen = alchemy.select(everything).select_from(thing)
        order = one.order_by or (() if one.query else self._key(one))
        if order:
            return chosen.order_by(*(alchemy.column(name) for name in order))
        probe = self._connection.execute(chosen.where(alchemy.text("1 = 0")))
        width = len(probe.cursor.description)
        probe.close()
        return chosen.order_by(*(alchemy.text(str(number)) for number in range(1, width + 1)))

    def _key(self, one: SqlTable) -> tuple[str, ...]:
        """The primary key, where the catalogue of the database may be read and has one."""
        alchemy = _library()
        schema, _, name = (one.table or "").rpartition(".")
        try:
            found = alchemy.inspect(self._connection).get_pk_constraint(name, schema or None)
        except alchemy.exc.SQLAlchemyError:
            self._connection.rollback()
            return ()
        return tuple(found.get("constrained_columns") or ())

    @contextmanager
    def _guarded(self, one: SqlTable | None) -> Iterator[None]:
        """Errors as gaps, and the line cut when the server itself does not keep the limit."""
        alchemy, limit = _library(), self.options.timeout
        timer = Timer(limit if self.dialect == "sqlite" else limit + GRACE, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        except (alchemy.exc.SQLAlchemyError, OSError, ValueError, OverflowError) as error:
            with suppress(Exception):
                self._connection.rollback()
            if self._hung:
                text, zh = f"no answer within {limit:g} s", f"{limit:g} 秒内没有应答"
                raise GapError(GapReason.TIMEOUT, text, None, zh) from None
            raise failure(error, self.needs(one) if one else "", limit) from None
        finally:
            timer.cancel()

    def _cut(self) -> None:
        self._hung = True
        with suppress(Exception):
            raw = self._connection.connection.dbapi_connection
            if hasattr(raw, "interrupt"):
                raw.interrupt()
            else:
                with socket.socket(fileno=os.dup(raw.fileno())) as line:
                    line.shutdown(socket.SHUT_RDWR)


def _plain(cell: Any) -> Any:
    """Types that only some drivers know, as those that registers have."""
    if isinstance(cell, AS_TEXT):
        return str(cell)
    if isinstance(cell, memoryview):
        return bytes(cell)
    if isinstance(cell, timedelta) and timedelta() <= cell < timedelta(days=1):
        return (datetime.min + cell).time()  # how PyMySQL gives a time of day
    return cell.isoformat() if isinstance(cell, time) else cell


def _url(options: Options) -> Any:
    alchemy = _library()
    try:
        return alchemy.engine.make_url(options.url)
    except alchemy.exc.ArgumentError:
        text = "url: expected dialect+driver://user@host:port/database"
        zh = "url：应为 dialect+driver://user@host:port/database"
        raise GapError(GapReason.INVALID, text, None, zh) from None


def _missing(name: str) -> GapError:
    text = f"the driver {name} is missing: install it beside auditor"
    return GapError(GapReason.ABSENT, text, None, f"缺少驱动 {name}：请与 auditor 一同安装")


def _library() -> Any:
    try:
        import sqlalchemy  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        message = "the client library is missing: pip install 'auditor[sql]'"
        zh = "缺少客户端库：pip install 'auditor[sql]'"
        raise GapError(GapReason.ABSENT, message, None, zh) from None
    return sqlalchemy
