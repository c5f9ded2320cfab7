"""`mail_log`: one row for each message and recipient, with the direction it took."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from auditor.api import Collected, Context, Gap, GapError, GapReason, Item, Source, Target, bounded
from auditor.api.trees import Tree, gap_of
from auditor_plugins.mail import log_files
from auditor_plugins.mail.log_join import Delivery, Joined, Joiner, Message, as_text
from auditor_plugins.mail.log_times import Clock
from auditor_plugins.mail.options import Options
from auditor_plugins.mail.postfix import Postfix

KIND = "mail_log"
CLASSES = {
    "identity", "personal", "sensitive", "none", "kyc", "aml_report", "credential", "risk_criteria",
}  # fmt: skip
ENCRYPTED = re.compile(rb"multipart/encrypted|application/(?:x-)?pkcs7-mime(?!.*signed-data)", re.I)
REWRITTEN = re.compile(r"srs[01][=+-]", re.IGNORECASE)
"""Begin of an address that a forwarder made, with another's address in it."""
SENDING = {b"smtp", b"pipe", b"error", b"retry", b"bounce"}
"""Agents that give mail out of the house, or would have."""


@dataclass(frozen=True, slots=True)
class House:
    """What is inside: domains, and filters that a message only passes."""

    domains: frozenset[str]
    filters: frozenset[str]
    fallback: str = "localhost"

    def holds(self, domain: str) -> bool:
        """True for a domain of the organisation."""
        parts = domain.split(".")
        wild = {"." + ".".join(parts[number:]) for number in range(1, len(parts))}
        return domain in self.domains or bool(wild & self.domains)

    def direction(self, sender: str | None, client: bool, domain: str, last: Delivery) -> str:
        """Which way a message took; without any known domain the agent tells."""
        inside = self.holds(domain) if self.domains else last.agent not in SENDING
        passing = _relay(last.relay) in self.filters
        if not inside and not passing and last.agent in SENDING:
            return "outbound"
        return "internal" if self.wrote(sender, client) else "inbound"

    def wrote(self, sender: str | None, client: bool) -> bool:
        """True where the sender is of this house, or the server itself."""
        if not sender:
            return not client
        return self.holds(domain_of(sender, self.fallback)) and not REWRITTEN.match(sender)


def tags_of(message: Message, options: Options) -> Item:
    """What the logged headers say of the contents; a word that is no class says nothing."""
    said = {name: as_text(message.headers.get(header.lower().encode()))
            for name, header in options.headers.items()}  # fmt: skip
    kind = (said.get("data_class") or "").lower()
    found: Item = {"data_class": kind if kind in CLASSES else None}
    found["disclosure_id"] = said.get("disclosure_id") or None
    content = message.headers.get(b"content-type")
    if content is not None:
        found["end_to_end_encrypted"] = bool(ENCRYPTED.match(content))
    return found


def house_of(options: Options, postfix: Postfix | None) -> House:
    """From the options and, where it is given, main.cf."""
    domains = frozenset(options.internal_domains) | {one.domain.lower() for one in options.domains}
    filters = frozenset(options.filters)
    if postfix is None:
        return House(domains, filters)
    name = postfix.settings.text("mydomain")
    return House(domains | postfix.domains(), filters | postfix.filters(), name)


def domain_of(address: str, fallback: str) -> str:
    """The domain of an address, in lower case; one without is of this house."""
    return address.rpartition("@")[2].lower().strip("[]") if "@" in address else fallback


def _relay(relay: bytes) -> str:
    """`address:port` of `host[address]:port`."""
    host, _, rest = relay.decode("ascii", "replace").partition("[")
    address, _, port = rest.partition("]")
    return f"{address or host}{port}"


