"""The installation's masking key: given by reference, or made once and kept private."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from auditor.api import ConfigError, GapError, read_secret
from auditor.api.secrets import REFERENCE

VARIABLE = "AUDITOR_MASKING_KEY"
HINT = f"set {VARIABLE}, or organisation.masking_key: env:NAME or file:PATH"


def masking_key(reference: str, base: Path) -> bytes:
    """The key: from `env:NAME` or `file:PATH` (relative to `base`), else from the environment
    variable, else from the state folder, where the first run makes one (mode 0600).

    Raises:
        ConfigError: the reference leads nowhere, or no key can be kept.
    """
    if reference.startswith("env:"):
        return _given(os.environ.get(reference[4:], ""), reference)
    if reference.startswith("file:"):
        return _given(_read(base / reference[5:]), reference)
    if os.environ.get(VARIABLE):
        return os.environ[VARIABLE].encode()
    return _kept(state_folder() / "masking.key")


def option_secret(reference: str, option: str) -> str:
    """The secret that an option of the command line refers to (see `auditor.api.read_secret`).

    Raises:
        ConfigError: not a reference, or it leads nowhere.
    """
    try:
        if REFERENCE.fullmatch(reference):
            return read_secret(reference, Path())
    except GapError as error:
        raise ConfigError(f"{option}: {error.message}") from None
    raise ConfigError(f"{option}: no secret there", hint="give env:NAME or file:PATH")


def state_folder() -> Path:
    """Where this installation keeps its state (XDG Base Directory specification)."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "auditor"


def _given(value: str, reference: str) -> bytes:
    if not value.strip():
        raise ConfigError(f"organisation.masking_key: `{reference}` holds no key", hint=HINT)
    return value.strip().encode()


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8"
        raise ConfigError(f"the masking key {path.name} cannot be read: {why}") from None


def _kept(path: Path) -> bytes:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    except OSError as error:
        message = f"no masking key can be kept in {path.parent}: {error.strerror}"
        raise ConfigError(message, hint=HINT) from None
    return _given(_read(path), str(path))
