"""Schemas of the kinds that this plugin brings."""

from __future__ import annotations

from typing import Any

PLACE = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {"type": "string"},
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
        "end_line": {"type": "integer", "minimum": 1},
    },
}
VERSIONS = ["none", "ssl3", "1.0", "1.1", "1.2", "1.3"]


def _field(kind: str, title_zh: str, description: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "title_zh": title_zh, "description": description, **more}


def _kind(
    title: str, text: str, key: list[str], required: list[str], fields: dict[str, Any]
) -> dict[str, Any]:
    places = {"type": "object", "additionalProperties": PLACE}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": text,
        "x-key": key,
        "type": "array",
        "items": {
            "type": "object",
            "required": [*required, "_loc"],
            "additionalProperties": False,
            "properties": {**fields, "_loc": PLACE, "_locs": places},
        },
    }


STORES = _kind(
    "message_stores",
    "Places in which mail messages are kept.",
    ["path", "format"],
    ["path", "format", "messages", "bytes"],
    {
        "path": _field("string", "路径", "Folder or file of the store."),
        "format": _field("string", "格式", "Form of the store.", enum=["maildir", "mbox", "eml"]),
        "messages": _field("integer", "邮件数", "Messages in it.", minimum=0),
        "bytes": _field("integer", "字节数", "Bytes of its files.", minimum=0),
        "newest": _field(
            "string",
            "最新邮件时间",
            "When its newest file was last written; empty for an empty store.",
            **{"format": "date-time", "x-type": "datetime"},
        ),
    },
)
TRANSPORTS = _kind(
    "mail_transports",
    "Services that take or give mail over a network, and their encryption.",
    ["host", "program", "service"],
    ["host", "program", "service", "direction", "tls"],
    {
        "host": _field("string", "主机", "Host of the service."),
        "program": _field("string", "程序", "Mail server.", enum=["postfix", "dovecot"]),
        "service": _field("string", "服务", "Name of the service in the configuration."),
        "direction": _field(
            "string", "方向", "Whether it receives or sends.", enum=["receives", "sends"]
        ),
        "tls": _field(
            "string",
            "加密级别",
            "Whether TLS is never, where possible, or always used.",
            enum=["none", "opportunistic", "mandatory"],
        ),
        "lowest_protocol": _field(
            "string",
            "最低协议版本",
            "Oldest version once TLS is spoken; none without TLS, empty if it cannot be told.",
            enum=VERSIONS,
        ),
        "verified": _field(
            "boolean", "验证证书", "Whether the certificate of the other server is verified."
        ),
        "login_in_clear": _field(
            "boolean", "明文登录", "Whether a password may be sent without TLS."
        ),
        "filters": {
            "type": "array",
            "items": {"type": "string"},
            "title_zh": "过滤",
            "description": "What looks at the mail: postscreen, milters, content filters.",
        },
    },
)
SCHEMAS = {"mail_transports": TRANSPORTS, "message_stores": STORES}
