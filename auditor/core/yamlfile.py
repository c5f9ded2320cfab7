"""YAML with places: every key and value knows its line, and a key given twice is refused."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from auditor.api import ConfigError, Location

KeyPath = tuple[str | int, ...]
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A parsed YAML file: its data, and the line of each key path."""

    path: str
    data: Any
    lines: dict[KeyPath, int]

    def locate(self, path: KeyPath) -> Location:
        """The place of a key path, or of its nearest existing ancestor."""
        while path and path not in self.lines:
            path = path[:-1]
        return Location(self.path, self.lines.get(path, 1))


def read_yaml(path: Path, shown: str) -> YamlFile:
    """Read one YAML document.

    Raises:
        ConfigError: the file is missing, unreadable, no YAML, or has a key twice.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError("no such file", Location(shown), "`auditor init` writes one") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot be read: {_why(error)}", Location(shown)) from None
    return parse_yaml(text, shown)


def parse_yaml(text: str, shown: str) -> YamlFile:
    """Parse one YAML document; see `read_yaml`."""
    loader = Loader(text)
    try:
        node = loader.get_single_node()
        lines: dict[KeyPath, int] = {}
        if node is not None:
            _walk(node, (), lines, shown)
        data = loader.construct_document(node) if node is not None else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(f"not valid YAML: {error.problem}", Location(shown, line)) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ConfigError(f"not valid YAML: {type(error).__name__}", Location(shown)) from None
    finally:
        loader.dispose()
    return YamlFile(shown, data, lines)


def _walk(node: yaml.Node, path: KeyPath, lines: dict[KeyPath, int], shown: str) -> None:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise ConfigError("a key must be a word", Location(shown, line))
            if key.value in seen:
                raise ConfigError(f"key `{key.value}` is given twice", Location(shown, line))
            seen.add(key.value)
            lines[(*path, key.value)] = line
            _walk(value, (*path, key.value), lines, shown)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _walk(value, (*path, index), lines, shown)


def _why(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    return getattr(error, "strerror", None) or type(error).__name__
