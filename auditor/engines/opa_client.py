"""opa-python-client, as this project uses it.

Its defaults are a timeout of 1.5 s between bytes, TLS off, the proxy, netrc and redirects that the
environment or the server name, and silent rewriting of policies it deems old. Input here is JSON
text already, which it would parse and write again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import orjson
import requests
from opa_client.opa import OpaClient

from auditor.api import EngineError, Location, PolicyError
from auditor.engines.interface import Module, OpaSettings
from auditor.engines.opa_session import Address, Session, UnreachableError, certificate

HEALTH_SECONDS = 5.0
REMOVE_SECONDS = 10.0
STRICT = "strict-builtin-errors=true"
"""A builtin error is an error, as in the embedded engine, not a value that is not there."""
REFUSED = "invalid_parameter"
FAULTS = ("internal_error", "evaluation_error", REFUSED)
"""Codes of OPA's REST API for a rule that cannot be evaluated."""
RUN = re.compile(r"auditor_run_(\d+)_[0-9a-f]+[./]")
"""The prefix of a run: its age, and what is of no interest to a reader."""
QUOTED = re.compile(r'"(?:\\.|[^"\\])*"')


class Client(OpaClient):  # type: ignore[misc]
    """A client of one server. `seconds` is the time for one evaluation; `names` says which policy
    a file of the server is.
    """

    def __init__(self, settings: OpaSettings, seconds: float) -> None:
        address = Address.parse(settings.url)
        super().__init__(
            host=address.host,
            port=address.port,
            ssl=address.tls,
            cert=certificate(settings),
            token=settings.token or None,
            timeout=seconds,
        )
        self.names: dict[str, str] = {}
        self.base = f"{self.schema}{address.host}:{address.port}{address.path}"
        self.root_url = f"{self.base}/v1"
        if settings.authority:
            self._session.verify = settings.authority

    def _init_session(self) -> Session:
        session = Session(self.timeout)
        session.headers.update(self.headers or {})
        session.cert = self.cert
        return session

    def push(self, module: Module, at: str) -> None:
        """Upload one policy.

        Raises:
            PolicyError: OPA refuses it.
            UnreachableError: no answer, or an answer that is not OPA's.
        """
        url = f"{self.root_url}/policies/{quote(at)}"
        headers = {"Content-Type": "text/plain"}
        reply = self._put(url, data=module.text.encode(), headers=headers)
        document = _document(reply)
        if document.get("code") == REFUSED:
            cause = _cause(document)
            place = Location(module.name, cause["location"].get("row"))
            why = RUN.sub("", str(cause.get("message", "")))
            raise PolicyError(f"OPA refuses this policy: {why}", place)
        _expect(reply, HTTPStatus.OK)

    def put_data(self, document: str, at: str) -> None:
        """Upload a data document, given as JSON text; raises like `push`."""
        headers = {"Content-Type": "application/json"}
        url = f"{self.root_url}/data/{at}"
        reply = self._put(url, data=document.encode(), headers=headers)
        _expect(reply, HTTPStatus.NO_CONTENT)

    def _put(self, url: str, **given: Any) -> requests.Response:
        try:
            reply: requests.Response = self._session.put(url, **given)
        except requests.Timeout:
            raise UnreachableError("timeout") from None
        return reply

    def evaluate(self, path: str, document: bytes) -> Any:
        """The value of a path under `data` for an input given as JSON text.

        Raises:
            UnreachableError: the connection failed or the server is not well.
            EngineError: OPA could not evaluate this.
        """
        url = f"{self.root_url}/data/{path}?{STRICT}"
        headers = {"Content-Type": "application/json"}
        try:
            body = b'{"input":' + document + b"}"
            reply = self._session.post(url, data=body, headers=headers)
        except requests.Timeout:
            if self.healthy():
                raise EngineError(f"no answer within {self.timeout:g} s") from None
            raise UnreachableError("timeout") from None
        return _value(reply, self.names)

    def healthy(self) -> bool:
        """The server answers its health check in time."""
        try:
            reply = self._session.get(f"{self.base}/health", seconds=HEALTH_SECONDS)
        except (requests.RequestException, UnreachableError):
            return False
        return bool(reply.status_code == HTTPStatus.OK)

    def policies(self) -> list[str]:
        """Ids of all policies on the server."""
        reply = self._session.get(f"{self.root_url}/policies")
        _expect(reply, HTTPStatus.OK)
        return [str(policy["id"]) for policy in _document(reply)["result"]]

    def remove(self, what: str) -> None:
        """Take back `policies/<id>` or `data/<path>`; what is gone already is no error.

        Raises:
            UnreachableError: it may still be there.
        """
        try:
            reply = self._session.delete(f"{self.root_url}/{quote(what)}", seconds=REMOVE_SECONDS)
        except requests.Timeout:
            raise UnreachableError("timeout") from None
        if reply.status_code != HTTPStatus.NOT_FOUND:
            _expect(reply, HTTPStatus.OK, HTTPStatus.NO_CONTENT)


def _expect(reply: requests.Response, *codes: int) -> None:
    if reply.status_code not in codes:
        raise UnreachableError(f"HTTP {reply.status_code}{_told(reply)}")


def _told(reply: requests.Response) -> str:
    message = _document(reply).get("message")
    return f": {_discreet(message)}" if isinstance(message, str) else ""


def _discreet(message: Any) -> str:
    """A message without what it quotes, which may be evidence."""
    return RUN.sub("", QUOTED.sub('"…"', str(message)))


def _document(reply: requests.Response) -> dict[str, Any]:
    try:
        document = orjson.loads(reply.content)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _value(reply: requests.Response, names: Mapping[str, str]) -> Any:
    document = _document(reply)
    if reply.status_code == HTTPStatus.OK and "result" in document:
        return document["result"]
    if reply.status_code == HTTPStatus.OK and not document.keys() - {"warning"}:
        raise UnreachableError("the server no longer holds this run's policies")
    if document.get("code") not in FAULTS:
        raise UnreachableError(f"HTTP {reply.status_code}")
    raise EngineError(_why(document, names))


def _why(document: dict[str, Any], names: Mapping[str, str]) -> str:
    """OPA's own words, without the values that it quotes, and where in which policy."""
    cause = _cause(document)
    place = cause["location"]
    message = _discreet(cause.get("message", ""))
    file = names.get(str(place.get("file")))
    return f"{file}:{place.get('row', 1)}: {message}" if file else message


def _cause(document: dict[str, Any]) -> dict[str, Any]:
    causes = document.get("errors")
    cause = causes[0] if isinstance(causes, list) and causes else document
    cause = cause if isinstance(cause, dict) else {}
    return cause if isinstance(cause.get("location"), dict) else {**cause, "location": {}}
