"""Flags of the API servers, from their pods: the file of a static pod, or its mirror in the API."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.api import GapError, GapReason, Location
from auditor_plugins.kubernetes.cluster import Cluster
from auditor_plugins.kubernetes.objects import Thing, texts
from auditor_plugins.kubernetes.pods import Container, workload

PROGRAM = "kube-apiserver"


@dataclass(frozen=True, slots=True)
class Server:
    """One API server: its flags, each with its place, and where its command stands."""

    flags: dict[str, tuple[str, Location]]
    place: Location

    def get(self, name: str) -> str:
        """Value of a flag; empty without it."""
        return self.flags[name][0] if name in self.flags else ""

    def at(self, name: str) -> Location:
        """Where the flag stands, or should stand."""
        return self.flags[name][1] if name in self.flags else self.place

    def number(self, name: str) -> int:
        """Value of a flag that is a whole number; 0 without it."""
        given = self.get(name)
        return int(given) if given.isdecimal() else 0


def servers(cluster: Cluster) -> list[Server]:
    """All API servers that are seen."""
    found = list(_among(cluster.things("pods")))
    if cluster.ask and not found:
        found = list(_among(cluster.of_files("pods")))
    return found


def _among(things: Iterable[Thing]) -> Iterator[Server]:
    for thing in things:
        for container in workload(thing).containers():
            words = list(_words(thing, container))
            if any(_program(word) for word, _ in words[:2]):
                place = thing.place(*container.at, "command")
                yield Server(_flags(words), place)


def _words(thing: Thing, container: Container) -> Iterator[tuple[str, Location]]:
    for part in ("command", "args"):
        for i, word in enumerate(texts(container.value, part)):
            yield word, thing.place(*container.at, part, i)


def _program(word: str) -> bool:
    return word.rpartition("/")[2] == PROGRAM


def _flags(words: list[tuple[str, Location]]) -> dict[str, tuple[str, Location]]:
    found: dict[str, tuple[str, Location]] = {}
    for i, (word, place) in enumerate(words):
        name, equals, value = word.partition("=")
        if name.startswith("--"):
            following = words[i + 1][0] if i + 1 < len(words) else ""
            apart = following if not (equals or following.startswith("-")) else value
            found[name[2:]] = (apart, place)
    return found


def unseen(cluster: Cluster) -> GapError:
    """The gap where no API server is seen."""
    where = "in namespace kube-system or among the manifests" if cluster.ask else "in the manifests"
    message = f"no pod of {PROGRAM} is {where}: its flags are not known"
    message_zh = f"未找到 {PROGRAM} 的 Pod,其启动参数未知"
    return GapError(GapReason.ABSENT, message, None, message_zh)
