"""Real restic and borg repositories with backups of given days."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

PASSWORD = "correct horse"
PLANTED = "110101199003074530"
"""A resident's number in a path that is backed up: no output may show it."""


def _run(argv: list[str], folder: Path, **variables: str) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "TZ": "UTC", **variables}
    done = subprocess.run(argv, cwd=folder, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def data(folder: Path) -> Path:
    """What is backed up."""
    root = folder / "data"
    for name in ("core", "crm", "hr", "etc", PLANTED):
        (root / name).mkdir(parents=True, exist_ok=True)
        (root / name / "file").write_bytes(os.urandom(20_000))
    return root


def restic(folder: Path, backups: tuple[tuple[str, str, str], ...]) -> Path:
    """A repository with backups of (host, folder of the data, time)."""
    repository, root = folder / "restic", data(folder)
    common = {"RESTIC_PASSWORD": PASSWORD, "RESTIC_REPOSITORY": str(repository)}
    _run(["restic", "init", "--no-cache"], folder, **common)
    for host, name, at in backups:
        words = ["--no-cache", "--host", host, "--time", at, str(root / name), str(root / PLANTED)]
        _run(["restic", "backup", *words], folder, **common)
    return repository


def borg(folder: Path, backups: tuple[tuple[str, str, str], ...], mode: str) -> Path:
    """A repository with archives of (name, folder of the data, time)."""
    repository, root = folder / f"borg-{mode}", data(folder)
    common = {"BORG_PASSPHRASE": PASSWORD, "BORG_BASE_DIR": str(folder / "base")}
    _run(["borg", "init", "-e", mode, str(repository)], folder, **common)
    for name, part, at in backups:
        words = ["--timestamp", at, f"{repository}::{name}", str(root / part)]
        _run(["borg", "create", *words], folder, **common)
    return repository


def damaged(repository: Path, folder: Path) -> Path:
    """A copy in which a byte of the largest file of data is another."""
    copy = folder / f"damaged-{repository.name}"
    shutil.copytree(repository, copy)
    files = (path for path in (copy / "data").rglob("*") if path.is_file())
    pack = max(files, key=lambda path: path.stat().st_size)
    pack.chmod(0o600)
    whole = bytearray(pack.read_bytes())
    whole[len(whole) // 2] ^= 255
    pack.write_bytes(whole)
    return copy
