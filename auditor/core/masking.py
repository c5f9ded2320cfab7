"""Masking at the door: customers' identifiers become masked text plus a keyed digest.

Fields that a schema marks `x-personal: customer` are masked whole; every other text is scanned for
identifiers of natural persons. Equal values keep equal digests (HMAC-SHA-256 under the
installation's key), so joins still hold; without the key a digest cannot be tried out.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any

import orjson
from stdnum import luhn

from auditor.api import Item

DIGITS = "0123456789"
WIDE = str.maketrans("０１２３４５６７８９Ｘｘ＠", DIGITS + "Xx@")
RESIDENT_ID = r"[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]"
"""GB 11643: region, date of birth, sequence, check digit. Mistyped check digits are masked too."""
MOBILE = r"(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}"
CARD = r"(?:62|4\d|5[1-5]|3[47])\d{2}(?:[ -]?\d{4}){2}[ -]?\d{2,7}"
EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
IDENTIFIER = re.compile(
    rf"(?P<email>{EMAIL})"
    rf"|(?<![0-9A-Za-z])(?:(?P<id>{RESIDENT_ID})|(?P<mobile>{MOBILE})|(?P<card>{CARD}))"
    r"(?![0-9A-Za-z])"
)
WHEN = "x-customer-when"
"""Schema keyword: in rows with these values the field names an outsider and is masked whole."""

Treatment = Callable[[Any], Any]
CHUNK = 2000
SMALLEST = 10**10
"""No identifier that is a number has fewer than eleven digits."""
LARGEST = 10**20
"""Nor more than twenty."""
RUN = b"0" * 11
TO_ZERO = bytes.maketrans(DIGITS.encode(), b"0" * 10)
WIDE_BYTES = re.compile(rb"\xef\xbc[\x90-\x99\xa0]")
SUSPECT = re.compile(r"@|＠|[0-9０-９](?:[ -]?[0-9０-９]){10}")
ALGORITHM_DOMAINS = ("@openssh.com", "@libssh.org", "@lysator.liu.se")
"""SSH algorithm names have the form name@domain (RFC 4251 section 6); they are no addresses."""

MASKED = re.compile(r"^.?\*\*\*.{0,2}#[0-9a-f]{16}$", re.S)
"""The form of a masked value, which is how rules and readers know one."""


class Masker:
    """Masks rows by schema. One instance serves one key and one set of personal classes."""

    def __init__(self, key: bytes, classes: Iterable[str] = ("customer",)) -> None:
        self._key = key
        self._classes = frozenset(classes)
        self.value = lru_cache(maxsize=65536)(self._value)

    def _value(self, value: str) -> str:
        digest = hmac.new(self._key, value.encode("utf-8", "surrogatepass"), hashlib.sha256)
        head = value[0] if len(value) > 5 else ""
        tail = value[-2:] if len(value) > 9 else ""
        return f"{head}***{tail}#{digest.hexdigest()[:16]}"

    @property
    def fingerprint(self) -> str:
        """Tells maskers apart whose results differ: of another key, or of other classes."""
        classes = ",".join(sorted(self._classes))
        return hmac.new(self._key, f"masker of {classes}".encode(), hashlib.sha256).hexdigest()[:16]

    def rows(self, properties: Mapping[str, Any], rows: Iterable[Item]) -> Iterator[Item]:
        """Rows of one kind, masked, drawn a chunk at a time."""
        whole = dict.fromkeys(self.personal(properties), self._whole)
        staff = {f: self._staff for f, p in properties.items() if "x-personal" in p}
        every = dict.fromkeys(properties, self._deep) | staff | whole
        strangers = {f: p[WHEN] for f, p in properties.items() if WHEN in p}
        stream = iter(rows)
        while chunk := list(islice(stream, CHUNK)):
            treatments = every if _suspicious(chunk) else whole
            if treatments or strangers:
                chunk = [self._row(row, treatments, strangers) for row in chunk]
            yield from chunk

    def personal(self, properties: Mapping[str, Any]) -> frozenset[str]:
        """The fields that are masked whole in every row."""
        return frozenset(f for f, p in properties.items() if p.get("x-personal") in self._classes)

    def _row(
        self, row: Item, treatments: Mapping[str, Treatment], strangers: Mapping[str, Item]
    ) -> Item:
        done = {f: treatments[f](v) if f in treatments else v for f, v in row.items()}
        for field, condition in strangers.items():
            if field in row and condition.items() <= row.items():
                done[field] = self._whole(row[field])
        return done

    def _whole(self, value: Any) -> Any:
        return _each_text(value, self.value)

    def _staff(self, value: Any) -> Any:
        """Identifiers in a name of staff are masked; their mail addresses show."""
        return _each_text(
            value, lambda text: redact(text, lambda s: s if "@" in s else self.value(s))
        )

    def _deep(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {self.text(key): self._deep(member) for key, member in value.items()}
        if isinstance(value, list):
            return [self._deep(member) for member in value]
        if isinstance(value, int | float) and identifies(value):
            return self.value(str(int(value)))
        return value

    def text(self, text: str) -> str:
        """Mask the identifiers inside a text."""
        return redact(text, self.value)


def redact(text: str, replace: Callable[[str], str] = lambda _: "***") -> str:
    """Replace the identifiers inside a text."""
    if not SUSPECT.search(text):
        return text
    narrow = text.translate(WIDE)
    parts, done = [], 0
    for match in IDENTIFIER.finditer(narrow):
        if _is_identifier(match):
            parts += [text[done : match.start()], replace(match.group())]
            done = match.end()
    return "".join([*parts, text[done:]])


def _suspicious(rows: list[Item]) -> bool:
    """True unless a quick look over all the rows at once shows that no text can hold an
    identifier: no `@`, no full-width digit, no run of eleven digits.
    """
    try:
        text = orjson.dumps(rows)
    except (TypeError, ValueError):
        return True
    if b"@" in text or (b"\xef\xbc" in text and WIDE_BYTES.search(text)):
        return True
    return RUN in text.translate(TO_ZERO, b" -")


def redact_all(value: Any) -> Any:
    """Replace the identifiers inside every text of plain data, keys included."""
    if isinstance(value, dict):
        return {redact(key): redact_all(member) for key, member in value.items()}
    if isinstance(value, list):
        return [redact_all(member) for member in value]
    return redact(value) if isinstance(value, str) else value


def identifies(number: float) -> bool:
    """True for a number whose whole part is written like an identifier of a person."""
    return SMALLEST <= number < LARGEST and redact(str(int(number))) != str(int(number))


def _each_text(value: Any, mask: Callable[[str], str]) -> Any:
    if isinstance(value, list):
        return [_each_text(member, mask) for member in value]
    if isinstance(value, dict):
        return {key: _each_text(member, mask) for key, member in value.items()}
    return mask(str(value))


def _is_identifier(match: re.Match[str]) -> bool:
    text = match.group()
    if match.lastgroup == "email":
        return not text.endswith(ALGORITHM_DOMAINS)
    if match.lastgroup != "card":
        return True
    return text.startswith("62") or bool(luhn.is_valid(re.sub("[ -]", "", text)))
