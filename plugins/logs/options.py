"""Options of `type: logs` targets."""

from __future__ import annotations

import re
from datetime import date
from ipaddress import IPv4Network, IPv6Network
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, field_validator, model_validator

from auditor_plugins.logs.why import Why

Format = Literal["auto", "syslog", "auditd", "export", "journal"]
Text = Annotated[str, Field(min_length=1)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Log(_Model):
    """One log with its rotated files beside it.

    Attributes:
        path: the file that is written now (`/var/log/auth.log`); of the journal a file or folder.
            Without it, and with `format: journal`, the journal of the running machine.
        format: told by the first line of each file when left out.
        quiet: days without a record are nothing unusual.
        max_silence_hours: a longer time without a record is a gap even within a day.
        newest: day of the newest record, where the times of the files were lost in copying; it
            settles the year of lines that have none.
        verify: have `journalctl --verify` check a journal.
    """

    path: Text | None = None
    format: Format = "auto"
    quiet: bool = False
    max_silence_hours: Annotated[int, Field(ge=1)] | None = None
    newest: date | None = None
    verify: bool = True

    @model_validator(mode="after")
    def _a_path_but_for_the_journal(self) -> Log:
        if self.path is None and self.format != "journal":
            raise ValueError("path: is missing (only format: journal goes without)")
        return self


class Classified(_Model):
    """Files at and below `prefix`; `object` is a pattern whose group `id` names the object."""

    prefix: Annotated[str, Field(pattern=r"^/")]
    classification: Text
    object: Text | None = None

    @field_validator("object")
    @classmethod
    def _with_an_id(cls, pattern: str | None) -> str | None:
        try:
            named = pattern is None or "id" in re.compile(pattern).groupindex
        except re.error:
            raise ValueError("not a regular expression") from None
        if not named:
            raise ValueError("has no group (?P<id>...)")
        return pattern


class Network(_Model):
    """What is known of accesses from the addresses of `cidr`; the first that fits counts."""

    cidr: IPv4Network | IPv6Network
    network: Literal["corporate", "vpn", "home", "public_wifi", "guest", "unknown"] | None = None
    device_managed: bool | None = None
    device_shared: bool | None = None


class Explained(_Model):
    """A gap that a person judged to be legitimate: its reason, and a day that it touches."""

    why: Why
    day: date
    judged_at: date | AwareDatetime
    closed_at: date | AwareDatetime | None = None


class Options(_Model):
    """Keys of a `type: logs` target."""

    logs: tuple[Log, ...] = Field(min_length=1)
    paths: tuple[Classified, ...] = ()
    keys: dict[str, Text] = {}
    logins: bool = True
    system_id: Text | None = None
    classification: Text | None = None
    passwd: Text | None = None
    networks: tuple[Network, ...] = ()
    store_id: Text | None = None
    alerts: bool = False
    explained: tuple[Explained, ...] = ()
    timezone: Text | None = None
    clock_tolerance: Annotated[int, Field(ge=0)] = 60
    days: Annotated[int, Field(ge=1)] | None = None
    timeout: Annotated[float, Field(gt=0)] = 600.0
    max_rows: Annotated[int, Field(ge=1)] = 100_000

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str | None) -> str | None:
        try:
            if name is not None:
                ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("unknown timezone; use an IANA name such as Asia/Shanghai") from None
        return name


def promised_kinds(options: Options) -> tuple[str, ...]:
    """The kinds that a target with these options promises."""
    kinds = ["access_log", "audit_logging", "log_gaps"]
    if options.store_id:
        kinds.append("integrity_monitoring")
    if options.alerts:
        kinds.append("security_alerts")
    return tuple(kinds)
