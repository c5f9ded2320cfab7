"""Lists of the API, page by page, cut down to what is evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from auditor.api import GapError, GapReason
from auditor_plugins.kubernetes.objects import Ask, table, tables, text
from auditor_plugins.kubernetes.resources import Resource

GONE, OK = 410, 200
META = ("name", "generateName", "namespace", "labels", "annotations", "ownerReferences")
DUMP = "kubectl.kubernetes.io/last-applied-configuration"
POD = (
    "serviceAccountName",
    "automountServiceAccountToken",
    "hostNetwork",
    "hostPID",
    "hostIPC",
    "securityContext",
)
CONTAINER = ("name", "image", "ports", "securityContext", "volumeMounts")


def listed(ask: Ask, resource: Resource, page_size: int) -> Iterator[dict[str, Any]]:
    """All objects of a resource, reduced, a page at a time.

    Raises:
        GapError: a page cannot be had; those before it were given.
    """
    token = ""
    while True:
        body = _page(ask, resource, page_size, token)
        for _, one in tables(body, "items"):
            yield reduced(one)
        token = text(table(body, "metadata").get("continue"))
        if not token:
            return


def _page(ask: Ask, resource: Resource, size: int, token: str) -> Mapping[str, Any]:
    more = f"&continue={quote(token, safe='')}" if token else ""
    answer = ask(f"{resource.path}?limit={size}{more}")
    body = answer["body"]
    if answer["status"] == GONE and (fresh := text(table(body, "metadata").get("continue"))):
        # The token is too old: the server goes on from there with what it holds now.
        answer = ask(f"{resource.path}?limit={size}&continue={quote(fresh, safe='')}")
        body = answer["body"]
    if answer["status"] != OK or not isinstance(table(body).get("items", []), list):
        raise refused(answer["status"], resource)
    if not isinstance(body, Mapping):
        raise refused(0, resource)
    return body


def rule(resource: Resource) -> str:
    """The RBAC rule that lets a resource be listed."""
    return f'apiGroups: ["{resource.group}"], resources: ["{resource.name}"], verbs: ["list"]'


def refused(status: int, resource: Resource) -> GapError:
    """What an answer other than 200 means, with the right that is missing."""
    if status == 401:
        message = "the API server does not accept the credentials of the kubeconfig"
        return GapError(GapReason.DENIED, message, None, "API 服务器不接受 kubeconfig 中的凭据")
    if status == 403:
        lacking = f"{resource.name} may not be listed; the ClusterRole needs {rule(resource)}"
        lacking_zh = f"无权列出 {resource.name};ClusterRole 需要 {rule(resource)}"
        return GapError(GapReason.DENIED, lacking, None, lacking_zh)
    if status == 404:
        message = f"the API server does not serve {resource.path}"
        return GapError(GapReason.ABSENT, message, None, f"API 服务器不提供 {resource.path}")
    if status in (500, 502, 503, 504, 429):
        message = f"the API server answered {status} to {resource.path}"
        message_zh = f"API 服务器对 {resource.path} 应答 {status}"
        return GapError(GapReason.UNREACHABLE, message, None, message_zh)
    message = f"the answer to {resource.path} is no list (status {status})"
    message_zh = f"{resource.path} 的应答不是列表(状态 {status})"
    return GapError(GapReason.INVALID, message, None, message_zh)


def reduced(one: Mapping[str, Any]) -> dict[str, Any]:
    """An object without its status, and of pods without environment and other contents."""
    meta = {name: one["metadata"][name] for name in META if name in table(one, "metadata")}
    if DUMP in table(meta, "annotations"):
        meta["annotations"] = {k: v for k, v in meta["annotations"].items() if k != DUMP}
    kept = {k: v for k, v in one.items() if k not in ("metadata", "status", "data", "stringData")}
    spec = table(one, "spec")
    if "containers" in spec:
        kept["spec"] = pod(spec)
    elif template := table(spec, "jobTemplate", "spec", "template", "spec"):
        kept["spec"] = {"jobTemplate": {"spec": {"template": {"spec": pod(template)}}}}
    return {**kept, "metadata": meta}


def pod(spec: Mapping[str, Any]) -> dict[str, Any]:
    """A pod's spec without what it is configured with."""
    found: dict[str, Any] = {name: spec[name] for name in POD if name in spec}
    for part in ("initContainers", "containers", "ephemeralContainers"):
        if part in spec:
            found[part] = [_container(one) for _, one in tables(spec, part)]
    volumes = [one for _, one in tables(spec, "volumes") if "hostPath" in one]
    return found | ({"volumes": volumes} if volumes else {})


def _container(one: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: one[name] for name in CONTAINER if name in one}
    words = [word for part in ("command", "args") for word in one.get(part) or []]
    flags = words if any("kube-apiserver" in str(word) for word in words[:2]) else []
    return found | ({"command": flags} if flags else {})
