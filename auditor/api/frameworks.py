"""Frameworks that controls answer to beside their own clause: their names and requirements."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

REQUIREMENT = re.compile(r"(?P<name>.+?)\s+(?P<id>(?:art\.\s*)?\S+)")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement: its subject in a few words, in both languages."""

    title: str
    title_zh: str


@dataclass(frozen=True, slots=True)
class Framework:
    """A law or standard. `complete` says that every requirement of it is listed, not only those
    that a control answers to.
    """

    name: str
    title: str
    title_zh: str
    issuer: str
    complete: bool
    requirements: Mapping[str, Requirement]


def requirement_of(reference: str) -> tuple[str, str]:
    """Framework and requirement of a reference as METADATA has it.

    `ISO/IEC 27001:2022 A.5.9` is requirement `A.5.9` of `ISO/IEC 27001:2022`, `PIPL art. 51` is
    `art. 51` of `PIPL`; a single word is both.
    """
    match = REQUIREMENT.fullmatch(reference.strip())
    return (match["name"], match["id"]) if match else (reference, reference)
