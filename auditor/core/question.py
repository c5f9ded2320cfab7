"""What the engine is asked: per control and scope, the declared evidence that is fit for use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from types import MappingProxyType
from typing import Any

import orjson

from auditor.api import Control, Evidence, Gap, GapReason, Item, Rows
from auditor.core.collect import Harvest
from auditor.core.documents import document, suits
from auditor.core.slices import SIZE, cut, part_key
from auditor.engines.interface import Input, Question

AHEAD = timedelta(hours=1)
"""Evidence dated further ahead of the run's clock than this is not trusted."""

Open = tuple[str, str, str, bool]
"""A gap as rules see it: kind, target, reason, and whether the rest of the source was read."""
TOLD = ("target", "reason", "partial")


@dataclass(frozen=True, slots=True)
class Case:
    """One control in one scope with its evidence: what the verdict is made from.

    `question` is None where a required kind was not delivered; then `gaps` says why. Controls of
    scope `file` have a case for each document that suits them, the `row`; where none does,
    `question` is None without a gap. `parts` are the questions asked in its stead, slice by slice.
    """

    control: Control
    environment: str
    target: str
    evidence: Mapping[str, tuple[Evidence, ...]]
    gaps: tuple[Gap, ...]
    question: Question | None = None
    row: Item | None = None
    parts: tuple[Question, ...] = ()

    @property
    def asked(self) -> tuple[Question, ...]:
        """What the engine is asked."""
        return self.parts or ((self.question,) if self.question else ())

    @property
    def first(self) -> tuple[Evidence, ...]:
        """Evidence of the control's first kind, its subject."""
        return self.evidence.get(self.control.evidence[0], ())

    @property
    def empty(self) -> bool:
        """The first kind was delivered and holds no row."""
        return not any(len(evidence.items) for evidence in self.first)


