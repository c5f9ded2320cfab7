"""Building a bundle that OPA accepts: the same sources and key give the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.api import Location, PolicyError
from auditor.core.bundles.archive import pack
from auditor.core.bundles.data import DATA_FILES, read_data
from auditor.core.bundles.documents import canonical
from auditor.core.bundles.folder import read_file, read_folder
from auditor.core.bundles.manifest import MANIFEST, Manifest, checked, read_manifest, within
from auditor.core.bundles.reading import PACKAGE, outside


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How a bundle is made. Without `key` (see `keys.private_key`) it is not signed; without
    `roots` and `revision` those of a `.manifest` among the sources hold.
    """

    key: Any = None
    algorithm: str = "RS256"
    key_id: str = "default"
    roots: tuple[str, ...] = ()
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Built:
    """A bundle: its bytes, their SHA-256, and how many Rego files are in it."""

    archive: bytes
    digest: str
    modules: int


def build(paths: Iterable[Path], options: BuildOptions) -> Built:
    """Build a bundle of folders and files. Tests are left out; data files become one `data.json`.

    Raises:
        PolicyError: nothing to pack, a file is in two sources, or something is outside the roots.
    """
    found = _gather(paths)
    manifest = _manifest(found, options)
    modules = {name: data for name, data in found.items() if name.endswith(".rego")}
    if not modules:
        raise PolicyError("no policy was found", hint="give folders that hold .rego files")
    data = read_data(found, "data")
    _owned(modules, data, manifest)
    files = {**modules, "data.json": canonical(data).encode(), MANIFEST: manifest.encode()}
    if options.key is not None:
        from auditor.core.bundles.signature import SIGNATURES, sign  # noqa: PLC0415 (start-up)

        files[SIGNATURES] = sign(files, options.key, options.algorithm, options.key_id)
    archive = pack(files)
    return Built(archive, f"sha256:{hashlib.sha256(archive).hexdigest()}", len(modules))


def _gather(paths: Iterable[Path]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for path in paths:
        shown = path.as_posix()
        if path.is_dir():
            files = read_folder(path, shown, _packed)
        elif _packed(path.name):
            files = {path.name: read_file(path, shown)}
        else:
            hint = "expected a folder, a .rego file or one of " + ", ".join(DATA_FILES)
            raise PolicyError("cannot be packed", Location(shown), hint)
        for name in files.keys() & found.keys():
            raise PolicyError(f"`{name}` is in another source too", Location(shown))
        found |= files
    return found


def _packed(name: str) -> bool:
    policy = name.endswith(".rego") and not name.endswith("_test.rego")
    return policy or name in DATA_FILES or name == MANIFEST


def _manifest(found: dict[str, bytes], options: BuildOptions) -> Manifest:
    base = read_manifest(found, "manifest") or Manifest()
    roots = tuple(root.strip("/") for root in options.roots) or base.roots
    return checked(Manifest(options.revision or base.revision, tuple(sorted(roots))), "--root")


def _owned(modules: dict[str, bytes], data: dict[str, Any], manifest: Manifest) -> None:
    for name, text in sorted(modules.items()):
        try:
            package = PACKAGE.match(text.decode("utf-8"))
        except UnicodeDecodeError:
            raise PolicyError("is not UTF-8", Location(name)) from None
        if not package:
            raise PolicyError("no `package` line", Location(name, 1))
        if not within(package[1].replace(".", "/"), manifest.roots):
            message = f"package {package[1]} is outside the roots"
            raise PolicyError(message, Location(name), "name its root with --root")
    place = outside(data, manifest.roots)
    if place is not None:
        raise PolicyError(f"data at `{place}` is outside the roots", hint="name it with --root")
