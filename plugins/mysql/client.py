"""The connection: verified, read-only, with a time limit on every call, errors as gaps."""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from auditor.api import GapError, GapReason, Target, read_secret
from auditor_plugins.mysql.options import Options

BATCH = 1000
CONNECT_SECONDS = 10
GRACE = 5.0
"""Seconds beyond its own limit that a server has to say that a statement took too long."""
REFUSED = frozenset((1044, 1045, 1129, 1130, 1251, 1275, 1698, 1820, 1862, 3118, 3159, 4151))
"""The server answers, and lets this account not in."""
LACKING = frozenset((1142, 1143, 1227, 1370, 1345, 1410))
MISSING = frozenset((1049, 1054, 1146))
SLOW = frozenset((1205, 1317, 1969, 3024))
LOST = frozenset((2006, 2013, 2014, 2055))
OFFSET = re.compile(r"[+-]\d\d:\d\d")
Row = dict[str, Any]
Ask = Callable[[str], Any]


class Client:
    """One session. Questions are asked one after the other, each wholly read or given up."""

    def __init__(self, target: Target, offset: str = "+00:00") -> None:
        self._options: Options = target.options
        self._where = f"{self._options.host}:{self._options.port}"
        self._connection = self._connect(target)
        for statement in self._settings(offset):
            for _ in self.ask(statement):
                pass

    def ask(self, question: str) -> Iterator[Row]:
        """The rows of a SELECT, a batch at a time.

        Raises:
            GapError: with the reason; its message names neither values nor the server's words.
        """
        library = _library()
        try:
            with self._connection.cursor() as cursor:
                cursor.execute(question)
                while batch := cursor.fetchmany(BATCH):
                    yield from map(_plain, batch)
        except (library.Error, OSError) as error:
            raise self._gap(error) from None
        except UnicodeDecodeError:
            text = f"{self._where}: a text is not valid in its character set"
            zh = f"{self._where}:文本的编码无效"
            raise GapError(GapReason.INVALID, text, None, zh) from None

    def close(self) -> None:
        """End the session, also one that is already broken."""
        with suppress(_library().Error, OSError):
            self._connection.close()

    def _settings(self, offset: str) -> tuple[str, ...]:
        """Read-only, and a limit that the server keeps itself; not everywhere is it known."""
        seconds = self._options.timeout
        limit = f"SET SESSION max_execution_time = {int(seconds * 1000)}"
        if "mariadb" in self._connection.server_version.lower():
            limit = f"SET SESSION max_statement_time = {seconds:g}"
        return (
            "SET SESSION TRANSACTION READ ONLY",
            limit,
            f"SET SESSION lock_wait_timeout = {max(1, int(seconds))}",
            f"SET SESSION time_zone = '{offset if OFFSET.fullmatch(offset) else '+00:00'}'",
            "SET SESSION sql_mode = ''",
            "SELECT 1",  # the first that an expired password does not allow
        )

    def _connect(self, target: Target) -> Any:
        library = _library()
        options = self._options
        secret = read_secret(options.password, target.base) if options.password else ""
        place: dict[str, Any] = {"host": options.host, "port": options.port}
        try:
            return library.connect(
                **({"unix_socket": options.host} if options.local else place),
                user=options.user,
                password=secret,
                ssl=tls_context(options, target),
                ssl_disabled=options.local or options.tls == "off",
                charset="utf8mb4",
                autocommit=True,
                local_infile=False,
                connect_timeout=CONNECT_SECONDS,
                read_timeout=options.timeout + GRACE,
                write_timeout=options.timeout + GRACE,
                program_name="auditor",
                cursorclass=library.cursors.SSDictCursor,
            )
        except (library.Error, OSError, RuntimeError) as error:
            raise refusal(error, self._where, options) from None

    def _gap(self, error: Exception) -> GapError:
        code, where, user = code_of(error), self._where, self._options.user
        if code in SLOW or "timed out" in str(error):
            return slow(where, self._options.timeout)
        if code in REFUSED:  # as an expired password is, at the first statement
            return refusal(error, where, self._options)
        if code in LACKING:
            text = f"{where}: account {user} lacks a right"
            return GapError(GapReason.DENIED, text, None, f"{where}:账号 {user} 缺少权限")
        if code in MISSING:
            text = f"{where}: there is no such table or column"
            return GapError(GapReason.ABSENT, text, None, f"{where}:没有该表或列")
        if code in LOST or isinstance(error, OSError) or not self._connection.open:
            text = f"{where}: the connection was lost"
            return GapError(GapReason.UNREACHABLE, text, None, f"{where}:连接中断")
        text = f"{where}: the question failed with error {code}"
        return GapError(GapReason.INVALID, text, None, f"{where}:查询失败,错误 {code}")


