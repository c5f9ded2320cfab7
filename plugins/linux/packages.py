"""What is installed and what starts: the package database of dpkg, and systemd's links."""

from __future__ import annotations

from auditor.api import GapError, Host
from auditor_plugins.linux.common import Packages, absent, text_of

STATUS = "/var/lib/dpkg/status"
UNIT_FOLDERS = ("/etc/systemd/system", "/lib/systemd/system", "/usr/lib/systemd/system")
RUN_LEVELS = "/etc/rc[2345].d"


def load(host: Host) -> Packages:
    """Installed packages by dpkg's status file; not known when it cannot be read."""
    try:
        return Packages(known=True, versions=parse_status(text_of(host, STATUS)))
    except GapError:
        return Packages(known=False)


def parse_status(text: str) -> dict[str, str]:
    """Name to version of what is installed (deb822, dpkg-query(1))."""
    versions: dict[str, str] = {}
    for block in text.split("\n\n"):
        pairs = (line.partition(":") for line in block.split("\n") if line[:1] not in " \t")
        fields = {key: value.strip() for key, _, value in pairs}
        if fields.get("Status", "").endswith(" installed") and fields.get("Package"):
            versions[fields["Package"]] = fields.get("Version", "")
    return versions


def enabled(host: Host, *units: str) -> bool:
    """True when one of the systemd units (without `.service`) starts at boot.

    Raises:
        GapError: `absent` when the host shows no start-up links of any kind at all.
    """
    _require_links(host)
    return any(_linked(host, unit) and not _masked(host, unit) for unit in units)


def _require_links(host: Host) -> None:
    if not host.glob("/etc/systemd/system/*.wants/*") and not host.glob(f"{RUN_LEVELS}/S*"):
        hint = "without the links *.wants/*.service it is unknown what starts at boot"
        raise absent(host, "/etc/systemd/system", hint)


def _linked(host: Host, unit: str) -> bool:
    name = unit if "." in unit else f"{unit}.service"
    folders = (f"{folder}/*.{kind}" for folder in UNIT_FOLDERS for kind in ("wants", "requires"))
    if any(host.glob(f"{folder}/{name}") for folder in folders):
        return True
    return bool(host.glob(f"{RUN_LEVELS}/S[0-9][0-9]{unit}")) and not _has_unit(host, name)


def _has_unit(host: Host, name: str) -> bool:
    return any(host.exists(f"{folder}/{name}") for folder in UNIT_FOLDERS)


def _masked(host: Host, unit: str) -> bool:
    """A unit file in /etc that is empty or a link to /dev/null (systemctl(1), mask)."""
    path = f"/etc/systemd/system/{unit if '.' in unit else unit + '.service'}"
    if not host.glob(path):
        return False
    if not host.exists(path):
        return True
    meta = host.stat(path)
    return meta.kind != "file" or meta.size == 0
