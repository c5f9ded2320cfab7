"""Evidence made up from the JSON Schemas, for any control: small pools, so that rows meet, and
times that lie exactly on the limits of the control.

Each function draws from a `random.Random`. Give it one with a seed, or let hypothesis steer and
shrink it: `inputs(control)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache, cached_property
from random import Random
from typing import Any

from hypothesis import strategies as st

from auditor.api import Control
from auditor.core.schemas import Schemas, policy_root

Row = dict[str, Any]

CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 3, 10, 9, 30, tzinfo=CHINA)
ZONES = ("Asia/Shanghai", "Asia/Shanghai", "UTC", "America/New_York")
"""The last one changed its clocks two days before `NOW`."""
PERSONS = ("u1", "u2", "u3")
ACCOUNTS = ("login1", "login2", "shared", "u1", "x9")
FILES = ("F-1", "F-2", "F-3")
SAME = {"object_id": "file_id", "request_id": "record_id", "scope": "store_id", "vendor": "partner"}
"""Fields whose values are found in another field."""
POOLS: Mapping[str, Sequence[str]] = {
    "account": ACCOUNTS,
    "accounts": ("login1", "login2", "shared"),
    "file_id": FILES,
    "object_id": (*FILES, "F-*", "*"),
    "partner": ("P-1", "P-2"),
    "partner_id": ("P-1", "P-2"),
    "mode": ("0750", "600", "7", "-rw-r-----", "drwxr-xr-x+", "-rw-------", "odd"),
    "path": ("/data", "/data/", "/data/a", "/data/a/b", "/data/b"),
    "key": ("2026-03-06", "2026-03-07", "2026-03-08", "2026-03-09", "2026-03-10", "2026-03-11"),
    "value": ("true", "false", "holiday"),
    "recipient_domain": ("partner.example", "MAIL.example", "own.example"),
    "destination_domain": ("partner.example", "MAIL.example", "own.example"),
    "recipient_domains": ("partner.example", "mail.example"),
    "protocol": ("FTP", "ssh", "telnet", "unknown"),
}
ENTRY: Mapping[str, Sequence[Any]] = {
    "type": ("user", "group", "other", "mask", "default:user", "default:group", 1),
    "principal": ("", "login1", "u2", "staff", "Everyone", 1001),
    "permissions": ("", "---", "r--", "rwx", ["read"], [], 7),
}


@dataclass(frozen=True)
class Maker:
    """Draws evidence that suits one control."""

    random: Random
    control: Control
    schemas: Schemas

    def document(self) -> dict[str, Any]:
        """An input document: rows of every kind, now and then with gaps."""
        kinds = [*self.control.evidence]
        kinds += [kind for kind in self.control.optional_evidence if self.chance(0.7)]
        return {
            "now": NOW.isoformat(),
            "environment": {"name": "branch", "tags": []},
            "target": "",
            "gaps": {k: self.gap() for k in self.all_kinds if self.chance(0.08)},
            "evidence": {kind: self.rows(kind) for kind in kinds},
        }

    @property
    def all_kinds(self) -> tuple[str, ...]:
        return (*self.control.evidence, *self.control.optional_evidence)

    def params(self) -> dict[str, Any]:
        """The control's parameters, some of them changed."""
        return {n: self.changed(v) for n, v in self.control.params.items()}

    def changed(self, value: Any) -> Any:
        if not self.chance(0.2):
            return value
        if isinstance(value, bool):
            return not value
        if isinstance(value, int):
            return self.pick((0, 1, 2, value + 1))
        if isinstance(value, list):
            return self.pick(([], value[:1], [*value, *(self.words or ("own.example", "u1"))[:2]]))
        return value

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def pick(self, pool: Sequence[Any]) -> Any:
        return pool[self.random.randrange(len(pool))]

    def gap(self) -> list[dict[str, str]]:
        return [{"target": "registers", "reason": "denied"}]

    def rows(self, kind: str) -> list[Row]:
        """Up to five rows of a kind, some of them twice."""
        filled = self.pick((0.3, 0.7, 0.95))
        rows = [self.row(kind, filled) for _ in range(self.pick((0, 1, 2, 3, 4, 5)))]
        if kind == "reference_lists" and self.chance(0.8):
            rows += self.calendar()
        if rows and self.chance(0.3):
            rows.append(dict(self.pick(rows)))
        for line, row in enumerate(rows, 2):
            row["_loc"] = {"file": f"{kind}.csv", "line": line}
        return rows

    def calendar(self) -> list[Row]:
        """The working days around now, now and then with a day left out."""
        days = [NOW.date() + timedelta(days=number) for number in range(-20, 20)]
        if self.chance(0.2):
            days.pop(self.random.randrange(len(days)))
        return [
            {"list": "working_days", "key": str(day), "value": str(day.weekday() < 5)}
            for day in days
        ]

    def row(self, kind: str, filled: float) -> Row:
        schema = self.schemas[kind]["items"]
        names = [name for name in schema["properties"] if not name.startswith("_")]
        needed = set(schema["required"])
        fields = [name for name in names if name in needed or self.chance(filled)]
        row = {name: self.value(name, schema["properties"][name]) for name in fields}
        if row and self.chance(0.3):
            name = self.pick(sorted(row))
            row["_locs"] = {name: {"file": f"{kind}.conf", "line": self.pick((1, 7))}}
        return row

    def value(self, name: str, schema: Mapping[str, Any]) -> Any:
        kind = schema["type"]
        if kind == "array":
            return [self.value(name, schema["items"]) for _ in range(self.pick((0, 1, 2, 3)))]
        if kind == "object":
            return {part: self.pick(pool) for part, pool in ENTRY.items() if self.chance(0.8)}
        if kind == "boolean":
            return self.chance(0.5)
        if kind in ("integer", "number"):
            return self.pick(self.numbers)
        if "x-type" in schema:
            return self.time(schema["x-type"] == "date")
        return self.text(name, schema)

    def text(self, name: str, schema: Mapping[str, Any]) -> str:
        values = schema.get("enum") or (*schema.get("x-values", ()), "odd")
        if "enum" in schema or "x-values" in schema:
            wanted = [word for word in self.literals if word in values]
            return str(self.pick(wanted if wanted and self.chance(0.6) else values))
        if name in POOLS:
            return str(self.pick(POOLS[name]))
        if schema.get("x-personal") == "staff" or name == "person":
            return str(self.pick(PERSONS if self.chance(0.8) else ACCOUNTS))
        if self.words and self.chance(0.4):
            return str(self.pick(self.words))
        name = SAME.get(name, name)
        return f"{name}-{self.pick((1, 1, 2, 3))}"

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All texts among the control's parameters."""
        return tuple(sorted({word for word in _texts([*self.control.params.values()]) if word}))

    @cached_property
    def literals(self) -> tuple[str, ...]:
        """These, and all words in quotes in the rule itself."""
        return tuple(sorted({*self.words, *_quoted(self.control.source)}))

    @cached_property
    def limits(self) -> tuple[int, ...]:
        return tuple(n for n in self.control.params.values() if type(n) is int)

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        return (0, 1, 2, 3, *(n + step for n in self.limits for step in (-1, 0, 1)))

    def time(self, day: bool) -> str:
        """A day or an instant near now or near a limit of the control, or at the end of time."""
        if self.chance(0.03):
            return "9999-12-31" if day else "9999-12-31T00:00:00Z"
        moment = NOW + timedelta(days=self.pick((0, 0, 0, -1, -2, -3, -30, 1)))
        for _ in range(self.pick((0, 1, 1, 2))):
            amount = self.pick((1, *self.limits)) * self.pick((-1, -1, -1, 1))
            moment += self.pick((timedelta(days=amount), timedelta(hours=amount)))
        if day or self.chance(0.4):
            return moment.date().isoformat()
        if self.chance(0.2):
            moment = datetime.combine(moment.date(), datetime.min.time(), CHINA)
        moment += timedelta(seconds=self.pick((0, 0, 1, -1)))
        if self.chance(0.2):
            return moment.astimezone(UTC).isoformat().replace("+00:00", ".5Z")
        return moment.isoformat()


@cache
def _quoted(source: str) -> frozenset[str]:
    text = (policy_root() / source.removeprefix("policies/")).read_text(encoding="utf-8")
    return frozenset(re.findall(r'"(\w+)"', text.partition("\npackage ")[2]))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts([*value, *value.values()])
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def question(random: Random, control: Control, schemas: Schemas) -> dict[str, Any]:
    """An input document with the data to judge it by."""
    maker = Maker(random, control, schemas)
    return {
        "input": maker.document(),
        "params": {control.id: maker.params()},
        "organisation": {"timezone": maker.pick(ZONES)},
    }


def inputs(control: Control) -> st.SearchStrategy[dict[str, Any]]:
    """Input documents for a control, steered by hypothesis."""
    schemas = Schemas()
    randoms = st.randoms(use_true_random=False)
    return randoms.map(lambda random: question(random, control, schemas)["input"])
