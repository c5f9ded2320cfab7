"""`endpoint_config`: hardening of workstations and laptops."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from auditor.api import GapError, Host
from auditor_plugins.linux import firewall
from auditor_plugins.linux.common import (
    Found,
    Line,
    Problem,
    Subject,
    Valued,
    invalid,
    is_absent,
    item,
    problem_of,
    read_lines,
    settings,
    start_of,
    text_of,
)

KINDS = ("laptop", "workstation")
FSTAB, CRYPTTAB = "/etc/fstab", "/etc/crypttab"
USB_BLOCKED = re.compile(r"\s*install\s+usb[-_]storage\s+/(?:usr/)?s?bin/(?:false|true)\b")
MODULES = "/etc/modprobe.d"
FIREFOX = "/etc/firefox/policies/policies.json"
CHROME = ("/etc/opt/chrome/policies/managed/*.json", "/etc/chromium/policies/managed/*.json")
WIFI = "/etc/NetworkManager/system-connections"
IDLE = "org/gnome/desktop/session.idle-delay"
LOCK, LOCK_DELAY = (
    f"org/gnome/desktop/screensaver.{key}" for key in ("lock-enabled", "lock-delay")
)
Values = dict[str, Valued | None]


def collect(subject: Subject) -> Found:
    """One row for a laptop or workstation, none for other kinds of system.

    What the files do not settle is left out. A file that is there and cannot be read is a
    problem.
    """
    if subject.options.kind not in KINDS:
        return Found((), FSTAB)
    host = subject.host
    values: Values = {}
    problems: list[Problem] = []
    for look in (_disk, _usb, _screen, _firefox, _chrome, _wifi):
        try:
            values |= {key: one for key, one in look(host).items() if one}
        except GapError as error:
            if not is_absent(error):
                problems.append(problem_of(error))
        except ValueError:
            at = Line(FIREFOX, 1, "")
            problems.append(invalid(host, at, "a browser policy is no JSON object"))
    values["firewall_on"] = _firewall(subject, problems)
    fixed = {"host": subject.name, "kind": subject.options.kind}
    row = item(fixed, values, start_of(host, FSTAB))
    return Found((row,), FSTAB, tuple(problems))


def _firewall(subject: Subject, problems: list[Problem]) -> Valued | None:
    try:
        row = firewall.collect(subject).items[0]
    except GapError as error:
        problems.append(problem_of(error))
        return None
    place = row["_locs"]["enabled"]
    return Valued(row["enabled"], start_of(subject.host, "/").from_dict(place))


def _disk(host: Host) -> Values:
    """True when all local file systems but /boot lie on volumes of crypttab(5)."""
    mapped = {line.text.split()[0] for line in _entries(host, CRYPTTAB)}
    for line in _entries(host, FSTAB):
        device, point, kind = [*line.text.split(), "", "", ""][:3]
        if kind in ("tmpfs", "nfs", "nfs4", "proc", "") or point.startswith("/boot"):
            continue
        if kind not in ("iso9660", "udf", "auto") and not _encrypted(device, mapped):
            return {"disk_encrypted": Valued(False, line.at(host))}
    return {"disk_encrypted": Valued(bool(mapped), start_of(host, CRYPTTAB))}


def _encrypted(device: str, mapped: set[str]) -> bool:
    """A mapped volume by name, or a logical volume on one when only such are there."""
    name = device.removeprefix("/dev/mapper/")
    return name != device and bool(mapped) and (name in mapped or "-" in name)


def _entries(host: Host, path: str) -> Iterator[Line]:
    try:
        lines = read_lines(host, path)
    except GapError as error:
        if path == CRYPTTAB and is_absent(error):
            return
        raise
    yield from (one for one in lines if one.text.strip() and not one.text.startswith("#"))


def _usb(host: Host) -> Values:
    """`blocked` when modprobe.d(5) refuses usb-storage; the kernel's default is `allowed`."""
    for path in host.glob(f"{MODULES}/*.conf"):
        for line in read_lines(host, path):
            if USB_BLOCKED.match(line.text):
                return {"removable_storage": Valued("blocked", line.at(host))}
    return {"removable_storage": Valued("allowed", start_of(host, f"{MODULES}/usb-storage.conf"))}


def _screen(host: Host) -> Values:
    """Minutes until GNOME locks: idle time and lock delay of dconf(7) keyfiles."""
    given: dict[str, Valued] = {}
    for path in host.glob("/etc/dconf/db/*.d/*"):
        if host.stat(path).kind == "file":
            given |= settings(host, path)
    idle, lock = given.get(IDLE), given.get(LOCK)
    if idle is None or (lock and lock.value == "false") or not _seconds(idle):
        return {}
    delay = given.get(LOCK_DELAY)
    total = _seconds(idle) + (_seconds(delay) if delay else 0)
    return {"screen_lock_minutes": Valued(-(-total // 60), idle.at)}


def _seconds(given: Valued) -> int:
    match = re.search(r"([0-9]{1,9})$", given.value)
    return int(match.group(1)) if match else 0


def _policy(host: Host, path: str) -> dict[str, Any]:
    found = json.loads(text_of(host, path))
    if not isinstance(found, dict):
        raise ValueError("expected a JSON object")
    return found


def _firefox(host: Host) -> Values:
    """policies.json of Firefox: SanitizeOnShutdown, OfferToSaveLogins, PasswordManagerEnabled."""
    policies = _policy(host, FIREFOX).get("policies") or {}
    at = start_of(host, FIREFOX)
    saves = policies.get("PasswordManagerEnabled", policies.get("OfferToSaveLogins"))
    clears = policies.get("SanitizeOnShutdown")
    return {
        "browser_saves_passwords": None if saves is None else Valued(bool(saves), at),
        "browser_clear_on_exit": None if clears is None else Valued(bool(clears), at),
    }


def _chrome(host: Host) -> Values:
    """Managed policies of Chrome and Chromium: PasswordManagerEnabled, ClearBrowsingDataOnExit."""
    found: Values = {}
    for path in (path for pattern in CHROME for path in host.glob(pattern)):
        policies, at = _policy(host, path), start_of(host, path)
        if "PasswordManagerEnabled" in policies:
            saves = bool(policies["PasswordManagerEnabled"])
            found["browser_saves_passwords"] = Valued(saves, at)
        if "ClearBrowsingDataOnExitList" in policies:
            clears = bool(policies["ClearBrowsingDataOnExitList"])
            found["browser_clear_on_exit"] = Valued(clears, at)
    return found


def _wifi(host: Host) -> Values:
    """True when a saved wireless network without security connects by itself."""
    paths = host.glob(f"{WIFI}/*.nmconnection")
    for path in paths:
        given = settings(host, path)
        wireless = any(key.startswith("wifi.") for key in given)
        secured = any(key.startswith("wifi-security.") for key in given)
        by_itself = given.get("connection.autoconnect", Valued("true", start_of(host, path)))
        if wireless and not secured and by_itself.value != "false":
            return {"wifi_autojoin_open": Valued(True, by_itself.at)}
    return {"wifi_autojoin_open": Valued(False, start_of(host, WIFI))} if paths else {}
