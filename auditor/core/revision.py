"""The git state of the configuration's folder, for the report's provenance."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from auditor.api import Revision

USER = re.compile(r"(?<=://)[^/@]*@")
SCP_FORM = re.compile(r"^(?:[^/@:]+@)?([^/:]+):(?!/)(.+)$")


def revision(folder: Path) -> Revision | None:
    """Remote address, commit and branch; None outside git, without git, or without a remote."""
    commit = _git(folder, "rev-parse", "HEAD")
    remote = _git(folder, "config", "--get", "remote.origin.url")
    address = _address(remote)
    if not commit or not address:
        return None
    return Revision(address, commit, _git(folder, "symbolic-ref", "--short", "-q", "HEAD"))


def _git(folder: Path, *args: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *args],  # noqa: S607 - the user's own git
            capture_output=True,
            text=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _address(remote: str) -> str:
    """A remote as an absolute URI without user name or password; empty for a local path."""
    scp = SCP_FORM.match(remote)
    if scp and "://" not in remote:
        return f"ssh://{scp[1]}/{scp[2]}"
    return USER.sub("", remote) if "://" in remote and not remote.startswith("file:") else ""
