"""Kinds that no catalogue kind covers: workloads with their rights on the node, and RBAC."""

from __future__ import annotations

from typing import Any

_PLACE: dict[str, Any] = {
    "type": "object",
    "required": ["file"],
    "properties": {"file": {"type": "string"}, "line": {"type": "integer"}},
}


def _field(kind: str, title_zh: str, description: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "title_zh": title_zh, "description": description, **more}


def _words(title_zh: str, description: str) -> dict[str, Any]:
    return _field("array", title_zh, description, items={"type": "string"})


def _schema(name: str, description: str, key: list[str], fields: Any, least: list[str]) -> Any:
    system = _field("string", "系统编号", "Cluster, by the name of its target.")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        "description": description,
        "x-from": "Kubernetes manifests or API",
        "x-key": ["system_id", *key],
        "type": "array",
        "items": {
            "type": "object",
            "required": ["system_id", *least, "_loc"],
            "additionalProperties": False,
            "properties": {
                "system_id": system,
                **fields,
                "_loc": _PLACE,
                "_locs": {"type": "object", "additionalProperties": _PLACE},
            },
        },
    }


NAMESPACE = _field("string", "命名空间", "Namespace it is in.")
WORKLOADS = _schema(
    "workloads",
    "What runs in a cluster, and what it may do on its node.",
    ["namespace", "kind", "name"],
    {
        "namespace": NAMESPACE,
        "kind": _field("string", "类型", "Kind of the workload, such as Deployment."),
        "name": _field("string", "名称", "Name of the workload."),
        "service_account": _field("string", "服务账号", "Account that its pods act as."),
        "images": _words("镜像", "Images of its containers."),
        "unpinned_images": _words("未固定镜像", "Images that are not named by a digest."),
        "permissions": _words(
            "权限",
            "Rights on the node beyond those of a plain container: privileged, hostNetwork, "
            "hostPID, hostIPC, hostPath:PATH, hostPort, capability:NAME, unconfined.",
        ),
        "may_run_as_root": _field("boolean", "可用root", "Whether a container may run as root."),
        "may_escalate": _field(
            "boolean", "可提权", "Whether a process may gain more rights than its parent."
        ),
        "token_mounted": _field(
            "boolean", "挂载令牌", "Whether its pods hold a token for the API, as they say."
        ),
        "holds_customer_info": _field(
            "boolean", "含客户信息", "Whether its namespace holds customer information."
        ),
    },
    ["namespace", "kind", "name", "permissions"],
)
RIGHTS = ["all", "escalation", "exec", "nodes", "secrets", "tokens", "workloads"]
RBAC_GRANTS = _schema(
    "rbac_grants",
    "What each binding of a cluster gives to whom.",
    ["namespace", "binding", "subject_kind", "subject"],
    {
        "namespace": NAMESPACE | {"description": "Namespace it holds in; none is everywhere."},
        "binding": _field("string", "绑定", "Name of the binding."),
        "subject_kind": _field(
            "string", "主体类型", "Who receives it.", enum=["User", "Group", "ServiceAccount"]
        ),
        "subject": _field(
            "string", "主体", "User name or group, as RBAC writes it.", **{"x-personal": "staff"}
        ),
        "role": _field("string", "角色", "Role that is given."),
        "rights": _field(
            "array",
            "权力",
            "What of it matters most; left out where the role is not known.",
            items={"type": "string", "enum": RIGHTS},
        ),
        "privileged": _field(
            "boolean", "特权", "Whether that amounts to administration of the cluster."
        ),
        "everybody": _field(
            "boolean", "所有人", "Whether the subject is everyone, or everyone who signs in."
        ),
    },
    ["binding", "subject_kind", "subject", "role", "everybody"],
)
SCHEMAS = {"rbac_grants": RBAC_GRANTS, "workloads": WORKLOADS}
