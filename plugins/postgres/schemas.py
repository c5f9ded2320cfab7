"""Schemas of the kinds of this plugin: what the catalogue has no kind for."""

from __future__ import annotations

from typing import Any

PLACE = {"type": "object", "required": ["file"]}


def _text(title: str, description: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "title_zh": title, "description": description, **more}


def _flag(title: str, description: str) -> dict[str, Any]:
    return {"type": "boolean", "title_zh": title, "description": description}


def _time(title: str, description: str) -> dict[str, Any]:
    return _text(title, description, format="date-time", **{"x-type": "datetime"})


def _schema(
    kind: str, description: str, key: list[str], required: list[str], fields: dict[str, Any]
) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind,
        "description": description,
        "x-from": "PostgreSQL system catalogue",
        "x-key": key,
        "type": "array",
        "items": {
            "type": "object",
            "required": [*required, "_loc"],
            "additionalProperties": False,
            "properties": {
                "host": _text("主机", "Host or cluster of the database."),
                **fields,
                "_loc": PLACE,
            },
        },
    }


KINDS = ["schema", "function", "sequence", "column", "database", "default"]
POLICY = {
    "type": "object",
    "required": ["name", "command", "permissive", "roles"],
    "additionalProperties": False,
    "properties": {
        "name": _text("名称", "Name of the policy."),
        "command": _text("命令", "Command that it is for, or ALL."),
        "permissive": _flag("宽松", "Whether it adds rows; a restrictive one takes them away."),
        "roles": {
            "type": "array",
            "items": {"type": "string"},
            "title_zh": "角色",
            "description": "Roles that it is for, or PUBLIC.",
        },
    },
}
OBJECT_GRANTS = _schema(
    "postgres_object_grants",
    "Privileges on schemas, functions, sequences, columns and the database, and default ones.",
    ["host", "database", "object_kind", "object_name", "grantee", "privilege"],
    ["host", "object_kind", "object_name", "grantee", "privilege"],
    {
        "database": _text("数据库", "Database that holds the object."),
        "object_kind": _text(
            "对象类型",
            "What the object is; default is a right that new objects will have.",
            enum=KINDS,
        ),
        "object_name": _text(
            "对象名称", "Its name with the schema; owner/schema/type for default."
        ),
        "grantee": _text("被授权角色", "Role that holds the privilege, or PUBLIC for every role."),
        "privilege": _text("权限", "Privilege that is granted."),
        "grantable": _flag("可转授", "Whether the grantee may grant it to others."),
        "security_definer": _flag("以属主身份执行", "Whether a function runs as its owner."),
    },
)
ROW_SECURITY = _schema(
    "postgres_row_security",
    "Row-level security of tables.",
    ["host", "table_name"],
    ["host", "table_name", "enabled", "forced", "policies"],
    {
        "table_name": _text("表名", "Table with its schema."),
        "enabled": _flag("已启用", "Whether policies choose the rows that a role sees."),
        "forced": _flag("对属主强制", "Whether they bind the owner of the table too."),
        "policies": {
            "type": "array",
            "items": POLICY,
            "title_zh": "策略",
            "description": "Policies of the table.",
        },
    },
)
ARCHIVING = _schema(
    "postgres_archiving",
    "State of the archive of the write-ahead log.",
    ["host"],
    ["host", "enabled"],
    {
        "enabled": _flag("已启用", "Whether the write-ahead log is archived."),
        "last_archived_at": _time("最近归档时间", "When a file was last archived."),
        "last_failed_at": _time("最近失败时间", "When archiving last failed."),
        "failures": {
            "type": "integer",
            "title_zh": "失败次数",
            "description": "Failures since the statistics were reset.",
        },
        "failing": _flag("正在失败", "Whether the last attempt failed."),
    },
)
SCHEMAS: dict[str, Any] = {one["title"]: one for one in (ARCHIVING, OBJECT_GRANTS, ROW_SECURITY)}
