"""JSON Schemas of the kinds that this plugin brings."""

from __future__ import annotations

from typing import Any

PLACE = {
    "type": "object",
    "properties": {"file": {"type": "string"}, "line": {"type": "integer", "minimum": 1}},
    "required": ["file"],
}


def _text(title_zh: str, description: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "title_zh": title_zh, "description": description, **more}


def _flag(title_zh: str, description: str) -> dict[str, Any]:
    return {"type": "boolean", "title_zh": title_zh, "description": description}


def _number(title_zh: str, description: str) -> dict[str, Any]:
    return {"type": "integer", "minimum": 0, "title_zh": title_zh, "description": description}


VISIBILITY = {"enum": ["public", "internal", "private"]}
NAME = _text("代码库", "Name of the repository; of one on a forge its host, owner and name.")
REMOTE = {
    "type": "object",
    "required": ["name", "location", "outside"],
    "additionalProperties": False,
    "properties": {
        "name": _text("名称", "Name of the remote."),
        "location": _text("地址", "Host and path, without user and password."),
        "outside": _flag("外部", "Whether the host is none of the organisation's own."),
        "visibility": _text("可见性", "Visibility by the exports.", **VISIBILITY),
    },
}
REPOSITORY = {
    "repository": NAME,
    "origin": _text("来源", "Where it was seen.", enum=["local", "forge"]),
    "location": _text("位置", "Its folder, or its address on the forge."),
    "visibility": _text(
        "可见性", "Who may see it; of a local one the widest of its remotes.", **VISIBILITY
    ),
    "outside": _flag("外部", "Whether it, or a remote of it, is on a host of others."),
    "remotes": {
        "type": "array",
        "items": REMOTE,
        "title_zh": "远程库",
        "description": "Its remotes.",
    },
    "credential_in_config": _flag(
        "配置含凭据", "Whether its configuration holds a password or token."
    ),
    "default_branch": _text("默认分支", "Its default branch."),
    "branches": _number("分支数", "Number of its branches."),
    "commit": _text("提交", "Commit of the default branch."),
    "last_commit_at": _text(
        "最后提交时间", "Time of that commit.", format="date-time", **{"x-type": "datetime"}
    ),
    "files": _number("文件数", "Number of files in that commit."),
    "codeowners": _text("代码所有者文件", "Path of its CODEOWNERS file."),
    "codeowners_rules": _number("所有者规则数", "Number of rules in that file."),
    "codeowners_all": _flag("覆盖全部文件", "Whether one of the rules is for all files."),
    "protected": _flag("分支受保护", "Whether the default branch is protected."),
    "required_reviews": _number("评审人数", "Approvals that a change of that branch needs."),
    "code_owner_reviews": _flag("所有者评审", "Whether owners of code must approve."),
    "force_push": _flag("允许强推", "Whether its history may be overwritten."),
    "admins_bound": _flag("约束管理员", "Whether the protection binds administrators too."),
    "archived": _flag("已归档", "Whether it is read-only for good."),
    "fork": _flag("派生库", "Whether it was forked from another."),
    "holds_customer_info": _flag("存有客户信息", "Whether it holds customer information."),
}
FILE = {
    "repository": NAME,
    "path": _text("路径", "Path in the repository."),
    "object": _text("对象", "Identifier of the object that holds the contents."),
    "size": _number("大小", "Size in bytes."),
    "type": _text("类型", "What the path is.", enum=["file", "link", "submodule"]),
    "at_head": _flag("在最新提交中", "Whether the default branch has it now, or history only."),
}


def _kind(name: str, description: str, key: list[str], fields: dict[str, Any]) -> dict[str, Any]:
    item = {
        "type": "object",
        "required": [*key, "_loc"],
        "additionalProperties": False,
        "properties": {**fields, "_loc": PLACE, "_locs": {"type": "object"}},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        "description": description,
        "x-key": key,
        "type": "array",
        "items": item,
    }


SCHEMAS = {
    "repositories": _kind(
        "repositories",
        "Repositories of source, where they are and who may see and change them.",
        ["repository", "origin"],
        REPOSITORY,
    ),
    "repository_files": _kind(
        "repository_files",
        "Contents of repositories, for a scan to look into.",
        ["repository", "path", "object"],
        FILE,
    ),
}
