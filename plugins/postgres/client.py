"""The connection: verified, read-only, with a time limit on every call, errors as gaps."""

from __future__ import annotations

import os
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any

from auditor.api import GapError, GapReason, Target, read_secret
from auditor_plugins.postgres.options import Options

BATCH = 1000
CONNECT_SECONDS = 10
GRACE = 5.0
"""Seconds beyond its own limit that a server has to say that a statement took too long."""
NO_FILE = f"{os.devnull}/none"
"""A path at which nothing can be, so that the passwords of whoever runs this are not tried."""
CERTIFICATE_MODE = 160000
"""First version of libpq that can be told to leave the user's own certificate alone."""
DENIED = re.compile(
    r"pg_hba\.conf|authentication failed|permission denied|not permitted|no password|认证|權限|权限"
)
MISSING = re.compile(r'database ".*" does not exist|数据库.*不存在')
UNTRUSTED = re.compile(r"certificate|\bssl\b|\btls\b")
Row = dict[str, Any]


class Watch:
    """Calls `cut` when no call ends in time; what others do between two calls does not count."""

    def __init__(self, seconds: float, cut: Callable[[], None]) -> None:
        self._seconds, self._cut = seconds, cut

    def __enter__(self) -> Watch:
        self._timer = Timer(self._seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Let others work."""
        self._timer.cancel()
        try:
            yield
        finally:
            self.__enter__()


class Client:
    """One session. Questions are asked one after the other, each wholly read or given up."""

    def __init__(self, target: Target, timezone: str = "UTC") -> None:
        self._options: Options = target.options
        self._where = f"{self._options.host}:{self._options.port}"
        self._hung = False
        self._connection = self._connect(target, timezone)

    def ask(self, question: str) -> Iterator[Row]:
        """The rows of a SELECT, a batch at a time.

        Raises:
            GapError: with the reason; its message names neither values nor the server's words.
        """
        psycopg = _psycopg()
        try:
            connection = self._connection
            with (
                Watch(self._options.timeout + GRACE, self._cut) as watch,
                connection.transaction(),
                connection.cursor(name="auditor") as cursor,
            ):
                cursor.execute(question)
                while batch := cursor.fetchmany(BATCH):
                    with watch.paused():
                        yield from batch
        except psycopg.Error as error:
            raise self._gap(error) from None
        except UnicodeDecodeError:
            text = f"{self._where}: a name is not valid in the encoding of the database"
            raise GapError(GapReason.INVALID, text, None, f"{self._where}:名称的编码无效") from None

    def close(self) -> None:
        """End the session, also one that is already broken."""
        with suppress(_psycopg().Error):
            self._connection.close()

    def _cut(self) -> None:
        self._hung = True
        with suppress(Exception), socket.socket(fileno=os.dup(self._connection.fileno())) as line:
            line.shutdown(socket.SHUT_RDWR)

    def _connect(self, target: Target, timezone: str) -> Any:
        psycopg = _psycopg()
        options = self._options
        secret = read_secret(options.password, target.base) if options.password else None
        limit = int(options.timeout * 1000)
        try:
            return psycopg.connect(
                host=options.host,
                port=options.port,
                dbname=options.database,
                user=options.user,
                password=secret,
                passfile=NO_FILE,
                gssencmode="disable",
                client_encoding="UTF8",
                connect_timeout=CONNECT_SECONDS,
                application_name="auditor",
                # Without row_security=off a policy would hide rows and a count would be too low.
                options=f"-c statement_timeout={limit} -c lock_timeout={limit} -c search_path="
                "pg_catalog -c default_transaction_read_only=on -c row_security=off "
                f"-c TimeZone={timezone}",
                autocommit=True,
                row_factory=psycopg.rows.dict_row,
                **tls_parameters(options, target),
            )
        except psycopg.Error as error:
            raise refusal(error, self._where, options) from None

    def _gap(self, error: Exception) -> GapError:
        errors = _psycopg().errors
        where = self._where
        if self._hung or isinstance(error, errors.QueryCanceled | errors.LockNotAvailable):
            limit = f"{self._options.timeout:g}"
            text = f"{where}: no answer within {limit} s"
            return GapError(GapReason.TIMEOUT, text, None, f"{where}:{limit} 秒内没有应答")
        if isinstance(error, errors.InsufficientPrivilege):
            text = f"{where}: role {self._options.user} lacks a right"
            zh = f"{where}:角色 {self._options.user} 缺少权限"
            return GapError(GapReason.DENIED, text, None, zh)
        if isinstance(error, errors.UndefinedTable | errors.UndefinedColumn):
            text = f"{where}: there is no such table or column"
            return GapError(GapReason.ABSENT, text, None, f"{where}:没有该表或列")
        if self._connection.closed:
            text = f"{where}: the connection was lost"
            return GapError(GapReason.UNREACHABLE, text, None, f"{where}:连接中断")
        text = f"{where}: the question failed with {type(error).__name__}"
        return GapError(GapReason.INVALID, text, None, f"{where}:查询失败 {type(error).__name__}")


def tls_parameters(options: Options, target: Target) -> dict[str, Any]:
    """What libpq is told of TLS; files are relative to the configuration."""
    if options.local or options.tls == "off":
        return {"sslmode": "disable"}
    files = {"sslcert": options.certificate, "sslkey": options.key}
    found: dict[str, Any] = {name: str(target.base / path) for name, path in files.items() if path}
    if not found and _psycopg().pq.version() >= CERTIFICATE_MODE:
        found["sslcertmode"] = "disable"
    if options.tls == "unverified":
        return found | {"sslmode": "require"}
    own = str(target.base / options.ca) if options.ca else ssl.get_default_verify_paths().cafile
    return found | {"sslmode": "verify-full", "sslrootcert": own or "system"}


def refusal(error: Exception, where: str, options: Options) -> GapError:
    """Why there is no session. The server's text is looked at and never shown."""
    text = str(error).lower()
    if isinstance(error, _psycopg().errors.ConnectionTimeout):
        message = f"{where}: no answer within {CONNECT_SECONDS} s"
        return GapError(GapReason.TIMEOUT, message, None, f"{where}:{CONNECT_SECONDS} 秒内没有应答")
    if MISSING.search(text):
        message = f"{where}: there is no database {options.database}"
        return GapError(GapReason.ABSENT, message, None, f"{where}:没有数据库 {options.database}")
    if DENIED.search(text) or getattr(getattr(error, "pgconn", None), "used_password", False):
        message = (
            f"{where}: role {options.user} is not let in: needs LOGIN, its password, a rule in "
            f"pg_hba.conf and CONNECT on database {options.database}"
        )
        needs = "LOGIN、密码、pg_hba.conf 规则和 CONNECT 权限"
        zh = f"{where}:角色 {options.user} 无法登录,需要{needs}"
        return GapError(GapReason.DENIED, message, None, zh)
    if UNTRUSTED.search(text):
        message = f"{where}: the certificate does not verify, or the server offers no TLS"
        zh = f"{where}:证书校验失败,或服务器未启用 TLS"
        return GapError(GapReason.UNREACHABLE, message, None, zh)
    message = f"{where}: the server cannot be reached"
    return GapError(GapReason.UNREACHABLE, message, None, f"{where}:无法连接服务器")


def _psycopg() -> Any:
    try:
        import psycopg  # noqa: PLC0415 - an extra, and slow to import
        import psycopg.rows  # noqa: PLC0415
    except ImportError:
        message = "the client library is missing: pip install 'auditor[postgres]'"
        zh = "缺少客户端库:pip install 'auditor[postgres]'"
        raise GapError(GapReason.ABSENT, message, None, zh) from None
    return psycopg
