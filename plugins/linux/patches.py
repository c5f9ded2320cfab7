"""`patch_status`: whether apt updates by itself, when it last looked, and what is pending."""

from __future__ import annotations

import re

from auditor.api import GapError, GapReason, Host, Item, Location
from auditor_plugins.linux.common import (
    Found,
    Problem,
    Subject,
    Valued,
    absent,
    is_absent,
    item,
    problem_of,
    read_lines,
    start_of,
    text_of,
)
from auditor_plugins.linux.hosts import APT_PENDING
from auditor_plugins.linux.lastlog import instant

FOLDER = "/etc/apt/apt.conf.d"
MAIN = f"{FOLDER}/20auto-upgrades"
STAMP = "/var/lib/apt/periodic/update-success-stamp"
PENDING = "/var/lib/update-notifier/updates-available"
LOG = "/var/log/unattended-upgrades/unattended-upgrades.log"
SETTING = re.compile(r'^\s*APT::Periodic::([\w-]+)\s+"?([\w]+)"?\s*;')
NEEDED = ("Update-Package-Lists", "Unattended-Upgrade")


def collect(subject: Subject) -> Found:
    """A row of package `apt` for the host itself, and one for each pending update.

    A host cannot tell when an update was published. What is pending is known on a running host,
    or where update-notifier left its note; else it is an `absent` problem.

    Raises:
        GapError: `absent` when the host has no apt configuration.
    """
    host = subject.host
    if not host.exists(FOLDER):
        raise absent(host, FOLDER, "only apt is read; deliver patch_status as data")
    values = {"auto_update_enabled": _automatic(subject), "last_checked_at": _checked(host)}
    rows: list[Item] = [item({"host": subject.name, "package": "apt"}, values, _at(values, host))]
    problems: list[Problem] = []
    try:
        rows += [item({"host": subject.name, "package": name}, {}, at) for name, at in _due(host)]
    except GapError as error:
        problems.append(problem_of(error))
    return Found(tuple(rows), MAIN, tuple(problems))


def _at(values: dict[str, Valued | None], host: Host) -> Location:
    automatic = values["auto_update_enabled"]
    return automatic.at if automatic else start_of(host, MAIN)


def _automatic(subject: Subject) -> Valued:
    """True when lists are refreshed, upgrades run by themselves and the package is there."""
    host = subject.host
    given: dict[str, Valued] = {}
    for path in host.glob(f"{FOLDER}/*"):
        for line in read_lines(host, path):
            match = SETTING.match(line.text)
            if match:
                given[match.group(1)] = Valued(match.group(2), line.at(host))
    default = Valued("0", start_of(host, MAIN))
    for name in NEEDED:
        found = given.get(name, default)
        if found.value == "0":
            return Valued(False, found.at)
    installed = not subject.packages.ruled_out("unattended-upgrades")
    return Valued(installed, given[NEEDED[1]].at)


def _checked(host: Host) -> Valued | None:
    """Day of the last line of unattended-upgrades' log; on a running host apt's own stamp."""
    try:
        if host.live:
            return Valued(instant(int(host.stat(STAMP).mtime)), Location(host.locate(STAMP)))
        lines = read_lines(host, LOG)
    except GapError as error:
        if is_absent(error):
            return None
        raise
    days = (line for line in reversed(lines) if re.match(r"\d{4}-\d\d-\d\d ", line.text))
    return next((Valued(line.text[:10], line.at(host)) for line in days), None)


def _due(host: Host) -> list[tuple[str, Location]]:
    """Packages with a pending update."""
    if host.live:
        text = host.run(APT_PENDING, timeout=30.0)
        at = Location(host.locate("/var/lib/apt/lists"))
        return [(name, at) for name in sorted(set(re.findall(r"^Inst (\S+) \[", text, re.M)))]
    if not host.exists(PENDING):
        raise absent(host, PENDING, "without it pending updates are unknown")
    counts = re.findall(r"^\s*(\d+) ", text_of(host, PENDING), re.M)
    if not counts or int(counts[0]) > 0:
        at = start_of(host, PENDING)
        message = f"{at.file} does not say that nothing is pending, and names no packages"
        raise GapError(GapReason.ABSENT, message, at, f"{at.file} 未说明无待装更新,也未列出软件包")
    return []
