"""What each kind of database is told: to verify, to be read only, and when to give up."""

from __future__ import annotations

import os
import sqlite3
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from auditor.api import GapError, GapReason, Target
from auditor_plugins.sql.options import Options

CONNECT_SECONDS = 10
GRACE = 5.0
"""Seconds beyond its own limit that a server has to say that a statement took too long."""


@dataclass(frozen=True, slots=True)
class Setup:
    """How to connect: arguments of the driver, or a function; then statements to begin with."""

    arguments: dict[str, Any] = field(default_factory=dict)
    creator: Callable[[], Any] | None = None
    statements: tuple[str, ...] = ()


def setup(url: Any, target: Target, timezone: str) -> Setup:
    """The setup for the driver of a URL.

    Raises:
        GapError: invalid; a driver of which it is not known how it verifies.
    """
    options: Options = target.options
    found = SETUPS.get(url.drivername)
    if found:
        return found(url, target, timezone)
    if options.tls == "driver":
        return Setup()
    drivers = ", ".join(sorted(SETUPS))
    raise GapError(
        GapReason.INVALID,
        f"url: how {url.drivername} verifies its server is not known here; set it up by parameters"
        f" of the URL and say tls: driver (known: {drivers})",
        None,
        f"url：不了解 {url.drivername} 如何校验服务器；请用 URL 参数配置并写明 tls: driver"
        f"（已知：{drivers}）",
    )


def _postgresql(url: Any, target: Target, timezone: str) -> Setup:
    options: Options = target.options
    limit = int(options.timeout * 1000)
    arguments = {
        "connect_timeout": CONNECT_SECONDS,
        "application_name": "auditor",
        "passfile": os.devnull,
        "options": f"-c statement_timeout={limit} -c lock_timeout={limit} -c row_security=off "
        f"-c default_transaction_read_only=on -c TimeZone={timezone}",
    }
    if options.tls == "driver":
        return Setup(arguments)
    if options.tls == "off" or (url.host or "/").startswith("/"):
        return Setup(arguments | {"sslmode": "disable"})
    if options.tls == "unverified":
        return Setup(arguments | {"sslmode": "require", "sslrootcert": os.devnull})
    own = str(target.base / options.ca) if options.ca else ssl.get_default_verify_paths().cafile
    return Setup(arguments | {"sslmode": "verify-full", "sslrootcert": own or "system"})


def _mysql(url: Any, target: Target, _: str) -> Setup:
    options: Options = target.options
    plain = options.tls == "off" or "unix_socket" in url.query
    arguments: dict[str, Any] = {
        "connect_timeout": CONNECT_SECONDS,
        "read_timeout": options.timeout + GRACE,
        "write_timeout": options.timeout + GRACE,
        "local_infile": False,
        "charset": "utf8mb4",
        "program_name": "auditor",
    }
    if options.tls != "driver":
        arguments |= {"ssl": None if plain else _context(target), "ssl_disabled": plain}
    return Setup(
        arguments,
        None,
        (
            "SET SESSION TRANSACTION READ ONLY",
            # Each of the two servers takes the one as a statement and the other as a comment.
            f"/*M! SET SESSION max_statement_time = {options.timeout:g} */",
            f"/*!50700 SET SESSION max_execution_time = {int(options.timeout * 1000)} */",
            "SET SESSION time_zone = '+00:00'",
        ),
    )


def _context(target: Target) -> ssl.SSLContext:
    options: Options = target.options
    try:
        context = ssl.create_default_context(
            cafile=str(target.base / options.ca) if options.ca else None
        )
    except OSError:  # ssl.SSLError is one
        text, zh = "ca: the file is not there or holds no certificate", "ca：文件不存在或不是证书"
        raise GapError(GapReason.ABSENT, text, None, zh) from None
    if options.tls == "unverified":
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _sqlite(url: Any, target: Target, _: str) -> Setup:
    if not url.database or url.database == ":memory:":
        text = "url: names no file; expected sqlite:///path"
        raise GapError(GapReason.INVALID, text, None, "url：未指明文件，应为 sqlite:///路径")
    path = target.base / url.database

    def connect() -> sqlite3.Connection:
        _check_readable(path)
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro",
            uri=True,
            timeout=target.options.timeout,
            check_same_thread=False,
        )
        # Text that is not UTF-8 keeps its bytes as lone surrogates, which no field accepts.
        connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        connection.execute("PRAGMA trusted_schema = OFF")
        return connection

    return Setup({}, connect)


def _check_readable(path: Path) -> None:
    """SQLite has one word for a file that is not there and one that may not be read."""
    try:
        with path.open("rb"):
            return
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        text, zh = "there is no such file; check url:", "没有这个文件；请检查 url:"
        raise GapError(GapReason.ABSENT, text, None, zh) from None
    except OSError:
        text, zh = "may not be read; grant read permission", "无权读取；请授予读权限"
        raise GapError(GapReason.DENIED, text, None, zh) from None


SETUPS: dict[str, Callable[[Any, Target, str], Setup]] = {
    "postgresql+psycopg": _postgresql,
    "postgresql+psycopg2": _postgresql,
    "mysql+pymysql": _mysql,
    "mariadb+pymysql": _mysql,
    "sqlite": _sqlite,
    "sqlite+pysqlite": _sqlite,
}
