"""opa-python-client, with what its defaults leave open set deliberately.

Its defaults are a timeout of 1.5 s, TLS off, and silent rewriting of policies it deems old; input
here is JSON text already, which it would parse and write again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import orjson
import requests
from opa_client.errors import RegoParseError
from opa_client.opa import OpaClient

from auditor.api import ConfigError, EngineError, Location, PolicyError
from auditor.engines.interface import Module, OpaSettings

CONNECT_SECONDS = 5.0
HEALTH_SECONDS = 5.0
STRICT = "strict-builtin-errors=true"
"""A builtin error is an error, as in the embedded engine, not a value that is not there."""


class UnreachableError(EngineError):
    """The server does not answer; it makes no sense to ask again."""


@dataclass(frozen=True, slots=True)
class Address:
    """Parts of a server's URL."""

    host: str
    port: int
    tls: bool
    path: str

    @classmethod
    def parse(cls, url: str) -> Address:
        """Read `http(s)://host[:port][/path]`.

        Raises:
            ConfigError: not such a URL, or one with a user name.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            hint = "such as https://opa.example:8181; the token goes to --opa-token"
            raise ConfigError("--opa-url: not an http or https URL", hint=hint)
        port = parts.port or (443 if parts.scheme == "https" else 8181)
        return cls(parts.hostname, port, parts.scheme == "https", parts.path.rstrip("/"))


class Client(OpaClient):  # type: ignore[misc]
    """A client of one server."""

    def __init__(self, settings: OpaSettings, timeout: float) -> None:
        address = Address.parse(settings.url)
        certificate = (settings.certificate, settings.key or settings.certificate)
        super().__init__(
            host=address.host,
            port=address.port,
            ssl=address.tls,
            cert=certificate if settings.certificate else None,
            token=settings.token or None,
            retries=2,
            timeout=(CONNECT_SECONDS, timeout),
        )
        scheme = "https" if address.tls else "http"
        self.base = f"{scheme}://{address.host}:{address.port}{address.path}"
        self.root_url = f"{self.base}/v1"
        self._session.trust_env = False
        if settings.authority:
            self._session.verify = settings.authority

    def push(self, module: Module, at: str) -> None:
        """Upload one policy.

        Raises:
            PolicyError: OPA refuses it.
            UnreachableError: no answer, or an answer that is not OPA's.
        """
        try:
            self.update_policy_from_string(module.text, at, rego_compat=False)
        except RegoParseError as error:
            text = str(error).strip().splitlines()
            place = Location(module.name)
            raise PolicyError(
                f"OPA refuses this policy: {text[-1] if text else ''}", place
            ) from None
        except (requests.RequestException, ValueError, KeyError) as error:
            raise UnreachableError(f"engine unreachable: {type(error).__name__}") from None

    def put_data(self, document: dict[str, Any], at: str) -> None:
        """Upload a data document; raises like `push`."""
        try:
            self.update_or_create_data(document, at)
        except Exception as error:
            raise UnreachableError(f"engine unreachable: {type(error).__name__}") from None

    def evaluate(self, path: str, document: bytes) -> Any:
        """The value of a path under `data` for an input given as JSON text.

        Raises:
            UnreachableError: the connection failed or the server is not well.
            EngineError: OPA could not evaluate this.
        """
        body = b'{"input":' + document + b"}"
        url = f"{self.root_url}/data/{path}?{STRICT}"
        headers = {"Content-Type": "application/json"}
        try:
            reply = self._session.post(url, data=body, headers=headers, timeout=self.timeout)
        except requests.Timeout:
            if self.healthy():
                raise EngineError(f"no answer within {self.timeout[1]:g} s") from None
            raise UnreachableError("engine unreachable: timeout") from None
        except requests.RequestException as error:
            raise UnreachableError(f"engine unreachable: {type(error).__name__}") from None
        return _value(reply)

    def healthy(self) -> bool:
        """The server answers its health check in time."""
        try:
            reply = self._session.get(f"{self.base}/health", timeout=HEALTH_SECONDS)
        except requests.RequestException:
            return False
        return bool(reply.status_code == requests.codes.ok)

    def remove(self, policies: list[str], data: str) -> None:
        """Take back what was uploaded; what is gone already is no error."""
        for at in policies:
            self._session.delete(f"{self.root_url}/policies/{at}", timeout=CONNECT_SECONDS)
        self._session.delete(f"{self.root_url}/data/{data}", timeout=CONNECT_SECONDS)

    def policies(self) -> list[str]:
        """Ids of all policies on the server."""
        reply = self._session.get(f"{self.root_url}/policies", timeout=CONNECT_SECONDS)
        return [policy["id"] for policy in reply.json().get("result", [])]


def _value(reply: requests.Response) -> Any:
    try:
        document = orjson.loads(reply.content)
    except ValueError:
        raise UnreachableError(f"engine unreachable: HTTP {reply.status_code}") from None
    if reply.status_code != requests.codes.ok:
        raise EngineError(_why(document, reply.status_code))
    if not isinstance(document, dict) or "result" not in document:
        raise EngineError("undefined: the rules have no value on this server")
    return document["result"]


def _why(document: Any, status: int) -> str:
    """OPA's own words on an error: its first cause, else its message."""
    if not isinstance(document, dict):
        return f"HTTP {status}"
    causes = document.get("errors") or [document]
    return f"HTTP {status}: {causes[0].get('message', document.get('message', ''))}"