@dataclass(slots=True)
class CaseMaker:
    """Builds cases of one environment; equal inputs are built once and shared."""

    name: str
    tags: tuple[str, ...]
    harvest: Harvest
    now: datetime
    _rows: dict[tuple[int, ...], bytes] = field(default_factory=dict)
    _inputs: dict[tuple[Any, ...], Input] = field(default_factory=dict)
    _documents: dict[tuple[int, str], Input] = field(default_factory=dict)
    _slices: dict[tuple[Any, ...], list[Input]] = field(default_factory=dict)

    def cases(self, controls: Iterable[Control]) -> Iterator[Case]:
        """One case per control, or one per target or document for controls of such a scope."""
        for control in controls:
            if control.files:
                yield from self._file_cases(self._case(control, ""))
                continue
            for target in self._scopes(control):
                yield self._case(control, target)

    def _file_cases(self, case: Case) -> Iterator[Case]:
        """One case for each document that suits the control."""
        files = case.control.files
        rows = [row for evidence in case.first for row in evidence.items]
        suiting = [row for row in rows if files and suits(row, files)]
        if not suiting:
            yield replace(case, question=None)
        for number, row in enumerate(suiting):
            key = f"{self.name}\0{case.control.id}\0{number}"
            rules = tuple(sorted(case.control.rules))
            shown = self._shown(row, files.form if files else "")
            yield replace(case, row=row, question=Question(key, case.control.package, rules, shown))

    def _shown(self, row: Item, form: str) -> Input:
        """The document as input, made once for all controls."""
        key = (id(row), form)
        if key not in self._documents:
            self._documents[key] = Input(document(row, form))
        return self._documents[key]

    def _scopes(self, control: Control) -> list[str]:
        if control.scope == "environment":
            return [""]
        kinds = {*control.evidence, *control.optional_evidence}
        targets = {one.target for one in self.harvest.evidence if one.kind in kinds}
        return sorted(targets | {gap.target for gap in self.harvest.gaps if gap.kind in kinds})

    def _case(self, control: Control, target: str) -> Case:
        kinds = (*control.evidence, *control.optional_evidence)
        found, gaps = self._usable(control, kinds, target)
        needed = tuple(gap for gap in gaps if gap.kind in control.evidence or gap.partial)
        absent = [kind for kind in control.evidence if kind not in found]
        told = {gap.kind for gap in needed}
        needed += tuple(_nobody_delivers(kind) for kind in absent if kind not in told)
        case = Case(control, self.name, target, found, needed)
        if absent:
            return case
        rules = tuple(sorted(control.rules))
        key = f"{self.name}\0{control.id}\0{target}"
        if control.partition and _rows(found[control.partition[0]]) > SIZE:
            return self._sliced(case, Question(key, control.package, rules, Input(b"{}")), gaps)
        question = Question(key, control.package, rules, self._input(found, gaps, target))
        return replace(case, question=question)

    def _sliced(self, case: Case, question: Question, gaps: Iterable[Gap]) -> Case:
        """The case with its question in slices; equal slices are shared between controls."""
        open_gaps = _open(gaps)
        key = (case.target, case.control.partition, _identity(case.evidence), tuple(open_gaps))
        if key not in self._slices:
            self._slices[key] = self._slice(case, open_gaps)
        parts = tuple(
            replace(question, key=part_key(question.key, number), input=shown)
            for number, shown in enumerate(self._slices[key])
        )
        return replace(case, question=question, parts=parts)

    def _slice(self, case: Case, gaps: list[Open]) -> list[Input]:
        kind, by = case.control.partition or ("", "")
        found = case.evidence[kind]
        rows = (row for one in found for row in one.items)
        others = {name: one for name, one in case.evidence.items() if name != kind}
        return [
            Input(partial(self._document, others, gaps, case.target, {kind: part}), len(part) * 400)
            for part in cut(rows, by, _rows(found))
        ]

    def _usable(
        self, control: Control, kinds: tuple[str, ...], target: str
    ) -> tuple[dict[str, tuple[Evidence, ...]], list[Gap]]:
        """Fresh evidence by kind, and the gaps of these kinds, stale evidence among them."""
        found: dict[str, tuple[Evidence, ...]] = {}
        gaps = [g for g in self.harvest.gaps if g.kind in kinds and target in ("", g.target)]
        told = {gap.kind for gap in gaps}
        for kind in kinds:
            of_kind = [e for e in self.harvest.evidence if e.kind == kind]
            of_kind = [e for e in of_kind if target in ("", e.target)]
            own = [e for e in of_kind if not e.fallback]
            for evidence in own or ([] if kind in told else of_kind):
                stale = self._stale(evidence, control)
                if stale:
                    gaps.append(stale)
                else:
                    found[kind] = (*found.get(kind, ()), evidence)
        return found, gaps

    def _stale(self, evidence: Evidence, control: Control) -> Gap | None:
        age = self.now - evidence.collected_at
        if -AHEAD <= age <= timedelta(seconds=control.max_age_seconds):
            return None
        at, hours = evidence.collected_at.isoformat(), control.max_age_seconds // 3600
        text, text_zh = f"collected at {at}, allowed age {hours} h", f"采集于 {at},限 {hours} 小时"
        if age < -AHEAD:
            text, text_zh = (
                f"collected at {at}, ahead of the run's clock",
                f"采集于 {at},晚于运行时刻",
            )
        return Gap(evidence.kind, evidence.target, GapReason.STALE, text, message_zh=text_zh)

    def _input(
        self, found: Mapping[str, tuple[Evidence, ...]], gaps: Iterable[Gap], target: str
    ) -> Input:
        """The input document. A kind's rows are serialised once for all controls."""
        open_gaps = _open(gaps)
        key = (target, _identity(found), tuple(open_gaps))
        if key not in self._inputs:
            self._inputs[key] = Input(self._document(found, open_gaps, target))
        return self._inputs[key]

    def _document(
        self,
        found: Mapping[str, tuple[Evidence, ...]],
        gaps: list[Open],
        target: str,
        rows: Mapping[str, Sequence[Item]] = MappingProxyType({}),
    ) -> bytes:
        """The document; `rows` are kinds of which only these rows are shown."""
        by_kind: dict[str, list[dict[str, object]]] = {}
        for kind, *told in gaps:
            by_kind.setdefault(kind, []).append(dict(zip(TOLD, told, strict=True)))
        head = orjson.dumps(
            {
                "now": self.now.isoformat(),
                "environment": {"name": self.name, "tags": self.tags},
                "target": target,
                "gaps": by_kind,
            }
        )
        texts = {kind: self._json(evidence) for kind, evidence in found.items()}
        texts |= {kind: _array([shown]) for kind, shown in rows.items()}
        kinds = (b'"%s":%s' % (kind.encode(), texts[kind]) for kind in sorted(texts))
        return head[:-1] + b',"evidence":{' + b",".join(kinds) + b"}}"

    def _json(self, evidence: tuple[Evidence, ...]) -> bytes:
        key = tuple(map(id, evidence))
        if key not in self._rows:
            self._rows[key] = _array([one.items for one in evidence])
        return self._rows[key]


def _array(parts: Iterable[Sequence[Item]]) -> bytes:
    """Rows as one JSON array."""
    texts = [text for part in parts for text in Rows.of(part).texts()]
    return b"[" + b",".join(texts) + b"]"


def _rows(evidence: tuple[Evidence, ...]) -> int:
    return sum(len(one.items) for one in evidence)


def _open(gaps: Iterable[Gap]) -> list[Open]:
    """Sources that could not be read, or not whole, as rules see them."""
    return sorted({(g.kind, g.target, g.reason.value, g.partial) for g in gaps})


def _identity(found: Mapping[str, tuple[Evidence, ...]]) -> tuple[Any, ...]:
    return tuple((kind, tuple(map(id, found[kind]))) for kind in sorted(found))


def _nobody_delivers(kind: str) -> Gap:
    message = f"no target of this environment delivers `{kind}`"
    return Gap(kind, "", GapReason.ABSENT, message, message_zh=f"本环境没有目标提供 {kind}")


def questions(cases: Iterable[Case]) -> list[Question]:
    """The questions of all cases, those on one input together: an engine parses it once."""
    groups: dict[int, list[Question]] = {}
    for case in cases:
        for question in case.asked:
            groups.setdefault(id(question.input), []).append(question)
    return [question for group in groups.values() for question in group]
