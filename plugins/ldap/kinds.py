"""Kinds that no catalogue kind covers: groups of a directory, and its lockout rules."""

from __future__ import annotations

from typing import Any

_PLACE: dict[str, Any] = {
    "type": "object",
    "required": ["file"],
    "properties": {"file": {"type": "string"}},
}


def _field(kind: str, title_zh: str, description: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "title_zh": title_zh, "description": description, **more}


def _schema(name: str, description: str, key: str, required: list[str], fields: Any) -> Any:
    system = _field("string", "系统编号", "Directory, by the name of its target.")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        "description": description,
        "x-from": "OpenLDAP or Active Directory",
        "x-key": ["system_id", key],
        "type": "array",
        "items": {
            "type": "object",
            "required": ["system_id", key, *required, "_loc"],
            "additionalProperties": False,
            "properties": {"system_id": system, **fields, "_loc": _PLACE},
        },
    }


GROUPS = _schema(
    "directory_groups",
    "Groups of a directory and who is in those that give rights of administration.",
    "group",
    ["privileged", "member_count"],
    {
        "group": _field("string", "用户组", "Name of the group."),
        "privileged": _field(
            "boolean", "特权组", "Whether it gives rights of administration, by itself or nested."
        ),
        "member_count": _field("integer", "成员数", "Number of direct members."),
        "members": _field(
            "array",
            "成员",
            "Direct members of a privileged group, by the names that the group has.",
            items={"type": "string"},
            **{"x-personal": "staff"},
        ),
    },
)
LOCKOUT = _schema(
    "lockout_policy",
    "When accounts are locked after wrong passwords.",
    "source",
    ["enabled"],
    {
        "source": _field("string", "规则来源", "Policy that sets it."),
        "enabled": _field("boolean", "已启用", "Whether wrong passwords lock an account at all."),
        "max_failures": _field("integer", "失败次数", "Wrong passwords after which it is locked."),
        "lockout_seconds": _field(
            "integer",
            "锁定时长",
            "How long it is locked; zero is until an administrator unlocks it.",
        ),
        "window_seconds": _field(
            "integer", "计数窗口", "Time after which old failures are forgotten; zero is never."
        ),
    },
)
SCHEMAS = {"directory_groups": GROUPS, "lockout_policy": LOCKOUT}
