"""Pods and what makes them, with what their containers may do on the node."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from auditor.api import Location
from auditor_plugins.kubernetes.cluster import Cluster
from auditor_plugins.kubernetes.objects import Steps, Thing, table, tables, text, texts

RESOURCES = ("pods", "cronjobs")
PARTS = ("initContainers", "containers", "ephemeralContainers")
SPECS: Mapping[str, tuple[str, ...]] = {
    "Pod": ("spec",),
    "CronJob": ("spec", "jobTemplate", "spec", "template", "spec"),
}
TEMPLATE = ("spec", "template", "spec")
HASH = "pod-template-hash"
SCHEDULED = re.compile(r"(.+)-[0-9]{8,}")
"""Jobs of a CronJob are named after it and their minute."""
PLAIN = frozenset(
    {
        "AUDIT_WRITE",
        "CHOWN",
        "DAC_OVERRIDE",
        "FOWNER",
        "FSETID",
        "KILL",
        "MKNOD",
        "NET_BIND_SERVICE",
        "SETFCAP",
        "SETGID",
        "SETPCAP",
        "SETUID",
        "SYS_CHROOT",
    }
)
"""Capabilities that a container has anyhow."""
HOST = ("hostNetwork", "hostPID", "hostIPC")


@dataclass(frozen=True, slots=True)
class Container:
    """One container: its image and where that is named."""

    value: Mapping[str, Any]
    at: Steps

    @property
    def image(self) -> str:
        """The image as it is written."""
        return text(self.value.get("image"))


@dataclass(frozen=True, slots=True)
class Workload:
    """What runs: a pod on its own, or what makes pods."""

    thing: Thing
    kind: str
    name: str
    spec: Mapping[str, Any]
    steps: tuple[str, ...]

    @property
    def namespace(self) -> str:
        """Its namespace."""
        return self.thing.namespace

    def containers(self) -> Iterator[Container]:
        """All containers, with those that run first or were added later."""
        for part in PARTS:
            for i, one in tables(self.spec, part):
                yield Container(one, (*self.steps, part, i))

    def shared(self) -> Iterator[tuple[str, Location]]:
        """Rights that all its containers have, each with its place."""
        for name in HOST:
            if self.spec.get(name) is True:
                yield name, self.thing.place(*self.steps, name)
        yield from self._context(self.spec, self.steps)

    def own(self, container: Container) -> Iterator[tuple[str, Location]]:
        """Rights of one container; paths of the node count where it mounts them."""
        context = table(container.value, "securityContext")
        at = (*container.at, "securityContext")
        if context.get("privileged") is True:
            yield "privileged", self.thing.place(*at, "privileged")
        for name in texts(context, "capabilities", "add"):
            if (short := name.upper().removeprefix("CAP_")) not in PLAIN:
                yield f"capability:{short}", self.thing.place(*at, "capabilities", "add")
        if context.get("procMount") == "Unmasked":
            yield "unmasked-proc", self.thing.place(*at, "procMount")
        for i, port in tables(container.value, "ports"):
            if port.get("hostPort"):
                yield f"hostPort:{port['hostPort']}", self.thing.place(*container.at, "ports", i)
        mounted = {text(one.get("name")) for _, one in tables(container.value, "volumeMounts")}
        for i, one in tables(self.spec, "volumes"):
            path = text(table(one, "hostPath").get("path"))
            if path and text(one.get("name")) in mounted:
                yield f"hostPath:{path}", self.thing.place(*self.steps, "volumes", i)
        yield from self._context(container.value, container.at)

    def _context(self, value: Mapping[str, Any], at: Steps) -> Iterator[tuple[str, Location]]:
        context = table(value, "securityContext")
        for part in ("seccompProfile", "appArmorProfile"):
            if table(context, part).get("type") == "Unconfined":
                yield "unconfined", self.thing.place(*at, "securityContext", part)
        if table(context, "windowsOptions").get("hostProcess") is True:
            yield "hostProcess", self.thing.place(*at, "securityContext", "windowsOptions")

    def permissions(self) -> list[tuple[str, Location]]:
        """All rights of all its containers, sorted, each with the first of its places."""
        found = dict(reversed([*self.shared(), *self._of_containers()]))
        return sorted(found.items(), key=lambda one: one[0])

    def _of_containers(self) -> Iterator[tuple[str, Location]]:
        for container in self.containers():
            yield from self.own(container)


def workloads(cluster: Cluster) -> Iterator[Workload]:
    """All that runs, in the order in which it is read; pods count as what made them."""
    for resource in RESOURCES:
        for thing in cluster.things(resource):
            yield workload(thing)


def workload(thing: Thing) -> Workload:
    """A pod, a controller or a schedule."""
    steps = SPECS.get(thing.kind, TEMPLATE)
    kind, name = _maker(thing) if thing.kind == "Pod" else (thing.kind, thing.name)
    return Workload(thing, kind, name, table(thing.value, *steps), steps)


def _maker(thing: Thing) -> tuple[str, str]:
    for _, owner in tables(thing.meta, "ownerReferences"):
        if owner.get("controller") is True:
            return _above(thing, text(owner.get("kind")), text(owner.get("name")))
    return "Pod", thing.name


def _above(thing: Thing, kind: str, name: str) -> tuple[str, str]:
    """The Deployment of a ReplicaSet, the CronJob of a Job, by how the server names them."""
    suffix = f"-{text(thing.labels.get(HASH))}"
    if kind == "ReplicaSet" and len(suffix) > 1 and name.endswith(suffix):
        return "Deployment", name.removesuffix(suffix)
    if kind == "Job" and (match := SCHEDULED.fullmatch(name)):
        return "CronJob", match[1]
    return kind, name
