"""Whose clock a backup bears: the store's where it tells one, and times that cannot be."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from auditor.api import Probe, Target, probes
from auditor_plugins.backup.snapshots import Snapshot

SECONDS = 10.0
"""How long a store may take to tell its time."""


def clock(target: Target, found: Sequence[Snapshot], now: datetime) -> Iterator[Probe]:
    """The difference to the store's clock, where it is reached over HTTP, and snapshots that are
    dated in the future. What cannot be told is said, and is not fine.
    """
    ahead = round(max(((one.at - now).total_seconds() for one in found), default=0))
    if ahead > probes.LARGEST_SKEW:
        en = f"a snapshot is dated {ahead} s in the future: a clock is wrong, or it is no backup"
        yield Probe("clock", False, en, f"有快照的时间在未来 {ahead} 秒:时钟有误,或并非真实备份")
    told = _store_time(target)
    if told:
        yield probes.clock(told, now)
    elif ahead <= probes.LARGEST_SKEW:
        why = "snapshots bear the times of the hosts that made them"
        yield probes.unknown("clock", why, "快照时间取自制作它的主机")


def _store_time(target: Target) -> datetime | None:
    """The Date header (RFC 9110, 6.6.1) of any answer, also of a refusal: no secret is sent."""
    url = _url(target.options.repository or "")
    if url is None or "HTTPS_PROXY" in target.options.environment:
        return None
    with suppress(OSError, HTTPException, ValueError):
        connection = _connection(url, target)
        try:
            connection.request("HEAD", "/")
            return probes.http_date(connection.getresponse().headers["Date"])
        finally:
            connection.close()
    return None


def _url(repository: str) -> SplitResult | None:
    scheme, _, rest = repository.partition(":")
    if scheme == "s3" and "://" not in rest:
        rest = f"https://{rest}"
    if scheme not in ("s3", "rest") or not rest.startswith(("http://", "https://")):
        return None
    with suppress(ValueError):
        return urlsplit(rest)
    return None


def _connection(url: SplitResult, target: Target) -> HTTPConnection:
    host = url.hostname or ""
    if url.scheme == "http":
        return HTTPConnection(host, url.port, timeout=SECONDS)
    ca = target.options.ca
    context = ssl.create_default_context(cafile=str(target.base / ca) if ca else None)
    return HTTPSConnection(host, url.port, timeout=SECONDS, context=context)
