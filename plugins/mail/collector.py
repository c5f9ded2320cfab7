"""The kinds of a mail server, each guarded on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from auditor.api import Collected, Context, Gap, GapError, Item, Location, Source, Target, bounded
from auditor.api.trees import Tree, gap_of
from auditor_plugins.mail import dovecot, dovecot_conf, mail_log, phishing, ports, postfix
from auditor_plugins.mail.options import Options
from auditor_plugins.mail.stores import Walk


@dataclass
class Subject:
    """One mail server; a configuration is read once, its error raised each time."""

    target: Target
    context: Context

    @cached_property
    def tree(self) -> Tree:
        """Where its files are."""
        return Tree.of(self.target)

    @property
    def options(self) -> Options:
        """The target's options."""
        options: Options = self.target.options
        return options

    @property
    def host(self) -> str:
        """`host` of the rows."""
        return self.options.host or self.target.name

    @cached_property
    def postfix(self) -> postfix.Postfix | None:
        """The configuration of Postfix, if the options name it."""
        folder = self.options.postfix
        return postfix.Postfix.read(self.tree, folder) if folder else None

    @cached_property
    def dovecot(self) -> dovecot_conf.Section | None:
        """The configuration of Dovecot, if the options name it."""
        path = self.options.dovecot
        return dovecot_conf.read(self.tree, self.tree.place(path)) if path else None


Read = Callable[[Subject], Iterator[Collected | Gap]]
Part = Callable[[Subject], Iterator[Item]]


def promised(options: Options) -> tuple[str, ...]:
    """The kinds that the options name a source for."""
    configured = options.postfix is not None or options.dovecot is not None
    named = {
        "listening_services": configured,
        "mail_log": bool(options.logs),
        "mail_transports": configured,
        "mail_web_filter": bool(options.domains),
        "message_stores": bool(options.stores),
    }
    return tuple(kind for kind, there in named.items() if there)


def collect(target: Target, context: Context) -> Iterator[Collected | Gap]:
    """All kinds in the order of their names; one that fails is a gap of that kind alone."""
    subject = Subject(target, context)
    for kind in filter(context.wants, promised(target.options)):
        try:
            yield from KINDS[kind](subject)
        except GapError as error:
            yield gap_of(kind, target.name, error, partial=False)


def _of_configuration(kind: str, parts: tuple[Part, Part]) -> Read:
    """The rows of Postfix and Dovecot; where one cannot be read, those of the other."""

    def read(subject: Subject) -> Iterator[Collected | Gap]:
        rows: list[Item] = []
        errors: list[GapError] = []
        given = (subject.options.postfix, subject.options.dovecot)
        for part in (one for one, path in zip(parts, given, strict=True) if path):
            try:
                rows += part(subject)
            except GapError as error:
                errors.append(error)
        alone = len(errors) == sum(path is not None for path in given)
        if not alone:
            rows.sort(key=_key)
            limit = subject.options.max_rows
            yield from bounded(kind, rows, _source(subject), subject.target.name, limit)
        yield from (gap_of(kind, subject.target.name, one, partial=not alone) for one in errors)

    return read


def _key(row: Item) -> tuple[str, int, str]:
    return row.get("program", ""), row.get("port", 0), row.get("service", row.get("protocol", ""))


def _source(subject: Subject) -> Source:
    """The main file; with its digest where it is a single one."""
    given = [subject.options.postfix and f"{subject.options.postfix}/main.cf"]
    paths = [subject.tree.place(one) for one in (*given, subject.options.dovecot) if one]
    shown = ", ".join(subject.tree.show(path) for path in paths)
    return Source(shown, _digest(paths[0]) if len(paths) == 1 else "")


def _digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _postfix_ports(subject: Subject) -> Iterator[Item]:
    found = postfix.listeners(subject.postfix) if subject.postfix else ()
    yield from ports.rows(found, subject.host, *_facts(subject))


def _dovecot_ports(subject: Subject) -> Iterator[Item]:
    section = subject.dovecot
    found = dovecot.listeners(section, _start(subject)) if section else ()
    yield from ports.rows(found, subject.host, *_facts(subject))


def _facts(subject: Subject) -> tuple[bool | None, bool | None]:
    return subject.options.public_facing, subject.options.holds_customer_info


def _start(subject: Subject) -> Location:
    return subject.tree.at(subject.tree.place(subject.options.dovecot or ""), 1)


def _postfix_transports(subject: Subject) -> Iterator[Item]:
    if subject.postfix:
        yield from postfix.transports(subject.postfix, subject.host)


def _dovecot_transports(subject: Subject) -> Iterator[Item]:
    if subject.dovecot:
        yield from dovecot.transports(subject.dovecot, _start(subject), subject.host)


def _mail_log(subject: Subject) -> Iterator[Collected | Gap]:
    """The log can be read without main.cf, which says only what is inside."""
    try:
        known = subject.postfix
    except GapError as error:
        known = None
        yield gap_of("mail_log", subject.target.name, error, partial=True)
    yield from mail_log.collect(subject.tree, subject.target, subject.context, known)


def _filter(subject: Subject) -> Iterator[Collected | Gap]:
    known = subject.postfix
    start = Location(f"mail/{subject.target.name}/domains")
    start = known.settings.value("smtpd_milters").at if known else start
    rows = tuple(phishing.rows(subject.tree, subject.options, known, start))
    yield Collected("mail_web_filter", rows, _source(subject))


def _stores(subject: Subject) -> Iterator[Collected | Gap]:
    options, name = subject.options, subject.target.name
    walk = Walk(subject.tree, name, ZoneInfo(subject.context.timezone), options.max_files)
    source = Source(", ".join(subject.tree.show(subject.tree.place(one)) for one in options.stores))
    yield from bounded("message_stores", walk.rows(options.stores), source, name, options.max_rows)
    yield from walk.gaps


KINDS: dict[str, Read] = {
    "listening_services": _of_configuration("listening_services", (_postfix_ports, _dovecot_ports)),
    "mail_log": _mail_log,
    "mail_transports": _of_configuration(
        "mail_transports", (_postfix_transports, _dovecot_transports)
    ),
    "mail_web_filter": _filter,
    "message_stores": _stores,
}
