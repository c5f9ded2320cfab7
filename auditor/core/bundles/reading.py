"""One source of policies, read: where it lies, whether it is what was signed, what it holds."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.api import Location, PolicyError
from auditor.core.bundles.archive import MAX_PACKED, pack, unpack
from auditor.core.bundles.data import DATA_FILES, merge, read_data, read_extra
from auditor.core.bundles.documents import canonical
from auditor.core.bundles.folder import read_file, read_folder
from auditor.core.bundles.manifest import MANIFEST, Manifest, read_manifest, within
from auditor.core.config import PolicySource, Verification
from auditor.core.schemas import policy_root
from auditor.engines.interface import Module

BUILTIN = "builtin"
ARCHIVES = (".tar.gz", ".tgz")
PACKAGE = re.compile(
    r"(?:\s|#[^\n]*\n)*package[ \t]+([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\s*(?:[#\n]|$)"
)
"""The statement that begins a module, behind blanks and comments only."""


@dataclass(frozen=True, slots=True)
class PolicyBundle:
    """What one source holds. `roots` is None where no manifest claims any; `data` keeps numbers
    as written (`auditor.core.bundles.documents`).
    """

    name: str
    modules: tuple[Module, ...]
    data: Mapping[str, Any]
    digest: str
    roots: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class _Origin:
    """Files of a source before they are understood; `raw` are the bytes of an archive."""

    name: str
    shown: str
    files: Mapping[str, bytes]
    raw: bytes | None = None
    prefix: str = ""


def read_source(source: PolicySource, base: Path) -> PolicyBundle:
    """Read a source; folders and archives are relative to `base`.

    Raises:
        PolicyError: it cannot be had or used, or, with `verify`, is not what was signed.
        ConfigError: the key to verify with cannot be used.
    """
    origin = _origin(source, base)
    if source.verify:
        _verified(origin, source.verify, base)
    manifest = read_manifest(origin.files, origin.shown)
    modules = tuple(
        _module(f"{origin.shown}/{name}", data, portable=source.path == BUILTIN)
        for name, data in sorted(origin.files.items())
        if name.endswith(".rego") and not name.endswith("_test.rego")
    )
    data = read_data(origin.files, origin.shown)
    _within_roots(modules, data, manifest, origin.shown)
    merge(data, read_extra(source.data, base), origin.shown)
    extra = data if source.data or origin.raw is None else {}
    digest = _digest(modules, extra, origin.raw)
    return PolicyBundle(origin.name, modules, data, digest, manifest.roots if manifest else None)


def package_of(module: Module) -> str:
    """The package of a module, parts joined by `/`; empty where no line says."""
    found = PACKAGE.match(module.text)
    return found[1].replace(".", "/") if found else ""


def outside(data: Mapping[str, Any], roots: Iterable[str], path: str = "") -> str | None:
    """The first place in a data document that no root owns, or None."""
    for key, value in sorted(data.items()):
        here = f"{path}/{key}" if path else key
        if within(here, roots):
            continue
        if not isinstance(value, dict) or not any(within(root, (here,)) for root in roots):
            return here
        below = outside(value, roots, here)
        if below:
            return below
    return None


def _origin(source: PolicySource, base: Path) -> _Origin:
    if source.path == BUILTIN:
        root, shown = policy_root(), "policies"
        return _Origin(BUILTIN, shown, read_folder(root, shown, _relevant))
    if "://" in source.path:
        from auditor.core.bundles.fetching import fetch, shown_url  # noqa: PLC0415 (start-up)

        raw = fetch(source.path)
        shown = source.name or shown_url(source.path)
        return _Origin(shown, shown, unpack(raw, shown), raw)
    path, prefix = base / source.path, Path(source.path).as_posix()
    name, shown = source.name or source.path, source.name or prefix
    if path.is_dir():
        files = read_folder(path, shown, _any if source.verify else _relevant)
        return _Origin(name, shown, files, prefix=prefix.lstrip("/"))
    if not source.path.endswith(ARCHIVES) or not path.exists():
        hint = "expected `builtin`, a folder, a .tar.gz bundle or its https address"
        raise PolicyError("no such folder of policies", Location(shown), hint)
    if path.is_file() and path.stat().st_size > MAX_PACKED:
        raise PolicyError(f"larger than {MAX_PACKED >> 20} MiB", Location(shown))
    raw = read_file(path, shown)
    return _Origin(name, shown, unpack(raw, shown), raw)


def _relevant(name: str) -> bool:
    policy = name.endswith(".rego") and not name.endswith("_test.rego")
    return policy or name in (*DATA_FILES, MANIFEST)


def _any(_: str) -> bool:
    return True


def _verified(origin: _Origin, rules: Verification, base: Path) -> None:
    from auditor.core.bundles.keys import public_key, read_key  # noqa: PLC0415 (start-up)
    from auditor.core.bundles.signature import verify  # noqa: PLC0415

    key = public_key(read_key(rules.key, base, "verify.key"), rules.algorithm)
    sealed = verify(origin.files, key, rules, origin.shown, origin.prefix)
    if sealed and origin.raw is not None and pack(origin.files) != origin.raw:
        raise PolicyError("the archive was changed after it was signed", Location(origin.shown))


def _module(name: str, data: bytes, *, portable: bool) -> Module:
    try:
        return Module(name, data.decode("utf-8"), portable)
    except UnicodeDecodeError as error:
        raise PolicyError(f"cannot be read: {type(error).__name__}", Location(name)) from None


def _within_roots(
    modules: Iterable[Module], data: Mapping[str, Any], manifest: Manifest | None, shown: str
) -> None:
    if manifest is None:
        return
    hint = "roots: " + ", ".join(f"`{root}`" for root in manifest.roots)
    for module in modules:
        if not within(package_of(module), manifest.roots):
            message = "its package is outside the bundle's roots"
            raise PolicyError(message, Location(module.name), hint)
    place = outside(data, manifest.roots)
    if place is not None:
        message = f"data at `{place}` is outside the bundle's roots"
        raise PolicyError(message, Location(shown), hint)


def _digest(modules: Iterable[Module], data: Mapping[str, Any], raw: bytes | None) -> str:
    """Of an archive the hash of its bytes, as `sha256sum` shows it; of a folder of its texts."""
    digest = hashlib.sha256(raw or b"")
    for module in modules if raw is None else ():
        digest.update(f"{module.name}\0{len(module.text)}\0{module.text}".encode())
    if data:
        digest.update(canonical(data).encode())
    return f"sha256:{digest.hexdigest()}"
