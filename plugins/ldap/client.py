"""The connection: binding, paged searches and comparisons, and errors as gaps."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from auditor.api import GapError, GapReason, Target, read_secret
from auditor_plugins.ldap.failures import as_gap, ended
from auditor_plugins.ldap.options import Options
from auditor_plugins.ldap.search import PAGE, Ask
from auditor_plugins.ldap.values import sid

PAGED = "1.2.840.113556.1.4.319"
SID = "objectsid"


@contextmanager
def opened(target: Target) -> Iterator[Ask]:
    """A bound connection as a function to ask; it is closed at the end.

    Raises:
        GapError: unreachable, timeout, denied, or the client library is not installed.
    """
    try:
        import ldap3  # noqa: PLC0415 - an extra
    except ImportError:
        text = "the package `ldap3` is not installed: pip install 'auditor[ldap]'"
        text_zh = "未安装 ldap3 软件包:pip install 'auditor[ldap]'"
        raise GapError(GapReason.ABSENT, text, None, text_zh) from None
    options: Options = target.options
    secret = read_secret(options.password, target.base) if options.password else None
    connection = _connection(ldap3, target, secret)
    try:
        _bind(ldap3, connection, options)
        yield _Client(connection, options).ask
    finally:
        with suppress(Exception):
            connection.unbind()


def _connection(ldap3: Any, target: Target, secret: str | None) -> Any:
    options: Options = target.options
    try:
        tls = None if options.tls == "none" else ldap3.Tls(**_tls(target))
        server = ldap3.Server(
            options.url.rstrip("/"),
            get_info=ldap3.NONE,
            connect_timeout=options.timeout,
            tls=tls,
        )
    except ldap3.core.exceptions.LDAPExceptionError:
        text = "the address or the file of `ca` cannot be used"
        raise GapError(GapReason.INVALID, text, None, "地址或 ca 文件无法使用") from None
    return ldap3.Connection(
        server,
        user=options.bind_dn,
        password=secret,
        read_only=True,
        auto_referrals=False,
        auto_range=True,
        raise_exceptions=True,
        check_names=False,
        return_empty_attributes=False,
        receive_timeout=options.timeout,
    )


def _tls(target: Target) -> dict[str, Any]:
    options: Options = target.options
    verified = ssl.CERT_REQUIRED if options.tls == "verified" else ssl.CERT_NONE
    ca = str(target.base / options.ca) if options.ca else None
    return {"validate": verified, "ca_certs_file": ca}


def _bind(ldap3: Any, connection: Any, options: Options) -> None:
    try:
        connection.open(read_server_info=False)
        if options.tls != "none" and options.url.startswith("ldap:"):
            connection.start_tls(read_server_info=False)
        connection.bind(read_server_info=False)
    except (ldap3.core.exceptions.LDAPException, OSError) as error:
        raise as_gap(error, options) from None


class _Client:
    """Answers questions; it remembers where each paged search stands."""

    def __init__(self, connection: Any, options: Options) -> None:
        self._connection, self._options = connection, options
        self._cookies: dict[str, bytes] = {}
        self._ended: dict[str, GapError] = {}

    def ask(self, question: str) -> Any:
        """The answer as JSON values.

        Raises:
            GapError: the server refuses, hangs or is gone.
        """
        from ldap3.core.exceptions import LDAPException  # noqa: PLC0415 - an extra

        asked = json.loads(question)
        try:
            return self._compare(asked) if "compare" in asked else self._search(asked)
        except (LDAPException, OSError) as error:
            raise as_gap(error, self._options) from None

    def _search(self, asked: dict[str, Any]) -> dict[str, Any]:
        from ldap3.core.exceptions import LDAPNoSuchObjectResult  # noqa: PLC0415 - an extra

        key = json.dumps([asked["search"], asked["filter"], asked.get("names_only")])
        if asked["page"] and key in self._ended:
            raise self._ended.pop(key)
        cookie = self._cookies.pop(key, None) if asked["page"] else None
        try:
            self._connection.search(
                asked["search"],
                asked["filter"],
                "BASE" if asked["scope"] == "base" else "SUBTREE",
                attributes=asked["attributes"],
                types_only=bool(asked.get("names_only")),
                paged_size=None if asked["scope"] == "base" else PAGE,
                paged_cookie=cookie,
                time_limit=self._options.timeout,
            )
        except LDAPNoSuchObjectResult:
            return {"entries": [], "more": False}
        result = self._connection.result
        cookie = (result.get("controls") or {}).get(PAGED, {}).get("value", {}).get("cookie")
        if cookie:
            self._cookies[key] = cookie
        early = ended(result["result"], self._options)
        if early:
            self._ended[key] = early
        found = [_entry(one) for one in self._connection.response if "raw_attributes" in one]
        return {"entries": found, "more": bool(cookie or early)}

    def _compare(self, asked: dict[str, Any]) -> bool:
        from ldap3.core import exceptions  # noqa: PLC0415 - an extra

        try:
            self._connection.compare(asked["compare"], asked["attribute"], asked["value"])
        except (
            exceptions.LDAPNoSuchAttributeResult,
            exceptions.LDAPInappropriateMatchingResult,
            exceptions.LDAPUndefinedAttributeTypeResult,
            exceptions.LDAPInvalidAttributeSyntaxResult,
        ):
            return True
        except (
            exceptions.LDAPInsufficientAccessRightsResult,
            exceptions.LDAPNoSuchObjectResult,
        ):
            return False
        return True


def _entry(one: dict[str, Any]) -> list[Any]:
    values = {
        name: [_text(name, value) for value in given or ()]
        for name, given in one["raw_attributes"].items()
    }
    return [one["dn"], values]


def _text(name: str, value: bytes) -> str:
    return sid(value) if name.lower() == SID else value.decode("utf-8", "replace")
