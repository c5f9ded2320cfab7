"""Why a stretch of a log cannot be trusted."""

from __future__ import annotations

from typing import Literal

Why = Literal[
    "missing_days",
    "silence",
    "clock_back",
    "truncated",
    "overwritten",
    "rotated_away",
    "lost_records",
    "auditing_off",
    "rules_removed",
    "failed_verification",
]