def tls_context(options: Options, target: Target) -> ssl.SSLContext | None:
    """How the server is verified; files are relative to the configuration.

    Raises:
        GapError: a file of the options cannot be used.
    """
    if options.local or options.tls == "off":
        return None
    try:
        context = ssl.create_default_context(
            cafile=str(target.base / options.ca) if options.ca else None
        )
        if options.certificate:
            key = str(target.base / options.key) if options.key else None
            context.load_cert_chain(str(target.base / options.certificate), key)
    except OSError:  # ssl.SSLError is one
        text = "ca, certificate or key: the file is not there or holds no such thing"
        zh = "ca、certificate 或 key:文件不存在或内容不符"
        raise GapError(GapReason.ABSENT, text, None, zh) from None
    if options.tls == "unverified":
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def refusal(error: Exception, where: str, options: Options) -> GapError:
    """Why there is no session. The server's text is looked at and never shown."""
    text, code = str(error).lower(), code_of(error)
    if "timed out" in text:
        return slow(where, CONNECT_SECONDS)
    if code in REFUSED:
        message = (
            f"{where}: account {options.user} is not let in: it needs a line for this host in "
            "mysql.user, its password, neither locked nor expired, and TLS where it is required"
        )
        zh = f"{where}:账号 {options.user} 无法登录,需要允许本机的账号、正确密码、未锁定未过期"
        return GapError(GapReason.DENIED, message, None, zh)
    if isinstance(error, RuntimeError) or code == 2059:
        message = f"{where}: how account {options.user} logs in is not supported"
        zh = f"{where}:不支持账号 {options.user} 的认证方式"
        return GapError(GapReason.INVALID, message, None, zh)
    if code == 2026 or "certificate" in text or "ssl" in text:
        message = f"{where}: the certificate does not verify, or the server offers no TLS"
        zh = f"{where}:证书校验失败,或服务器未启用 TLS"
        return GapError(GapReason.UNREACHABLE, message, None, zh)
    message = f"{where}: the server cannot be reached"
    return GapError(GapReason.UNREACHABLE, message, None, f"{where}:无法连接服务器")


def slow(where: str, seconds: float) -> GapError:
    """The gap of a server that does not answer in time."""
    text, zh = f"{where}: no answer within {seconds:g} s", f"{where}:{seconds:g} 秒内没有应答"
    return GapError(GapReason.TIMEOUT, text, None, zh)


def code_of(error: Exception) -> int:
    """The number of an error of the server or of the library; 0 for none."""
    first = error.args[0] if error.args else 0
    return first if isinstance(first, int) else 0


def _plain(row: Row) -> Row:
    return {
        name: value.decode("utf-8") if isinstance(value, bytes) else value
        for name, value in row.items()
    }


def _library() -> Any:
    try:
        import pymysql  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        message = "the client library is missing: pip install 'auditor[mysql]'"
        zh = "缺少客户端库:pip install 'auditor[mysql]'"
        raise GapError(GapReason.ABSENT, message, None, zh) from None
    return pymysql
