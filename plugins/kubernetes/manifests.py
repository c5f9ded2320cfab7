"""Objects in files: YAML and JSON, several documents in one, lists of any kind."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from auditor.api import GapError, GapReason, Location, Target
from auditor.api.paths import matched
from auditor.api.trees import is_folder
from auditor_plugins.kubernetes.document import UnreadableError, read
from auditor_plugins.kubernetes.objects import Steps, Thing
from auditor_plugins.kubernetes.resources import resource_of

SUFFIXES = (".yaml", ".yml", ".json")


class Manifests:
    """All objects of a target's files by resource, and what could not be read."""

    def __init__(self, target: Target) -> None:
        self.problems: list[GapError] = []
        self.source, self.sha256 = target.options.manifests[0], ""
        self._things: dict[str, list[Thing]] = {}
        found = [
            one for pattern in target.options.manifests for one in self._found(target, pattern)
        ]
        self.files = [(path, _shown(path, target.base)) for path in sorted(set(found))]
        for path in sorted(set(found)):
            self._load(path, _shown(path, target.base), target.options.max_file_bytes)
            self.source = _shown(path, target.base) if len(set(found)) == 1 else self.source
        self.sha256 = self.sha256 if len(set(found)) == 1 else ""

    def things(self, resource: str) -> list[Thing]:
        """The objects of this resource, in the order of files and lines."""
        return self._things.get(resource, [])

    def _found(self, target: Target, pattern: str) -> list[Path]:
        whole, found = target.base / pattern, matched(target.base, pattern)
        top = whole if is_folder(whole) else None
        refused = [_shown(one, target.base) for one in found.refused if not _hidden(one, top)]
        self.problems += map(_denied, refused)
        if not (found.files or refused or top):
            text, text_zh = f"{pattern}: there is no such file", f"{pattern}:没有该文件"
            self.problems.append(GapError(GapReason.ABSENT, text, None, text_zh))
        if found.files == (whole,):
            return [whole]
        files = (one for one in found.files if not _hidden(one.parent, top))
        return [one for one in files if one.suffix in SUFFIXES]

    def _load(self, path: Path, name: str, most: int) -> None:
        try:
            data = _bytes(path, name, most)
            self.sha256 = hashlib.sha256(data).hexdigest()
            for value, lines in read(data.decode("utf-8-sig"), path.suffix == ".json"):
                self._take(value, lines, name, ())
        except UnicodeDecodeError:
            self.problems.append(_invalid(name, None, "not UTF-8", "不是 UTF-8"))
        except UnreadableError as error:
            text = "not readable as YAML or JSON (templates must be rendered first)"
            text_zh = "无法按 YAML 或 JSON 读取(模板须先渲染)"
            self.problems.append(_invalid(name, error.line, text, text_zh))
        except GapError as error:
            self.problems.append(error)

    def _take(self, value: Any, lines: Mapping[Steps, int], name: str, root: Steps) -> None:
        if not isinstance(value, dict):
            return
        kind = value.get("kind")
        if isinstance(kind, str) and kind.endswith("List") and isinstance(value.get("items"), list):
            for i, one in enumerate(value["items"]):
                self._take(_typed(one, value), lines, name, (*root, "items", i))
            return
        resource = resource_of(value)
        if resource:
            thing = Thing(resource, value, name, lines, root)
            self._things.setdefault(resource, []).append(thing)


def _typed(one: Any, listed: Mapping[str, Any]) -> Any:
    """Members of a `PodList` leave out what the list says of them all."""
    if not isinstance(one, dict) or listed["kind"] == "List":
        return one
    kind = listed["kind"].removesuffix("List")
    return {"kind": kind, "apiVersion": listed.get("apiVersion"), **one}


def _hidden(path: Path, top: Path | None) -> bool:
    """Whether it is, or lies in, a hidden folder below `top`."""
    return top is not None and any(one.startswith(".") for one in path.relative_to(top).parts)


def _denied(name: str) -> GapError:
    text, text_zh = f"{name}: may not be read (needs r, folders r and x)", f"{name}:无读取权限"
    return GapError(GapReason.DENIED, text, Location(name), text_zh)


def _bytes(path: Path, name: str, most: int) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except PermissionError:
        raise _denied(name) from None
    except OSError:
        text, text_zh = f"{name}: could not be read", f"{name}:无法读取"
        raise GapError(GapReason.ABSENT, text, Location(name), text_zh) from None
    if len(data) > most:
        text = f"larger than {most} bytes, not read (see max_file_bytes)"
        raise _invalid(name, None, text, f"超过 {most} 字节,未读取(见 max_file_bytes)")
    return data


def _invalid(name: str, line: int | None, text: str, text_zh: str) -> GapError:
    place = Location(name, line)
    shown = f"{name}:{line}" if line else name
    return GapError(GapReason.INVALID, f"{shown}: {text}", place, f"{shown}:{text_zh}")


def _shown(path: Path, base: Path) -> str:
    try:
        return path.resolve().relative_to(base.resolve()).as_posix()
    except ValueError:
        return path.resolve().as_posix()
