"""The `.manifest` of a bundle: its revision and the roots that it owns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from auditor.api import Location, PolicyError
from auditor.core.bundles.documents import canonical, read_document

MANIFEST = ".manifest"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle says of itself. The root "" owns everything."""

    revision: str = ""
    roots: tuple[str, ...] = ("",)

    def encode(self) -> bytes:
        """The file's bytes, in the form that OPA hashes."""
        document = {"revision": self.revision, "roots": list(self.roots), "rego_version": 1}
        return canonical(document).encode()


def read_manifest(files: Mapping[str, bytes], shown: str) -> Manifest | None:
    """The manifest among a bundle's files, or None.

    Raises:
        PolicyError: another form than OPA's, roots within each other, or Rego before version 1.
    """
    _supported(files, shown)
    if MANIFEST not in files:
        return None
    place = f"{shown}/{MANIFEST}"
    tree = read_document(files[MANIFEST], place)
    tree = tree if isinstance(tree, dict) else {"roots": None}
    roots, revision = tree.get("roots", [""]), tree.get("revision", "")
    if not _texts(roots) or not _texts([revision]):
        raise PolicyError("expected {revision: text, roots: [text, …]}", Location(place))
    _version(tree, place)
    return checked(Manifest(revision, tuple(root.strip("/") for root in roots)), place)


def checked(manifest: Manifest, shown: str) -> Manifest:
    """The same manifest, if no root lies within another."""
    for number, root in enumerate(manifest.roots):
        for other in manifest.roots[:number]:
            if overlap(root, other):
                raise PolicyError(f"roots `{other}` and `{root}` overlap", Location(shown))
    return manifest


def overlap(one: str, other: str) -> bool:
    """True if one of two roots lies within the other."""
    return within(one, (other,)) or within(other, (one,))


def within(path: str, roots: Iterable[str]) -> bool:
    """True if a path (parts joined by `/`) is at or below one of the roots."""
    return any(not root or f"{path}/".startswith(f"{root}/") for root in roots)


def _texts(values: Any) -> bool:
    return isinstance(values, list) and all(type(value) is str for value in values)


def _version(tree: Mapping[str, Any], place: str) -> None:
    files = tree.get("file_rego_versions") or {}
    versions = [tree.get("rego_version", "1")]
    versions += list(files.values()) if isinstance(files, dict) else [files]
    if any(str(version) != "1" for version in versions):
        hint = "`opa fmt --write --v0-v1` rewrites older policies"
        raise PolicyError("expected Rego of version 1", Location(place), hint)


def _supported(files: Mapping[str, bytes], shown: str) -> None:
    """Forms of a bundle that would be read in part only are refused as a whole."""
    for name in files:
        base = name.rsplit("/", 1)[-1]
        other = base.endswith((MANIFEST, f"{MANIFEST}.pb")) and name != MANIFEST
        if base == "patch.json" or other:
            hint = "expected a whole bundle with one `.manifest` at its top"
            message = "delta bundles, other forms of the manifest and nested ones are not read"
            raise PolicyError(message, Location(f"{shown}/{name}"), hint)
