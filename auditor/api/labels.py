"""Labels in the comments of a database: `class=personal; owner=P-0103; reviewed=2026-10-01`.

A label is one word that names a class, or pairs of a key and a value, anywhere in the text. The
text itself is never kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

STRICTEST = (
    "credential",
    "aml_report",
    "sensitive",
    "risk_criteria",
    "kyc",
    "personal",
    "identity",
    "none",
)
LEVELS = ("public", "internal", "important", "secret", "top_secret")
CLASS_WORDS = dict(zip(STRICTEST, STRICTEST, strict=True)) | {
    "凭据": "credential",
    "可疑交易报告": "aml_report",
    "敏感": "sensitive",
    "敏感信息": "sensitive",
    "敏感个人信息": "sensitive",
    "风险分类标准": "risk_criteria",
    "客户身份资料": "kyc",
    "个人": "personal",
    "个人信息": "personal",
    "身份": "identity",
    "身份信息": "identity",
    "标识": "identity",
    "无": "none",
    "pii": "personal",
}
LEVEL_WORDS = dict(zip(LEVELS, LEVELS, strict=True)) | {
    "公开": "public",
    "内部": "internal",
    "重要": "important",
    "机密": "secret",
    "绝密": "top_secret",
    "top-secret": "top_secret",
    "topsecret": "top_secret",
    "classified": "secret",
    "unclassified": "public",
}
KEYS = {
    "class": "data_class",
    "data_class": "data_class",
    "类别": "data_class",
    "数据类别": "data_class",
    "owner": "owner",
    "负责人": "owner",
    "reviewed": "reviewed_at",
    "reviewed_at": "reviewed_at",
    "复核": "reviewed_at",
    "复核时间": "reviewed_at",
    "optout": "optout",
    "退出选项": "optout",
    "classification": "classification",
    "level": "classification",
    "密级": "classification",
    "view": "view_kind",
    "view_kind": "view_kind",
    "视图类型": "view_kind",
    "purpose": "purpose",
    "用途": "purpose",
}
VIEW_KINDS = ("standard", "personal_data", "anonymous", "opt_out", "selective_anonymous")
OPTOUTS = (
    "direct_marketing",
    "third_party_disclosure",
    "automated_decision",
    "sensitive_data_use",
)
PAIR = re.compile(r"[\"']?(?P<key>\w+)[\"']?\s*[=:：]\s*[\"']?(?P<value>[^\s,;，；。()\[\]{}\"']+)")
WORD = re.compile(r"[\w-]+")
FLAGS = {"anonymised": "anonymised", "anonymized": "anonymised", "匿名化": "anonymised"} | {
    "reversible": "reversible",
    "可还原": "reversible",
}
Where = tuple[str, str, str]
"""Schema, table and column; the latter two are empty for what is wider."""


@dataclass(frozen=True, slots=True)
class Label:
    """What one text says. `unclear` tells that a key has a value that is not understood."""

    data_class: str | None = None
    owner: str | None = None
    reviewed_at: str | None = None
    optout: str | None = None
    classification: str | None = None
    view_kind: str | None = None
    purpose: str | None = None
    anonymised: bool = False
    reversible: bool = False
    unclear: bool = False

    def over(self, wider: Label) -> Label:
        """This label, and for a column what it leaves open and the wider one says."""
        names = ("data_class", "owner", "reviewed_at", "classification")
        open_ = {name: getattr(wider, name) for name in names if not getattr(self, name)}
        if self.unclear:
            open_.pop("data_class", None)
        return replace(self, **open_)

    def joined(self, other: Label) -> Label:
        """Two labels of one thing: the stricter word of each."""
        names = ("owner", "reviewed_at", "optout", "view_kind", "purpose")
        values: dict[str, Any] = {n: getattr(self, n) or getattr(other, n) for n in names}
        flags = ("anonymised", "reversible", "unclear")
        values |= {n: getattr(self, n) or getattr(other, n) for n in flags}
        values["data_class"] = strictest((self.data_class, other.data_class))
        values["classification"] = highest((self.classification, other.classification))
        return Label(**values)


EMPTY = Label()


def strictest(classes: Iterable[str | None]) -> str | None:
    """The strictest of the classes that are known."""
    return min(filter(None, classes), key=STRICTEST.index, default=None)


def highest(levels: Iterable[str | None]) -> str | None:
    """The highest of the levels that are known."""
    return max(filter(None, levels), key=LEVELS.index, default=None)


def parse(text: str, own: Mapping[str, str]) -> Label:
    """The label in a text; prose without a label is an empty one."""
    classes = CLASS_WORDS | {word.casefold(): name for word, name in own.items()}
    alone = text.strip().strip("[]()#@【】").strip().casefold().replace(" ", "_")
    if alone in classes:
        return Label(data_class=classes[alone])
    if alone in LEVEL_WORDS:
        return Label(classification=LEVEL_WORDS[alone])
    found: dict[str, Any] = {}
    for pair in PAIR.finditer(text):
        name = KEYS.get(pair["key"].casefold())
        if name:
            value = _value(name, pair["value"], classes)
            found |= {name: value} if value else {"unclear": True}
    words = {FLAGS[word.casefold()] for word in WORD.findall(text) if word.casefold() in FLAGS}
    return Label(**found | dict.fromkeys(words, True))


def _value(name: str, word: str, classes: Mapping[str, str]) -> str | None:
    plain = word.casefold()
    if name == "data_class":
        return classes.get(plain)
    if name == "classification":
        return LEVEL_WORDS.get(plain)
    if name == "reviewed_at":
        return _day(word)
    lists = {"view_kind": VIEW_KINDS, "optout": OPTOUTS}
    if name in lists:
        return plain if plain in lists[name] else None
    return word


def _day(word: str) -> str | None:
    try:
        return date.fromisoformat(word[:10]).isoformat()
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Labels:
    """All labels of a database, by place."""

    found: Mapping[Where, Label] = field(default_factory=dict)

    @classmethod
    def read(cls, texts: Iterable[tuple[str, str, str, str]], own: Mapping[str, str]) -> Labels:
        """Keep what is understood of texts, each with its schema, table and column."""
        found: dict[Where, Label] = {}
        for schema, table, column, text in texts:
            label = parse(text, own)
            if label != EMPTY:
                where = (schema, table, column)
                found[where] = label.joined(found.get(where, EMPTY))
        return cls(found)

    def exact(self, schema: str, table: str = "", column: str = "") -> Label:
        """What is said of just this."""
        return self.found.get((schema, table, column), EMPTY)

    def of(self, schema: str, table: str, column: str = "") -> Label:
        """What is said of it, or else of what it is part of."""
        wider = self.exact(schema).over(self.exact("", "", ""))
        whole = self.exact(schema, table).over(wider)
        return self.exact(schema, table, column).over(whole) if column else whole

    def by_table(self) -> dict[tuple[str, str], list[str | None]]:
        """The classes of labelled columns, by table."""
        found: dict[tuple[str, str], list[str | None]] = {}
        for (schema, table, column), label in self.found.items():
            if column:
                found.setdefault((schema, table), []).append(label.data_class)
        return found

    def classes(self) -> list[str]:
        """All classes that the database holds by its labels, in order."""
        names = {label.data_class for label in self.found.values()} - {None, "none"}
        return sorted(filter(None, names))

    def level(self) -> str | None:
        """The highest level of secrecy of all labels."""
        return highest(label.classification for label in self.found.values())
