"""Schema of the kind that this plugin brings."""

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


def _field(kind: str, title_zh: str, description: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "title_zh": title_zh, "description": description, **more}


def _list(title_zh: str, description: str) -> dict[str, Any]:
    return _field("array", title_zh, description, items={"type": "string"})


FIELDS = {
    "host": _field("string", "主机", "Host of the web server."),
    "program": _field("string", "程序", "Web server.", enum=["nginx", "apache"]),
    "server_name": _field("string", "站点名称", "First name of the site; _ without one."),
    "listen": _field("string", "监听地址", "Address and port."),
    "tls": _field("boolean", "使用 TLS", "Whether the site speaks TLS there."),
    "lowest_protocol": _field(
        "string",
        "最低协议版本",
        "Oldest version that its configuration accepts.",
        enum=["none", "ssl3", "1.0", "1.1", "1.2", "1.3"],
    ),
    "ciphers": _field("string", "密码套件", "Cipher list; empty means the library's own."),
    "redirects_to_https": _field("boolean", "跳转到 HTTPS", "Whether it only redirects to https."),
    "hsts_max_age": _field(
        "integer", "HSTS 秒数", "Seconds of Strict-Transport-Security; 0 without.", minimum=0
    ),
    "autoindex": _field("boolean", "目录列表", "Whether any folder is listed to visitors."),
    "listed": _list("被列出的路径", "Paths whose folders are listed."),
    "roots": _list("公开目录", "Folders whose files are served."),
    "access_log": _field("boolean", "访问日志", "Whether requests are logged."),
    "unlogged": _list("未记录的路径", "Locations whose requests are not logged."),
    "_loc": PLACE,
    "_locs": {"type": "object", "additionalProperties": PLACE},
}
SITES = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "web_sites",
    "description": "Sites of web servers: encryption, listings, logs.",
    "x-key": ["host", "program", "server_name", "listen"],
    "type": "array",
    "items": {
        "type": "object",
        "required": ["host", "program", "server_name", "listen", "tls", "_loc"],
        "additionalProperties": False,
        "properties": FIELDS,
    },
}
SCHEMAS = {"web_sites": SITES}
