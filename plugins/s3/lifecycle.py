"""Lifecycle rules: when every object of a bucket is gone, and how long logs are kept."""

from __future__ import annotations

from typing import Any

FOR_EVER = 36_500
"""Days of what no rule deletes."""
Rule = dict[str, Any]


def expire_days(rules: list[Rule], versioned: bool) -> int | None:
    """The age at which every object is deleted, or None where it is not.

    In a bucket that keeps versions, expiry hides an object only; it is gone when its older
    versions expire too. A rule for a part of the bucket deletes a part only.
    """
    whole = [rule for rule in rules if _enabled(rule) and _prefix(rule) == ""]
    current = [days for rule in whole if (days := _days(rule, "Expiration", "Days"))]
    older = "NoncurrentVersionExpiration"
    later = [days for rule in whole if (days := _days(rule, older, "NoncurrentDays"))]
    if not current or (versioned and not later):
        return None
    return min(current) + (min(later) if versioned else 0)


def kept_days(rules: list[Rule], prefix: str) -> int:
    """How long objects below a prefix are kept at least."""
    fitting = [
        days
        for rule in rules
        if _enabled(rule) and (part := _untagged(rule)) is not None
        if (prefix.startswith(part) or part.startswith(prefix))
        and (days := _days(rule, "Expiration", "Days"))
    ]
    return min(fitting, default=FOR_EVER)


def _enabled(rule: Rule) -> bool:
    return rule.get("Status") == "Enabled"


def _days(rule: Rule, part: str, name: str) -> int | None:
    days = rule.get(part, {}).get(name)
    return days if isinstance(days, int) and days > 0 else None


def _prefix(rule: Rule) -> str | None:
    """The prefix that a rule is for; None where tags or sizes choose."""
    chosen = rule.get("Filter", {})
    if set(chosen) - {"Prefix"}:
        return None
    return str(chosen.get("Prefix", rule.get("Prefix", "")) or "")


def _untagged(rule: Rule) -> str | None:
    """The prefix of a rule that objects without tags may fall under, as logs are."""
    chosen = rule.get("Filter", {})
    chosen = chosen.get("And", chosen)
    if chosen.get("Tag") or chosen.get("Tags"):
        return None
    return str(chosen.get("Prefix", rule.get("Prefix", "")) or "")
