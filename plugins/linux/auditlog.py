"""`audit_logging`: auditd, the journal and rsyslog, one row for each that is installed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from auditor.api import GapError, Host, Item
from auditor_plugins.linux.common import (
    Found,
    Line,
    Problem,
    Subject,
    Valued,
    absent,
    invalid_at,
    is_absent,
    item,
    joined,
    problem_of,
    read_lines,
    settings,
    start_of,
)
from auditor_plugins.linux.logrotate import retention
from auditor_plugins.linux.packages import enabled

AUDITD = "/etc/audit/auditd.conf"
AUDIT_RULES = "/etc/audit/audit.rules"
AUDIT_FOLDERS = ("/etc/audit", "/etc/audisp")
AUDIT_LOG = "/var/log/audit/audit.log"
JOURNALD = "/etc/systemd/journald.conf"
UPLOAD = "/etc/systemd/journal-upload.conf"
RSYSLOG = "/etc/rsyslog.conf"
SYSLOGS = ("/var/log/syslog", "/var/log/messages")
FOR_EVER = 36500
"""Days given for `max_log_file_action = keep_logs`: auditd deletes nothing (auditd.conf(5))."""
READS = re.compile(r"-S\s+\S*\b(?:open|openat|openat2|read|all)\b")
WRITES = re.compile(
    r"-S\s+\S*\b(?:write|pwrite64|unlink|unlinkat|rename|renameat2?|truncate|all)\b"
)
PERMISSION = re.compile(r"(?:-p\s+|-F\s+perm=)([rwxa]+)")
WATCH = re.compile(r"-w\s+\S+|-F\s+(?:path|dir)=")
REMOTE = re.compile(
    r"^[^#]*(?:\s|^)@{1,2}[\w\[(]|type\s*=\s*\"om(?:fwd|relp)\"|^[^#]*:om(?:relp|fwd):", re.I
)
SPANS = {"": 1, "s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600, "hour": 3600, "hours": 3600}
SPANS |= {"d": 86400, "day": 86400, "days": 86400, "w": 604800, "week": 604800, "weeks": 604800}
SPANS |= {"month": 2629800, "months": 2629800, "year": 31557600, "years": 31557600}
DAY = 86400
Values = dict[str, Valued | None]


def collect(subject: Subject) -> Found:
    """The rows of auditd, journald and rsyslog.

    A source whose file is missing is left out when the package database rules it out; else it
    is an `absent` problem.

    Raises:
        GapError: when none of the sources can be read.
    """
    items: list[Item] = []
    problems: list[Problem] = []
    for name, path, packages, look in SOURCES:
        try:
            if not subject.host.exists(path):
                if subject.packages.ruled_out(*packages):
                    continue
                raise absent(subject.host, path)
            at = start_of(subject.host, path)
            fixed = {"host": subject.name, "system_id": subject.name, "source": name}
            items.append(item(fixed, look(subject.host, path), at))
        except GapError as error:
            problems.append(problem_of(error))
    if problems and not items:
        raise problems[0].as_error()
    path = next((path for _, path, _, _ in SOURCES if subject.host.exists(path)), AUDITD)
    return Found(tuple(items), path, tuple(problems))


def _auditd(host: Host, path: str) -> Values:
    given = settings(host, path)
    rules = [line for line in _rules(host) if not line.text.lstrip().startswith("#")]
    off = next((one for one in rules if re.fullmatch(r"\s*-e\s+0\s*", one.text)), None)
    on = Valued(enabled(host, "auditd"), start_of(host, path))
    return {
        "enabled": Valued(False, off.at(host)) if off else on,
        "covers_reads": _covers(host, rules, "r", READS),
        "covers_writes": _covers(host, rules, "w", WRITES),
        "forwarded": _audit_forwarded(host),
        "retention_days": _audit_retention(host, given),
    }


def _rules(host: Host) -> list[Line]:
    """rules.d/*.rules, from which augenrules(8) makes audit.rules, else audit.rules itself."""
    paths = host.glob("/etc/audit/rules.d/*.rules")
    if not paths and not host.exists(AUDIT_RULES):
        return []
    return [line for path in paths or (AUDIT_RULES,) for line in read_lines(host, path)]


def _covers(host: Host, rules: Iterable[Line], letter: str, calls: re.Pattern[str]) -> Valued:
    """True when a watch has the permission, or a rule takes the system calls."""
    for line in rules:
        if _covered(line.text, letter, calls):
            return Valued(True, line.at(host))
    paths = host.glob("/etc/audit/rules.d/*.rules")
    return Valued(False, start_of(host, paths[0] if paths else AUDIT_RULES))


def _covered(text: str, letter: str, calls: re.Pattern[str]) -> bool:
    """A watch without permissions takes all four (auditctl(8)); `never` rules take none."""
    if re.search(r"-a\s+(?:never,|\w+,never\b)", text):
        return False
    permission = PERMISSION.search(text)
    if WATCH.search(text) and (permission or "-S" not in text):
        return permission is None or letter in permission.group(1)
    return "-S" in text and bool(calls.search(text))


def _audit_forwarded(host: Host) -> Valued:
    """The plug-in au-remote with a server (audisp-remote(8)), or syslog with rsyslog behind it."""
    remote = start_of(host, "/etc/audit/audisp-remote.conf")
    for folder in AUDIT_FOLDERS:
        server = _settings(host, f"{folder}/audisp-remote.conf").get("remote_server")
        active = _settings(host, f"{folder}/plugins.d/au-remote.conf").get("active")
        if server and server.value and active and active.value == "yes":
            return Valued(True, server.at)
        to_syslog = _settings(host, f"{folder}/plugins.d/syslog.conf").get("active")
        if to_syslog and to_syslog.value == "yes" and _rsyslog_forwarded(host).value:
            return Valued(True, to_syslog.at)
    return Valued(False, remote)


def _audit_retention(host: Host, given: dict[str, Valued]) -> Valued | None:
    action = given.get("max_log_file_action")
    if action and action.value.lower() == "keep_logs":
        return Valued(FOR_EVER, action.at)
    return retention(host, AUDIT_LOG) if action and action.value.lower() == "ignore" else None


def _settings(host: Host, path: str) -> dict[str, Valued]:
    """Settings of a file and its drop-ins; nothing when it is not there."""
    found: dict[str, Valued] = {}
    for one in (path, *host.glob(f"{path}.d/*.conf")):
        try:
            found |= settings(host, one)
        except GapError as error:
            if not is_absent(error):
                raise
    return found


def _journald(host: Host, path: str) -> Values:
    """The journal always runs; `Storage=none` drops all (journald.conf(5))."""
    given = _settings(host, path)
    storage = given.get("journal.storage", Valued("auto", start_of(host, path)))
    url = _settings(host, UPLOAD).get("upload.url")
    sent = Valued(False, start_of(host, UPLOAD))
    if url and url.value and enabled(host, "systemd-journal-upload"):
        sent = Valued(True, url.at)
    return {
        "enabled": Valued(storage.value.lower() != "none", storage.at),
        "forwarded": sent,
        "retention_days": _journal_retention(given),
    }


def _journal_retention(given: dict[str, Valued]) -> Valued | None:
    limit = given.get("journal.maxretentionsec")
    if limit is None or limit.value in ("", "0"):
        return None
    parts = re.findall(r"([0-9]{1,9})\s*([a-zA-Z]*)", limit.value)
    if not all(unit in SPANS for _, unit in parts):
        raise invalid_at(limit.at, "expected a time span").as_error()
    return Valued(sum(int(count) * SPANS[unit] for count, unit in parts) // DAY, limit.at)


def _rsyslog(host: Host, path: str) -> Values:
    kept = (retention(host, log) for log in SYSLOGS)
    return {
        "enabled": Valued(enabled(host, "rsyslog"), start_of(host, path)),
        "forwarded": _rsyslog_forwarded(host),
        "retention_days": next((days for days in kept if days), None),
    }


def _rsyslog_forwarded(host: Host) -> Valued:
    """`@host`, `@@host`, omfwd or omrelp anywhere in the configuration (rsyslog.conf(5))."""
    for path in (RSYSLOG, *host.glob("/etc/rsyslog.d/*.conf")):
        if not host.exists(path):
            continue
        for line in joined(read_lines(host, path)):
            text = line.text.strip()
            if not text.startswith(("#", "$")) and REMOTE.search(text):
                return Valued(True, line.at(host))
    return Valued(False, start_of(host, RSYSLOG))


Source = tuple[str, str, tuple[str, ...], Callable[[Host, str], Values]]
SOURCES: tuple[Source, ...] = (
    ("auditd", AUDITD, ("auditd", "audit"), _auditd),
    ("journald", JOURNALD, ("systemd",), _journald),
    ("rsyslog", RSYSLOG, ("rsyslog",), _rsyslog),
)
