"""OPA annotations (`# METADATA` blocks), and the Trivy literal that came before them."""

from __future__ import annotations

import json
import re
from itertools import takewhile
from typing import Any

from auditor.api import Location, PolicyError
from auditor.core.yamlfile import parse_yaml
from auditor.engines.interface import Module
from auditor.engines.rego_text import Kind, pieces

START = "# METADATA"
TRAILING_COMMA = re.compile(r",(\s*[}\]])")


def code_of(text: str) -> str:
    """Rego without its comments and texts, line by line as it was."""
    return "".join(
        piece if kind is Kind.CODE else "\n" * piece.count("\n") for kind, piece in pieces(text)
    )


def above(module: Module, line: int) -> dict[str, Any]:
    """The annotation above a line (from 1), empty where there is none. As for OPA, empty lines
    and other comments may follow it.

    Raises:
        PolicyError: it is no YAML.
    """
    lines = module.text.split("\n")
    start = line - 1
    while start > 0 and (lines[start - 1].startswith("#") or not lines[start - 1].strip()):
        start -= 1
        if lines[start].strip() == START:
            break
    if lines[start].strip() != START:
        return {}
    block = takewhile(lambda one: one.startswith("#"), lines[start + 1 : line - 1])
    text = "\n".join(one.removeprefix("#").removeprefix(" ") for one in block)
    try:
        data = parse_yaml(text, module.name).data
    except Exception as error:
        raise PolicyError(f"METADATA: {error}", Location(module.name, start + 1)) from None
    return data if isinstance(data, dict) else {}


def literal(module: Module, name: str) -> dict[str, Any]:
    """An object of constants that a module defines (`__rego_metadata__ := {…}`), else nothing."""
    found = re.search(rf"^{name}\s*:?=\s*(?=\{{)", module.text, re.M)
    if not found:
        return {}
    text = TRAILING_COMMA.sub(r"\1", module.text[found.end() :])
    try:
        data = json.JSONDecoder().raw_decode(text)[0]
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}
