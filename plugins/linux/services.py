"""`listening_services`: what listens, by the kernel's tables or by the daemons' configuration."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.api import GapError, Item
from auditor_plugins.linux.common import Found, Problem, Subject, absent, problem_of
from auditor_plugins.linux.daemons import DAEMONS
from auditor_plugins.linux.packages import STATUS, enabled
from auditor_plugins.linux.ports import PROTOCOLS, exposure
from auditor_plugins.linux.service import Service
from auditor_plugins.linux.sockets import listening


def collect(subject: Subject) -> Found:
    """One row for each port and protocol, the widest exposure of several addresses.

    A running host shows every socket; a directory tree only the daemons of `daemons.DAEMONS`
    that are installed and start at boot.

    Raises:
        GapError: `absent` for a directory tree without a package database.
    """
    problems: list[Problem] = []
    host = subject.host
    if not host.live and not subject.packages.known:
        raise absent(host, STATUS, "without it nobody knows which daemons are installed")
    services = list(_configured(subject, problems))
    path = STATUS
    if host.live:
        services, path = list(_seen(subject, services)), "/proc/net/tcp"
    rows = _widest(subject, services)
    return Found(tuple(rows), path, tuple(problems))


def _configured(subject: Subject, problems: list[Problem]) -> Iterable[Service]:
    for daemon in DAEMONS:
        if subject.packages.known and not subject.packages.any_of(*daemon.packages):
            continue
        try:
            if enabled(subject.host, *daemon.units):
                yield from daemon.services(subject.host)
        except GapError as error:
            if subject.packages.known:
                problems.append(problem_of(error))


def _seen(subject: Subject, configured: list[Service]) -> Iterable[Service]:
    """The sockets, with the protocol that configuration or else the port's custom gives."""
    known = {(one.port, one.transport): one for one in configured}
    for socket in listening(subject.host):
        key = socket.port, socket.transport
        protocol, encrypted = PROTOCOLS.get(key, ("", None))
        if key in known:
            protocol, encrypted = known[key].protocol, known[key].encrypted
        at = socket.line.at(subject.host)
        yield Service(socket.port, protocol, encrypted, socket.address, at, socket.transport)


def _widest(subject: Subject, services: Iterable[Service]) -> list[Item]:
    """One row a port and protocol: the widest exposure, then the one without encryption."""
    order = ("external", "internal", "loopback")
    rows: dict[tuple[int, str], tuple[tuple[int, bool], Item]] = {}
    for one in services:
        row = _row(subject, one)
        rank = order.index(row["exposure"]), one.encrypted is True
        key = one.port, one.protocol or one.transport
        if key not in rows or rank < rows[key][0]:
            rows[key] = rank, row
    return [rows[key][1] for key in sorted(rows)]


def _row(subject: Subject, one: Service) -> Item:
    row: Item = {
        "host": subject.name,
        "port": one.port,
        "exposure": exposure(one.address, subject.options.public_facing),
        "_loc": one.at.as_dict(),
    }
    extra = {
        "protocol": one.protocol or None,
        "encrypted": one.encrypted,
        "holds_customer_info": subject.options.holds_customer_info,
    }
    return row | {name: value for name, value in extra.items() if value is not None}
