"""Secrets by reference: a configuration never holds one, and no message shows one."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, Any

from auditor.api.errors import GapError
from auditor.api.models import GapReason

REFERENCE = re.compile(r"(env|file|keyring):\S.*", re.S)


def _checked(reference: str) -> str:
    if not REFERENCE.fullmatch(reference):
        raise ValueError("expected env:NAME, file:PATH or keyring:SERVICE/USER, never the secret")
    return reference


class _Reference:
    """What pydantic asks of an annotation; it is loaded only where options are validated."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema  # noqa: PLC0415 - start-up time

        return core_schema.no_info_after_validator_function(_checked, handler(source))


SecretRef = Annotated[str, _Reference()]
"""Type of an option that names a secret: `env:NAME`, `file:PATH` or `keyring:SERVICE/USER`."""


def read_secret(reference: str, base: Path) -> str:
    """The secret that a reference names; `file:` paths are relative to `base`, `keyring:` asks
    the system's keyring through the package `keyring`, where that is installed.

    Raises:
        GapError: `denied`, naming the reference, when nothing can be read there.
    """
    kind, _, name = reference.partition(":")
    found = {"env": _variable, "file": _file, "keyring": _kept}[kind](name, base)
    if not found:
        message = f"there is no secret at {reference}"
        raise GapError(GapReason.DENIED, message, None, f"{reference} 处没有密钥")
    return found


def _variable(name: str, _: Path) -> str:
    return os.environ.get(name, "").strip()


def _file(name: str, base: Path) -> str:
    try:
        return (base / name).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _kept(name: str, _: Path) -> str:
    service, _sep, user = name.rpartition("/")
    try:
        import keyring  # noqa: PLC0415 - optional, and slow to import
    except ImportError:
        message = "the package `keyring` is not installed: pip install keyring"
        raise GapError(GapReason.DENIED, message, None, "未安装 keyring 软件包") from None
    try:
        return (keyring.get_password(service, user) or "").strip()
    except Exception:  # its backends raise what they like, and may quote what they hold
        return ""
