"""`system_inventory`: what the system is, as far as it can tell itself."""

from __future__ import annotations

from auditor.api import GapError
from auditor_plugins.linux.common import Found, Subject, Valued, is_absent, item, settings, start_of

FILES = ("/etc/os-release", "/usr/lib/os-release")


def collect(subject: Subject) -> Found:
    """One row; a fallback, since an inventory kept by people says more.

    Raises:
        GapError: when os-release(5) is there and cannot be read.
    """
    options = subject.options
    fixed = {
        "system_id": subject.name,
        "host": subject.name,
        "kind": options.kind,
        "holds_customer_info": options.holds_customer_info,
        "public_facing": options.public_facing,
    }
    name = _os_name(subject)
    at = name.at if name else start_of(subject.host, FILES[0])
    return Found((item(fixed, {"os_name": name}, at),), FILES[0], fallback=True)


def _os_name(subject: Subject) -> Valued | None:
    for path in FILES:
        try:
            given = settings(subject.host, path)
        except GapError as error:
            if is_absent(error):
                continue
            raise
        return given.get("pretty_name", given.get("name"))
    return None
