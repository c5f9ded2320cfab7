"""The built-in policies as text: what the contracts look at."""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
POLICIES = ROOT / "policies"
COMMENT = re.compile(r"^\s*#.*$", re.M)
IMPORT = re.compile(r"^import data\.lib\.(\w+)", re.M)


@dataclass(frozen=True)
class Rego:
    """One Rego file that is no test."""

    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def package(self) -> str:
        return re.search(r"^package (\S+)$", self.text, re.M)[1]

    @cached_property
    def metadata(self) -> dict[str, Any]:
        head = self.text[: self.text.index("\npackage ")].splitlines()
        assert head[0] == "# METADATA"
        return yaml.safe_load("\n".join(line[2:] for line in head[1:]))

    @cached_property
    def body(self) -> str:
        """What follows the package line, without comments."""
        return COMMENT.sub("", self.text[self.text.index("\npackage ") :])

    @property
    def test(self) -> Path:
        return self.path.with_name(f"{self.path.stem}_test.rego")

    @property
    def custom(self) -> dict[str, Any]:
        return self.metadata["custom"]

    @property
    def name(self) -> str:
        return self.path.parent.relative_to(POLICIES).as_posix()

    @cached_property
    def libraries(self) -> tuple["Rego", ...]:
        """The shared Rego that it imports, what that imports too."""
        found: dict[str, Rego] = {}
        waiting = IMPORT.findall(self.body)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = Rego(POLICIES / "lib" / name / f"{name}.rego")
                waiting += IMPORT.findall(found[name].body)
        return tuple(found.values())

    @property
    def declared(self) -> set[str]:
        return {*self.custom["evidence"], *self.custom.get("optional_evidence", [])}


@cache
def controls() -> tuple[Rego, ...]:
    paths = sorted((POLICIES / "rules").glob("*/*/*.rego"))
    return tuple(Rego(path) for path in paths if not path.stem.endswith("_test"))


@cache
def libraries() -> tuple[Rego, ...]:
    paths = sorted((POLICIES / "lib").glob("*/*.rego"))
    return tuple(Rego(path) for path in paths if not path.stem.endswith("_test"))


@cache
def rego_tests() -> tuple[Path, ...]:
    return tuple(sorted(POLICIES.rglob("*_test.rego")))


def ids(files: tuple[Rego, ...]) -> list[str]:
    return [file.name for file in files]
