"""The kind that this plugin brings: holes in logs and signs of tampering."""

from __future__ import annotations

from typing import Any, get_args

from auditor_plugins.logs.why import Why

LOCATION = {
    "type": "object",
    "properties": {
        "file": {"type": "string"},
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
        "end_line": {"type": "integer", "minimum": 1},
    },
    "required": ["file"],
}


def _when(title_zh: str, description: str) -> dict[str, Any]:
    return {
        "type": "string",
        "format": "date-time",
        "x-type": "datetime",
        "title_zh": title_zh,
        "description": description,
    }


LOG_GAPS: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "log_gaps",
    "description": "Holes in logs, jumps of their clock and signs that they were tampered with.",
    "x-from": "auditd logs, the journal, syslog files and their rotated copies",
    "x-key": ["system_id", "file", "why", "from"],
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "system_id": {
                "type": "string",
                "title_zh": "系统编号",
                "description": "System whose log it is.",
            },
            "file": {
                "type": "string",
                "title_zh": "日志文件",
                "description": "File in which it shows.",
            },
            "from": _when("起", "Last record before it."),
            "until": _when("止", "First record after it; empty where none came."),
            "seconds": {
                "type": "integer",
                "title_zh": "秒数",
                "description": "Time without records, or by which the clock went back.",
            },
            "why": {
                "type": "string",
                "enum": list(get_args(Why)),
                "title_zh": "原因",
                "description": "What is wrong with the log.",
            },
            "explained": {
                "type": "boolean",
                "title_zh": "已说明",
                "description": "Whether a person found it to be legitimate.",
            },
            "_loc": LOCATION,
            "_locs": {"type": "object", "additionalProperties": LOCATION},
        },
        "required": ["system_id", "file", "why", "explained", "_loc"],
        "additionalProperties": False,
    },
}