@dataclass(slots=True)
class Reading:
    """One run over the logs; `gaps` and `untimed` are filled on the way."""

    tree: Tree
    target: Target
    context: Context
    house: House
    joiner: Joiner
    paths: list[Path]
    shown: list[str]
    gaps: list[Gap] = field(default_factory=list)
    untimed: int = 0

    def rows(self) -> Iterator[Item]:
        """Rows as soon as their message left the queue."""
        clock = Clock(self.context.now, self.context.timezone)
        for name, message in self._joined():
            for recipient in sorted(message.to):
                row = self._row(name, message, recipient, clock)
                if row and row["direction"] in self.target.options.directions:
                    yield row

    def _joined(self) -> Iterator[Joined]:
        for index, path in enumerate(self.paths):
            try:
                for number, line in log_files.lines(self.tree, path):
                    yield from self.joiner.feed(line, (index, number))
            except GapError as error:
                self.gaps.append(gap_of(KIND, self.target.name, error, partial=True))
        yield from self.joiner.rest()

    def _row(self, name: bytes, message: Message, to: bytes, clock: Clock) -> Item | None:
        last, recipient = message.to[to], as_text(to)
        at = clock.read(last.at)
        if at is None:
            self.untimed += 1
            return None
        index, number = last.place
        domain = domain_of(recipient, self.house.fallback)
        envelope = as_text(message.sender)
        direction = self.house.direction(envelope, message.client, domain, last)
        row = {
            "queue_id": as_text(name),
            "at": at,
            "sender": self._sender(message, direction),
            "recipient_address": recipient,
            "recipient_domain": domain,
            "direction": direction,
            "tls_version": last.tls,
            "status": last.status,
            "_loc": {"file": self.shown[index], "line": number},
        }
        row |= tags_of(message, self.target.options)
        return {key: value for key, value in row.items() if value is not None}

    def _sender(self, message: Message, direction: str) -> str | None:
        """The account, or the envelope's sender where it is of this house; that of another shows
        in mail that comes in only, where it is masked whole.
        """
        sender = as_text(message.sender)
        shown = direction == "inbound" or self.house.wrote(sender, message.client)
        return as_text(message.account) or (sender if sender and shown else None)


def collect(
    tree: Tree, target: Target, context: Context, postfix: Postfix | None
) -> Iterator[Collected | Gap]:
    """The rows, then what could not be read.

    Raises:
        GapError: there is no log, or none of it is Postfix's.
    """
    options: Options = target.options
    paths = log_files.ordered(tree, options.logs)
    shown = [tree.show(path) for path in paths]
    joiner = Joiner(postfix.tls_logged() if postfix else False, options.max_open)
    reading = Reading(tree, target, context, house_of(options, postfix), joiner, paths, shown)
    source = Source(", ".join(tree.show(tree.place(one)) for one in options.logs))
    limited = list(bounded(KIND, reading.rows(), source, target.name, options.max_rows))
    if not joiner.lines:
        yield from (_whole(gap) for gap in reading.gaps)
        if not reading.gaps:
            text, text_zh = f"{source.uri}: no line is Postfix's", "日志中没有 Postfix 的记录"
            yield Gap(KIND, target.name, GapReason.ABSENT, text, None, False, text_zh)
        return
    yield from limited
    yield from reading.gaps
    yield from _lost(reading)


def _whole(gap: Gap) -> Gap:
    return Gap(gap.kind, gap.target, gap.reason, gap.message, gap.location, False, gap.message_zh)


def _lost(reading: Reading) -> Iterator[Gap]:
    name, dropped = reading.target.name, reading.joiner.dropped
    if dropped:
        text = f"{dropped} messages were given up before their end was read (see max_open)"
        text_zh = f"{dropped} 封邮件未读到结束即被放弃(见 max_open)"
        yield Gap(KIND, name, GapReason.INVALID, text, None, True, text_zh)
    if reading.untimed:
        text = f"{reading.untimed} deliveries have no readable time"
        text_zh = f"{reading.untimed} 次投递的时间无法识别"
        yield Gap(KIND, name, GapReason.INVALID, text, None, True, text_zh)
