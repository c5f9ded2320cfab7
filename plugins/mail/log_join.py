"""Lines of Postfix's log joined to messages: who sent, to whom, with which TLS, and how it ended.

A delivery and the TLS session that it used are logged by the same process, so a session counts for
the deliveries of that process until it takes up another message, or the same one again. Memory
holds the messages that are in the queue, and what the last processes did.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

LINE = re.compile(
    rb"(?:<\d+>)?(?:\d )?([A-Z]\w\w [ \d]\d \S{8}|\d{4}-\S+) \S+ "
    rb"((?:[^\s/\[]+/)+(smtpd?|lmtp|[on]?qmgr|pickup|local|virtual|pipe|discard|error|retry|bounce"
    rb"|cleanup))"
    rb"\[(\d+)\]: (?:\[ID [^\]]*\] )?(?:([0-9A-Za-z]{6,25}): )?"
    rb"((to=<|from=<|client=|uid=|removed|Cannot start TLS|(?:info|warning): header "
    rb"|\w+ TLS connection ).*)"
)
TLS = re.compile(rb"\w+ TLS connection (?:established|reused) to ([^ ]+): (TLSv1(?:\.\d)?|SSLv3)")
FROM = re.compile(rb'from=<((?:"[^"]*"|[^>"])*)>')
TO = re.compile(
    rb'to=<((?:"[^"]*"|[^>"])*)>, (?:orig_to=<(?:"[^"]*"|[^>"])*>, )?'
    rb"relay=([^ ]+?), (?:conn_use=\d+, )?delay=.*?"
    rb"status=(sent|deferred|bounced|expired)\b"
)
HEADER = re.compile(rb"\w+: header ([\w-]+): *(.*?) from \S+; from=<")
ACCOUNT = re.compile(rb"sasl_username=([^,\s]+)")
VERSIONS = {b"SSLv3": "ssl3", b"TLSv1": "1.0", b"TLSv1.1": "1.1", b"TLSv1.2": "1.2",
            b"TLSv1.3": "1.3"}  # fmt: skip
STATES = {b"sent": "sent", b"deferred": "deferred", b"bounced": "bounced", b"expired": "bounced"}
CLIENTS = {b"smtp", b"lmtp"}
PROCESSES = 10_000
"""Processes whose last session is remembered."""


@dataclass(slots=True)
class Delivery:
    """The last that was logged of a message to one recipient."""

    at: bytes
    agent: bytes
    relay: bytes
    status: str
    tls: str | None
    place: tuple[int, int]


@dataclass(slots=True)
class Message:
    """A message in the queue. `turn` counts how often it was taken up."""

    sender: bytes | None = None
    account: bytes | None = None
    client: bool = False
    turn: int = 0
    headers: dict[bytes, bytes] = field(default_factory=dict)
    to: dict[bytes, Delivery] = field(default_factory=dict)


@dataclass(slots=True)
class Process:
    """What a delivery agent does: its message, the sessions for it, and those since."""

    busy: tuple[bytes, int] = (b"", 0)
    used: dict[bytes, str] = field(default_factory=dict)
    fresh: dict[bytes, str] = field(default_factory=dict)


Joined = tuple[bytes, Message]


class Joiner:
    """Feed it lines; it gives back messages that are done."""

    def __init__(self, tls_logged: bool, max_open: int) -> None:
        self._logged, self._limit = tls_logged, max_open
        self._shown: set[bytes] = set()
        self._open: OrderedDict[bytes, Message] = OrderedDict()
        self._processes: OrderedDict[tuple[bytes, bytes], Process] = OrderedDict()
        self.lines = self.dropped = 0

    def feed(self, line: bytes, place: tuple[int, int]) -> Iterable[Joined]:
        """Take a line; `place` is the number of its file and its own."""
        match = LINE.match(line)
        if match is None:
            return ()
        at, tag, agent, pid, name, text, word = match.groups()
        self.lines += 1
        if word == b"to=<":
            return self._deliver(name, text, (at, tag, agent, pid), place) if name else ()
        if word.endswith((b"TLS", b"connection ")):
            self._session(tag, agent, pid, text)
        elif name and word.endswith(b"header "):
            return self._tagged(name, text)
        elif name and agent.endswith(b"qmgr"):
            return self._managed(name, text)
        elif name:
            return self._enter(name, match)
        return ()

    def rest(self) -> Iterator[Joined]:
        """The messages that are still in the queue at the end of the log."""
        while self._open:
            yield self._open.popitem(last=False)

    def _session(self, tag: bytes, agent: bytes, pid: bytes, text: bytes) -> None:
        """A session for deliveries; those of smtpd are of mail that comes in."""
        found = TLS.match(text) if agent in CLIENTS else None
        if found:
            self._shown.add(tag)
            self._process(tag, pid).fresh[found.group(1)] = VERSIONS.get(found.group(2), "none")
        elif agent in CLIENTS and text.startswith(b"Cannot"):
            process = self._process(tag, pid)
            process.used, process.fresh = {}, {}

    def _process(self, tag: bytes, pid: bytes) -> Process:
        process = self._processes.get((tag, pid))
        if process is None:
            process = self._processes[tag, pid] = Process()
            if len(self._processes) > PROCESSES:
                self._processes.popitem(last=False)
        return process

    def _enter(self, name: bytes, match: re.Match[bytes]) -> Iterable[Joined]:
        """A new message; an older one of the same name is done, its end was not logged."""
        agent, text, word = match.group(3, 6, 7)
        if word not in (b"client=", b"uid="):
            return ()
        old = self._open.pop(name, None)
        message, done = self._message(name)
        message.client = agent == b"smtpd"
        account = ACCOUNT.search(text)
        message.account = account.group(1) if account else None
        return (*done, (name, old)) if old else done

    def _managed(self, name: bytes, text: bytes) -> Iterable[Joined]:
        if text.startswith(b"removed"):
            old = self._open.pop(name, None)
            return ((name, old),) if old else ()
        sender = FROM.match(text)
        if sender is None:
            return ()
        message, done = self._message(name)
        message.sender, message.turn = sender.group(1), message.turn + 1
        if b"status=expired" in text:
            for one in message.to.values():
                one.status = "bounced" if one.status == "deferred" else one.status
        return done

    def _tagged(self, name: bytes, text: bytes) -> Iterable[Joined]:
        """A header that header_checks(5) logs with INFO or WARN."""
        found = HEADER.match(text)
        if found is None:
            return ()
        message, done = self._message(name)
        message.headers[found.group(1).lower()] = found.group(2).strip()
        return done

    def _message(self, name: bytes) -> tuple[Message, tuple[Joined, ...]]:
        """The message of that name, and the oldest one if there are too many by now."""
        message = self._open.get(name)
        if message is not None:
            return message, ()
        message = self._open[name] = Message()
        if len(self._open) <= self._limit:
            return message, ()
        self.dropped += 1
        return message, (self._open.popitem(last=False),)

    def _deliver(
        self, name: bytes, text: bytes, who: tuple[bytes, ...], place: tuple[int, int]
    ) -> Iterable[Joined]:
        found = TO.match(text)
        if found is None:
            return ()
        at, tag, agent, pid = who
        message, done = self._message(name)
        recipient, relay, status = found.groups()
        tls = self._tls(tag, pid, (name, message.turn), relay) if agent in CLIENTS else None
        message.to[recipient] = Delivery(at, agent, relay, STATES[status], tls, place)
        return done

    def _tls(self, tag: bytes, pid: bytes, busy: tuple[bytes, int], relay: bytes) -> str | None:
        """The session's version; `none` only where a session would have been logged."""
        process = self._process(tag, pid)
        if process.busy != busy:
            process.busy, process.used = busy, {}
        process.used.update(process.fresh)
        process.fresh = {}
        known = self._logged or tag in self._shown
        return process.used.get(relay, "none" if known else None)


def as_text(value: bytes | None) -> Any:
    """A value of the log as text."""
    return None if value is None else value.decode("utf-8", "replace")
