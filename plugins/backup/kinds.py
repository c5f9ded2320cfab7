"""The kind that no catalogue kind covers: how long backups are kept."""

from __future__ import annotations

from typing import Any


def _field(kind: str, title_zh: str, description: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "title_zh": title_zh, "description": description, **more}


def _count(title_zh: str, description: str) -> dict[str, Any]:
    return _field("integer", title_zh, description, minimum=0)


def _time(title_zh: str, description: str) -> dict[str, Any]:
    more = {"format": "date-time", "x-type": "datetime"}
    return _field("string", title_zh, description, **more)


def _days(title_zh: str, description: str) -> dict[str, Any]:
    return _field("number", title_zh, description, minimum=0)


POLICY = {
    "policy": _field(
        "string",
        "策略来源",
        "Who promises: the target's option (stated) or the tool's configuration (configured), which"
        " may promise nothing (none); unknown where neither is known.",
        enum=["stated", "configured", "none", "unknown"],
    ),
    "keep_last": _count("保留最近份数", "Newest backups that are kept."),
    "keep_within_days": _count("保留天数", "Days within which every backup is kept."),
    "keep_hourly": _count("按小时保留", "Hours of which a backup is kept."),
    "keep_daily": _count("按日保留", "Days of which a backup is kept."),
    "keep_weekly": _count("按周保留", "Weeks of which a backup is kept."),
    "keep_monthly": _count("按月保留", "Months of which a backup is kept."),
    "keep_yearly": _count("按年保留", "Years of which a backup is kept."),
    "keep_full": _count("保留全量份数", "Full backups that are kept."),
    "keep_diff": _count("保留差异份数", "Differential backups that are kept."),
    "keep_archive": _count("保留归档份数", "Backups up to which the archive of WAL is kept."),
    "archive_of": _field(
        "string", "归档类型", "Type of the backups of keep_archive.", enum=["full", "diff", "incr"]
    ),
    "minimum_redundancy": _count("最少份数", "Backups that are kept however old they are."),
}
SEEN = {
    "snapshots": _count("备份数", "Good backups that are there and not dated in the future."),
    "full_snapshots": _count("全量备份数", "Full ones among them, where the tool tells."),
    "unfinished": _count("未成功数", "Backups that are partial or failed."),
    "future": _count("未来时间数", "Backups dated more than an hour after the audit."),
    "oldest": _time("最早备份", "The oldest of the good backups."),
    "newest": _time("最新备份", "The newest of the good backups."),
    "oldest_age_days": _days("最早备份天数", "Days from the oldest to the audit."),
    "newest_age_days": _days("最新备份天数", "Days from the newest to the audit."),
    "longest_gap_days": _days("最长间隔天数", "Longest time between two that follow each other."),
}
RETENTION: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "backup_retention",
    "description": "How long backups are promised to be kept, and which are there.",
    "x-from": "restic, borg, pgBackRest and Barman: snapshots and retention policies",
    "x-key": ["repo", "system_id", "group"],
    "type": "array",
    "items": {
        "type": "object",
        "required": [
            "repo",
            "system_id",
            "group",
            "policy",
            "snapshots",
            "unfinished",
            "future",
            "_loc",
        ],
        "additionalProperties": False,
        "properties": {
            "repo": _field("string", "备份库", "Repository that holds the backups."),
            "system_id": _field("string", "系统编号", "System that is backed up."),
            "group": _field(
                "string",
                "分组",
                "Host, stanza or server whose backups these are; the pattern of the option where"
                " there is none.",
            ),
            **POLICY,
            **SEEN,
            "_loc": {
                "type": "object",
                "required": ["file"],
                "properties": {"file": {"type": "string"}, "line": {"type": "integer"}},
            },
        },
    },
}
SCHEMAS = {"backup_retention": RETENTION}
