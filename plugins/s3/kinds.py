"""The kind that no catalogue kind covers: where buckets are copied to."""

from __future__ import annotations

from typing import Any


def _field(kind: str, title_zh: str, description: str) -> dict[str, Any]:
    return {"type": kind, "title_zh": title_zh, "description": description}


REPLICATION: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "bucket_replication",
    "description": "Rules by which objects of a bucket are copied to another.",
    "x-from": "S3 or MinIO API: replication configuration",
    "x-key": ["bucket", "rule"],
    "type": "array",
    "items": {
        "type": "object",
        "required": ["bucket", "rule", "enabled", "destination", "_loc"],
        "additionalProperties": False,
        "properties": {
            "bucket": _field("string", "存储桶", "Bucket whose objects are copied."),
            "store_id": _field("string", "存放库编号", "Store that the bucket is."),
            "rule": _field("string", "规则", "Name of the rule, or its number."),
            "enabled": _field("boolean", "已启用", "Whether the rule is in force."),
            "destination": _field("string", "目标存储桶", "Bucket that the copies go to."),
            "account": _field("string", "目标账户", "Account of the destination, where given."),
            "whole_bucket": _field("boolean", "整桶", "Whether every object is copied."),
            "deletes": _field("boolean", "复制删除", "Whether deletions are copied too."),
            "_loc": {
                "type": "object",
                "required": ["file"],
                "properties": {"file": {"type": "string"}},
            },
        },
    },
}
SCHEMAS = {"bucket_replication": REPLICATION}
