"""Data files of a bundle, merged into one document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from auditor.api import Location, PolicyError
from auditor.core.bundles.documents import read_document
from auditor.core.bundles.folder import read_file, read_folder

Tree = dict[str, Any]
DATA_FILES = ("data.json", "data.yaml", "data.yml")
ENDINGS = (".json", ".yaml", ".yml")


def read_data(files: Mapping[str, bytes], shown: str) -> Tree:
    """The document of a bundle: each `data.json` or `data.yaml` lies below the names of its
    folders.

    Raises:
        PolicyError: a file is not valid, or two files give the same value.
    """
    tree: Tree = {}
    for name in sorted(files):
        path = PurePosixPath(name)
        if path.name in DATA_FILES:
            place = f"{shown}/{name}"
            merge(tree, _below(path.parts[:-1], read_document(files[name], place), place), place)
    return tree


def read_extra(paths: Iterable[str], base: Path) -> Tree:
    """Further data files and folders (relative to `base`), as conftest's `--data` reads them: the
    content of a file is merged at the top, below the names of the folders within a given one.

    Raises:
        PolicyError: as `read_data`, or nothing is there.
    """
    tree: Tree = {}
    for given in paths:
        for place, folders, data in _extra_files(given, base):
            merge(tree, _below(folders, read_document(data, place), place), place)
    return tree


def merge(tree: Tree, added: Mapping[str, Any], shown: str, path: tuple[str, ...] = ()) -> None:
    """Merge `added` into `tree`; a value is never replaced.

    Raises:
        PolicyError: both hold a value at the same place.
    """
    for key, value in added.items():
        here = (*path, key)
        if key not in tree:
            tree[key] = _copied(value)
        elif isinstance(tree[key], dict) and isinstance(value, dict):
            merge(tree[key], value, shown, here)
        else:
            message = f"data at `{'.'.join(here)}` is given twice"
            raise PolicyError(message, Location(shown), "values are never replaced")


def _copied(value: Any) -> Any:
    return {k: _copied(v) for k, v in value.items()} if isinstance(value, dict) else value


def _below(folders: tuple[str, ...], value: Any, place: str) -> Tree:
    for folder in reversed(folders):
        value = {folder: value}
    if not isinstance(value, dict):
        raise PolicyError("expected an object at the top", Location(place))
    return value


def _extra_files(given: str, base: Path) -> Iterator[tuple[str, tuple[str, ...], bytes]]:
    path, shown = base / given, Path(given).as_posix()
    if path.is_dir():
        for name, data in read_folder(path, shown, lambda name: name.endswith(ENDINGS)).items():
            yield f"{shown}/{name}", PurePosixPath(name).parts[:-1], data
    elif shown.endswith(ENDINGS):
        yield shown, (), read_file(path, shown)
    else:
        hint = "give a folder or a .json, .yaml or .yml file"
        raise PolicyError("no such data", Location(shown), hint)
