"""A bundle from an https address: certificate verified, within a time and a size."""

from __future__ import annotations

import time
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from auditor.api import Location, PolicyError
from auditor.core.bundles.archive import MAX_PACKED

CONNECT, READ, WHOLE = 5.0, 20.0, 60.0
"""Seconds to connect, to the next byte, and for the whole download."""
REDIRECTS = 5
CHUNK = 1 << 16


def shown_url(url: str) -> str:
    """The address as messages and reports show it: no user, no password, no query."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"


def fetch(url: str) -> bytes:
    """Download a bundle. Redirects are followed to https addresses only.

    Raises:
        PolicyError: not https, not trusted, not answered in time, an error status, too large.
    """
    deadline = time.monotonic() + WHOLE
    for _ in range(REDIRECTS + 1):
        _must_be_https(url)
        try:
            with requests.get(
                url,
                timeout=(CONNECT, READ),
                stream=True,
                allow_redirects=False,
                headers={"Accept-Encoding": "identity", "User-Agent": "auditor"},
            ) as response:
                if not response.is_redirect:
                    return _body(response, shown_url(url), deadline)
                url = urljoin(url, response.headers["location"])
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            raise _unreachable(error, url) from None
    raise PolicyError(f"more than {REDIRECTS} redirects", Location(shown_url(url)))


def _must_be_https(url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme == "https" and parts.hostname and not parts.username
        _ = parts.port
    except ValueError:
        raise PolicyError("a source of policies is no valid address") from None
    if not usable:
        hint = "bundles are fetched from https addresses only, without a user name in them"
        raise PolicyError("not an https address", Location(shown_url(url)), hint)


def _body(response: requests.Response, shown: str, deadline: float) -> bytes:
    if response.status_code != requests.codes.ok:
        raise PolicyError(f"the server answered {response.status_code}", Location(shown))
    received = bytearray()
    while chunk := response.raw.read1(CHUNK, decode_content=False):
        received += chunk
        if len(received) > MAX_PACKED:
            raise PolicyError(f"larger than {MAX_PACKED >> 20} MiB", Location(shown))
        if time.monotonic() > deadline:
            raise PolicyError(f"not downloaded within {WHOLE:.0f} s", Location(shown))
    return bytes(received)


def _unreachable(error: Exception, url: str) -> PolicyError:
    """What went wrong, in words; the library's own text may hold the whole address."""
    if isinstance(error, requests.exceptions.SSLError):
        hint = "REQUESTS_CA_BUNDLE names a file of authorities to trust"
        return PolicyError("no trusted TLS connection", Location(shown_url(url)), hint)
    late = isinstance(error, requests.Timeout | urllib3.exceptions.TimeoutError)
    what = "no answer in time" if late else f"cannot be fetched: {type(error).__name__}"
    return PolicyError(what, Location(shown_url(url)))
