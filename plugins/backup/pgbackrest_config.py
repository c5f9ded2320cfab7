"""Retention in the configuration of pgBackRest (https://pgbackrest.org/configuration.html)."""

from __future__ import annotations

from collections.abc import Iterable
from configparser import ConfigParser, Error

from auditor.api import GapError, GapReason, Target
from auditor_plugins.backup.listing import read_file
from auditor_plugins.backup.parts import Promise
from auditor_plugins.backup.policies import NONE, UNKNOWN, Policies, Policy

USUAL = ("/etc/pgbackrest/pgbackrest.conf", "/etc/pgbackrest.conf")
INCLUDED = "/etc/pgbackrest/conf.d"
COMMANDS = ("backup", "expire")
"""Both of them expire what the policy lets go: the one that keeps less decides."""


def policies(target: Target, places: Iterable[tuple[int | None, str]]) -> Policies:
    """The policy of each stanza in each repository.

    Raises:
        GapError: the configuration is absent, may not be read or is not well-formed.
    """
    config = _parsed(_text(target))
    try:
        return Policies(own={(key, name): _policy(config, key or 1, name) for key, name in places})
    except ValueError:
        raise _malformed() from None


def _text(target: Target) -> str:
    """As pgBackRest, it includes further files only beside the usual one."""
    if target.options.config:
        return read_file(target, target.options.config).decode("utf-8", "replace")
    usual = next((name for name in USUAL if (target.base / name).exists()), None)
    names = [usual] if usual else []
    names += [str(path) for path in sorted((target.base / INCLUDED).glob("*.conf"))]
    if not names:
        en = f"{USUAL[0]}: there is no such file (see config)"
        raise GapError(GapReason.ABSENT, en, None, f"{USUAL[0]}:文件不存在(见 config)")
    return "\n".join(read_file(target, name).decode("utf-8", "replace") for name in names)


def _parsed(text: str) -> ConfigParser:
    config = ConfigParser(
        delimiters=("=",), comment_prefixes=("#",), interpolation=None, strict=False
    )
    # Names keep their case (configparser documents this assignment).
    config.optionxform = str  # type: ignore[assignment,method-assign]
    try:
        config.read_string("\n".join(line.strip() for line in text.splitlines()))
    except Error:
        raise _malformed() from None
    return config


def _malformed() -> GapError:
    en = "the configuration of pgbackrest is not of the form that it reads"
    return GapError(GapReason.INVALID, en, None, "pgbackrest 的配置格式不正确")


def _policy(config: ConfigParser, repo: int, stanza: str) -> Policy:
    if _option(config, f"repo{repo}-host", stanza, "backup"):
        return UNKNOWN  # what counts is the configuration on that host
    found: dict[str, int | str] = {}
    for command in COMMANDS:
        for name, value in _promise(config, repo, stanza, command).items():
            old = found.get(name, value)
            # A field is a number of both commands, or a word of both.
            found[name] = min(old, value) if isinstance(old, int) else value  # type: ignore[type-var]
    return Policy("configured", Promise.model_validate(found)) if found else NONE


def _promise(config: ConfigParser, repo: int, stanza: str, command: str) -> dict[str, int | str]:
    def told(name: str) -> str | None:
        value = _option(config, f"repo{repo}-retention-{name}", stanza, command)
        old_name = _option(config, f"retention-{name}", stanza, command) if repo == 1 else None
        return old_name if value is None else value

    within = told("full-type") == "time"
    names = {
        "keep_within_days" if within else "keep_full": "full",
        "keep_diff": "diff",
        "keep_archive": "archive",
    }
    texts = {field: told(name) for field, name in names.items()}
    found: dict[str, int | str] = {
        field: int(text) for field, text in texts.items() if text is not None
    }
    kind = told("archive-type")
    return found | ({"archive_of": kind or "full"} if "keep_archive" in found else {})


def _option(config: ConfigParser, name: str, stanza: str, command: str) -> str | None:
    """The nearest section that sets it."""
    for section in (f"{stanza}:{command}", stanza, f"global:{command}", "global"):
        if config.has_option(section, name):
            return config.get(section, name)
    return None
