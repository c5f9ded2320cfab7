"""A Rego file as the lint sees it: its syntax, and its METADATA with the line of every key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from auditor.api import AuditorError, PolicyError
from auditor.core.fault import Fault, fault
from auditor.core.rego_files import RegoFile
from auditor.core.yamlfile import KeyPath, parse_yaml
from auditor.engines.rego_ast import Parsed, parse

MARK = "# METADATA"


@dataclass(frozen=True)
class PolicyFile:
    """`custom` is empty where the file defines no control; `package_line` counts from 1."""

    rego: RegoFile
    parsed: Parsed
    package_line: int
    metadata: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[KeyPath, int] = field(default_factory=dict)

    @property
    def custom(self) -> Mapping[str, Any]:
        """The keys below `custom`."""
        custom = self.metadata.get("custom")
        return custom if isinstance(custom, dict) else {}

    @property
    def is_control(self) -> bool:
        """It defines a control: METADATA with an id."""
        return "id" in self.custom and not self.rego.is_test

    @property
    def package(self) -> str:
        """The package that it declares."""
        return self.rego.package

    def names(self, key: str) -> list[str]:
        """A list of words below `custom`."""
        found = self.custom.get(key)
        return [str(one) for one in found] if isinstance(found, list) else []

    def place(self, *path: str | int) -> tuple[str, int]:
        """Where a key of METADATA stands, or the nearest key above it that does."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.rego.name, self.lines.get(path, self.package_line)


def read_policy(rego: RegoFile) -> PolicyFile | Fault:
    """A file, or why it cannot be read as a policy."""
    try:
        (parsed,) = parse({rego.name: rego.text})
    except PolicyError as error:
        line = (error.location and error.location.line) or 1
        return fault((rego.name, line), "parse", "{message}", message=error.message)
    texts = rego.text.split("\n")
    last = next(n for n, line in enumerate(texts) if line.strip().startswith("package "))
    first = last
    while first > 0 and texts[first - 1].startswith("#"):
        first -= 1
    if first == last or texts[first].strip() != MARK:
        return PolicyFile(rego, parsed, last + 1)
    block = [line.removeprefix("#").removeprefix(" ") for line in texts[first + 1 : last]]
    # Empty lines in front keep the numbers of the lines.
    yaml = "\n" * (first + 1) + "\n".join(block)
    try:
        read = parse_yaml(yaml, rego.name)
    except AuditorError as error:
        line = (error.location and error.location.line) or first + 1
        return fault((rego.name, line), "metadata", "{message}", message=error.message)
    data = read.data if isinstance(read.data, dict) else {}
    return PolicyFile(rego, parsed, last + 1, data, read.lines)
