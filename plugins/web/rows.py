"""Sites as rows of `tls_endpoints` and `audit_logging`."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Gap, GapError, Item
from auditor.api.trees import Tree, gap_of, guarded
from auditor_plugins.web import live, logrotate
from auditor_plugins.web.options import Options
from auditor_plugins.web.site import Said, Site, least


def endpoints(
    tree: Tree, options: Options, host: str, sites: list[Site], ask: live.Ask | None
) -> Iterator[Item | GapError]:
    """One row a port: the weakest of its sites, or what the server itself accepts."""
    for port in sorted({site.port for site in sites}):
        there = [site for site in sites if site.port == port]
        clear = [site for site in there if not site.tls]
        if clear:
            yield _clear(host, options, clear)
            continue
        row, errors = _encrypted(tree, host, there)
        yield from errors
        if options.carries_customer_info is not None:
            row["carries_customer_info"] = options.carries_customer_info
        if ask:
            names = sorted({"", *(site.name for site in there if site.name != "_")})
            try:
                lowest, end = live.look(ask, port, names)
                row |= {"lowest_protocol": lowest}
                row |= {"certificate_expires_at": end} if end else {}
            except GapError as error:
                yield error
        yield row


def _clear(host: str, options: Options, sites: list[Site]) -> Item:
    """A port in plain text; one that only redirects carries nothing."""
    serving = [site for site in sites if not site.redirects]
    one = (serving or sites)[0]
    row: Item = {"host": host, "port": one.port, "lowest_protocol": "none"}
    row["_loc"] = one.at.as_dict()
    if not serving or options.carries_customer_info is not None:
        row["carries_customer_info"] = bool(serving and options.carries_customer_info)
    return row


def _encrypted(tree: Tree, host: str, sites: list[Site]) -> tuple[Item, list[GapError]]:
    lowest, first = sites[0].lowest, sites[0]
    for site in sites[1:]:
        lowest = least(lowest, site.lowest)
    lowest = lowest or Said("none", first.at)
    row: Item = {"host": host, "port": first.port, "lowest_protocol": lowest.value}
    row |= {"_loc": lowest.at.as_dict(), "_locs": {"lowest_protocol": lowest.at.as_dict()}}
    ends, errors = [], []
    for path in sorted({site.certificate for site in sites if site.certificate}):
        try:
            with guarded(tree, path):
                ends.append(live.expiry(tree.checked(path).read_bytes()))
        except GapError as error:
            errors.append(error)
    known = [end for end in ends if end]
    if known and len(known) == len(ends) and not errors:
        row["certificate_expires_at"] = min(known)
    return row, errors


def logging(tree: Tree, options: Options, host: str, sites: list[Site]) -> Iterator[Item]:
    """One row for each site: whether it logs requests, and how long the log is kept."""
    done = set()
    for site in sites:
        source = f"{site.program} {site.name}:{site.port}"
        if source in done:
            continue
        done.add(source)
        at = site.logs_at or site.at
        row: Item = {"host": host, "system_id": host, "source": source}
        row |= {"enabled": bool(site.logs), "_loc": at.as_dict(), "_locs": {}}
        facts = {"covers_reads": options.covers_reads, "covers_writes": options.covers_writes}
        sent = any(log.value.startswith("syslog:server=") for log in site.logs)
        facts["forwarded"] = True if sent else options.forwarded
        row |= {name: fact for name, fact in facts.items() if fact is not None}
        kept = [logrotate.retention(tree, options.logrotate, log.value) for log in site.logs
                if log.value.startswith("/")]  # fmt: skip
        days = [one for one in kept if one]
        if days and len(days) == len(site.logs):
            shortest = min(days, key=lambda one: int(one.value))
            row["retention_days"] = int(shortest.value)
            row["_locs"]["retention_days"] = shortest.at.as_dict()
        yield row


def parted(
    found: Iterator[Item | GapError], kind: str, target: str, gaps: list[Gap]
) -> Iterator[Item]:
    """The rows; errors among them become partial gaps."""
    for one in found:
        if isinstance(one, GapError):
            gaps.append(gap_of(kind, target, one, partial=True))
        else:
            yield one
