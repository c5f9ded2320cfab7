"""Connections to an OPA server, with everything that a connection leaves open set deliberately."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from auditor.api import ConfigError, EngineError
from auditor.engines.interface import OpaSettings
from auditor.engines.lifetime import within

CONNECT_SECONDS = 5.0
ANSWER_BYTES = 1 << 30
RETRY = Retry(
    total=3, connect=2, read=0, redirect=0, status=2, other=0,
    status_forcelist=(429, 502, 503, 504), allowed_methods=None, backoff_factor=0.2,
    raise_on_status=False, respect_retry_after_header=False,
)  # fmt: skip
"""Every request here may be repeated (none adds up), but not one that took too long already, nor
500, which is how OPA says that a rule cannot be evaluated."""


class UnreachableError(EngineError):
    """The server does not answer as OPA does; it makes no sense to ask again. `final`: nor will
    it in a moment.
    """

    def __init__(self, why: str, *, final: bool = False) -> None:
        super().__init__(f"engine unreachable: {why}")
        self.final = final


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
            ConfigError: not such a URL, or one with a user name, query or fragment.
        """
        try:
            parts = urlsplit(url)
            port = parts.port or (443 if parts.scheme == "https" else 8181)
        except ValueError:
            parts, port = urlsplit(""), 0
        known = parts.scheme in ("http", "https") and parts.hostname
        if not known or parts.username is not None or parts.query or parts.fragment:
            hint = "such as https://opa.example:8181; the token goes to --opa-token"
            raise ConfigError("--opa-url: not an http or https URL", hint=hint)
        host = str(parts.hostname)
        host = f"[{host}]" if ":" in host else host
        return cls(host, port, parts.scheme == "https", parts.path.rstrip("/"))


class Session(requests.Session):
    """A session in which no request takes longer than its time, however slowly bytes drip in."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds
        self.trust_env = False
        self.max_redirects = 0
        self.mount("http://", HTTPAdapter(max_retries=RETRY))
        self.mount("https://", HTTPAdapter(max_retries=RETRY))

    def request(self, *args: Any, **given: Any) -> requests.Response:
        """Send a request; a connection that broke is opened once more.

        Raises:
            UnreachableError: no answer, or one that no OPA gives.
            requests.Timeout: none in time.
        """
        seconds = given.pop("seconds", self.seconds)
        given |= {"timeout": (min(CONNECT_SECONDS, seconds), seconds), "stream": True}
        try:
            reply = within(seconds, lambda: self._twice(*args, **given))
        except TimeoutError:
            raise requests.Timeout from None
        except requests.Timeout:
            raise
        except (requests.RequestException, OSError, ValueError) as error:
            final = isinstance(error, requests.exceptions.SSLError | requests.TooManyRedirects)
            raise UnreachableError(_reason(error), final=final) from None
        if reply.status_code in (401, 403):
            why = f"HTTP {reply.status_code}; see --opa-token and --opa-cert"
            raise UnreachableError(why, final=True)
        return reply

    def _twice(self, *args: Any, **given: Any) -> requests.Response:
        try:
            return _limited(super().request(*args, **given))
        except (requests.Timeout, requests.exceptions.SSLError):
            raise
        except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError):
            return _limited(super().request(*args, **given))


def _limited(reply: requests.Response) -> requests.Response:
    """The reply with its content read, up to a size that only garbage has."""
    content = bytearray()
    for part in reply.iter_content(1 << 16):
        content += part
        if len(content) > ANSWER_BYTES:
            reply.close()
            raise ValueError
    reply._content = bytes(content)  # what `content` holds when requests has read it itself
    return reply


def _reason(error: Exception) -> str:
    if isinstance(error, requests.exceptions.SSLError):
        return "TLS: the certificate is not accepted; see --opa-ca and --opa-cert"
    return type(error).__name__


def certificate(settings: OpaSettings) -> tuple[str, str] | None:
    """The client's certificate and key, after a look at all files: requests would fail late and
    without a name.

    Raises:
        ConfigError: a file cannot be used.
    """
    context = ssl.create_default_context()
    key = settings.key or settings.certificate
    try:
        option = "--opa-ca"
        if settings.authority:
            context.load_verify_locations(settings.authority)
        option = "--opa-cert, --opa-key"
        if key:
            context.load_cert_chain(settings.certificate, key)
    except (OSError, ValueError):
        raise ConfigError(f"{option}: no such PEM file, or not one that fits") from None
    return (settings.certificate, key) if key else None
