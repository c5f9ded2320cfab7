"""Errors that users see. Each names the place, what was expected and what to do."""

from __future__ import annotations

from auditor.api.models import GapReason, Location


class AuditorError(Exception):
    """Wrong use, configuration or policy: exit code 2, one message, no traceback."""

    def __init__(self, message: str, location: Location | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.location, self.hint = message, location, hint

    def __str__(self) -> str:
        place = ""
        if self.location:
            line = f":{self.location.line}" if self.location.line else ""
            place = f"{self.location.file}{line}: "
        return f"{place}{self.message}" + (f" ({self.hint})" if self.hint else "")


class ConfigError(AuditorError):
    """The configuration cannot be used."""


class PolicyError(AuditorError):
    """A policy cannot be loaded; nothing is evaluated, so that no rule is skipped in silence."""


class PluginError(AuditorError):
    """A plugin cannot be loaded or registers something twice."""


class EngineError(Exception):
    """An engine could not evaluate one control; the control becomes not-evaluated."""


class GapError(Exception):
    """Raised by a collector or host: this evidence cannot be had, for this closed reason."""

    def __init__(
        self,
        reason: GapReason,
        message: str,
        location: Location | None = None,
        message_zh: str = "",
    ) -> None:
        super().__init__(message)
        self.reason, self.message, self.location = reason, message, location
        self.message_zh = message_zh
