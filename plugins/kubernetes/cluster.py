"""One cluster under audit: its objects, wherever they come from, and what could not be had."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from auditor.api import GapError, GapReason, Item, Rows, Source, Target
from auditor_plugins.kubernetes.listing import listed
from auditor_plugins.kubernetes.manifests import Manifests
from auditor_plugins.kubernetes.objects import Ask, Thing, table, tables, text
from auditor_plugins.kubernetes.options import Options
from auditor_plugins.kubernetes.resources import API, FILE_ONLY, FOREIGN_POLICIES

KIND_OF = {"cronjobs": "CronJob", "pods": "Pod"}


class Cluster:
    """Objects by resource. Each is asked for once, kept packed, and read as often as needed."""

    def __init__(self, target: Target, ask: Ask | None) -> None:
        self.target, self.ask = target, ask
        self.files = Manifests(target) if target.options.manifests else None
        self.problems: dict[str, list[GapError]] = {}
        self._kept: dict[str, Rows] = {}

    @property
    def name(self) -> str:
        """The target's name, which is `host` and `system_id` of the evidence."""
        return self.target.name

    @property
    def options(self) -> Options:
        """The target's options."""
        options: Options = self.target.options
        return options

    @property
    def source(self) -> Source:
        """Where the rows come from; with a digest when that is one file."""
        if self.ask or not self.files:
            return Source(self.logical())
        return Source(self.files.source, self.files.sha256)

    def logical(self, *parts: str) -> str:
        """The name of a place that is no file."""
        return "/".join(("kubernetes", self.name, *parts))

    def things(self, resource: str) -> Iterable[Thing]:
        """The objects of a resource as far as they can be had; `lost` tells whether they all can.

        With an API, files tell only what it does not know.
        """
        if self.ask and resource in API:
            self._load(resource)
            return (self._thing(resource, value) for value in self._kept[resource])
        return self.files.things(resource) if self.files else []

    def of_files(self, resource: str) -> Iterable[Thing]:
        """The objects of a resource in the files alone."""
        return self.files.things(resource) if self.files else []

    def lost(self, *resources: str) -> bool:
        """True when some object of these resources may be missing."""
        for resource in resources:
            self.things(resource)
        return bool(self.lacks(*resources))

    def lacks(self, *resources: str) -> list[GapError]:
        """Why objects of these resources are missing; for files, what could not be read."""
        reads_files = not self.ask or set(resources) & set(FILE_ONLY)
        unread = self.files.problems if self.files and reads_files else []
        return [*unread, *(one for name in resources for one in self.problems.get(name, []))]

    def foreign_policies(self) -> bool:
        """True when the cluster has network policies of other kinds than the standard's."""
        if not self.ask:
            return bool(self.files and self.files.things("foreignpolicies"))
        try:
            body = self.ask("/apis")["body"]
        except GapError:
            return True
        groups = {text(one.get("name")) for _, one in tables(body, "groups")}
        return not groups or bool(groups & FOREIGN_POLICIES)

    def _load(self, resource: str) -> None:
        if resource not in self._kept:
            self._kept[resource] = Rows.of(self._asked(resource))

    def _asked(self, resource: str) -> Iterator[Item]:
        """As many objects as may be; where an answer fails, those before it."""
        most = self.options.max_rows
        assert self.ask is not None  # noqa: S101
        stream = listed(self.ask, API[resource], self.options.page_size)
        try:
            yield from islice(stream, most)
            if next(stream, None) is not None:
                text_ = f"{resource}: more than {most} objects; those beyond were not read"
                text_zh = f"{resource}:超过 {most} 个对象,其余未读取"
                raise GapError(
                    GapReason.INVALID, f"{text_} (see max_rows)", None, f"{text_zh}(见 max_rows)"
                )
        except GapError as error:
            self.problems.setdefault(resource, []).append(error)

    def _thing(self, resource: str, value: Item) -> Thing:
        meta = table(value, "metadata")
        way = [resource, text(meta.get("namespace")), text(meta.get("name"))]
        given = {"kind": KIND_OF.get(resource, ""), **value}
        return Thing(resource, given, self.logical(*filter(None, way)))
