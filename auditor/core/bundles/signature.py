"""`.signatures.json`: a JSON Web Token (RFC 7519) that lists the hash of every file in a bundle.

The form is OPA's. Tokens that `auditor policy build` makes also hold the claim `auditor`: the
SHA-256 of the canonical archive of all other files, so that not even a blank can be changed.
"""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Mapping
from typing import Any

import jwt

from auditor.api import Location, PolicyError
from auditor.core.bundles.archive import normal_name, pack
from auditor.core.bundles.documents import canonical, read_document
from auditor.core.bundles.es256 import DeterministicES256
from auditor.core.config import Verification

SIGNATURES = ".signatures.json"
STRUCTURED = ("data.json", "data.yaml", "signatures.json", ".manifest")
"""Base names of the files that OPA hashes in canonical form; all others byte by byte."""
HASHES = {
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
    "SHA-512-256": "sha512_256",
}
SEAL = "auditor/1"
Files = Mapping[str, bytes]


def sign(files: Files, key: Any, algorithm: str, key_id: str) -> bytes:
    """The `.signatures.json` for these files. Equal files and key give equal bytes."""
    entries = [
        {"name": name, "hash": _hash(name, files[name], "sha256"), "algorithm": "SHA-256"}
        for name in sorted(files)
    ]
    claims = {"files": entries, "keyid": key_id, "auditor": {"form": SEAL, "sha256": _seal(files)}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        token = _tokens(algorithm).encode(
            canonical(claims).encode(), key, algorithm, headers={"kid": key_id}
        )
    return canonical({"signatures": [token]}).encode()


def verify(files: Files, key: Any, rules: Verification, shown: str, prefix: str = "") -> bool:
    """Verify the signature and with it every file; `rules` is the source's `verify`.

    `prefix` may stand before each signed name: `opa sign --bundle FOLDER` writes the folder there.
    Returns whether the token also seals the archive itself.

    Raises:
        PolicyError: unsigned, signed with another key or algorithm, or any file is changed, added
            or missing.
    """
    place = Location(f"{shown}/{SIGNATURES}")
    if SIGNATURES not in files:
        hint = "`verify` is configured, so it must be signed"
        raise PolicyError("the bundle is not signed", Location(shown), hint)
    claims = _claims(_token(files[SIGNATURES], place), key, rules, place)
    listed = _listed(claims.get("files"), place, prefix)
    content = {name: data for name, data in files.items() if name != SIGNATURES}
    _all_there(content, listed, shown)
    for name, data in sorted(content.items()):
        _same(name, data, listed[name], shown)
    return _sealed(claims, content, shown)


def _hash(name: str, data: bytes, algorithm: str) -> str:
    """The hash of one file, hex, as OPA computes it."""
    if name.rsplit("/", 1)[-1] in STRUCTURED:
        data = canonical(read_document(data, name)).encode()
    return hashlib.new(algorithm, data).hexdigest()


def _tokens(algorithm: str) -> jwt.PyJWS:
    tokens = jwt.PyJWS(algorithms=[algorithm])
    if algorithm == "ES256":
        tokens.unregister_algorithm(algorithm)
        tokens.register_algorithm(algorithm, DeterministicES256())
    return tokens


def _token(raw: bytes, place: Location) -> str:
    document = read_document(raw, place.file)
    tokens = document.get("signatures") if isinstance(document, dict) else None
    if not isinstance(tokens, list) or len(tokens) != 1 or not isinstance(tokens[0], str):
        raise PolicyError("expected exactly one signature", place)
    if document.get("plugin", "_default") not in ("", "_default"):
        raise PolicyError("signed by a plugin of OPA", place, "expected OPA's own signatures")
    return tokens[0]


def _claims(token: str, key: Any, rules: Verification, place: Location) -> dict[str, Any]:
    """The claims of a token whose signature is valid."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            decoded = _tokens(rules.algorithm).decode_complete(token, key, [rules.algorithm])
        claims = json.loads(decoded["payload"])
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        message = f"the signature is not valid for this key and {rules.algorithm}"
        raise PolicyError(f"{message}: {type(error).__name__}", place) from None
    if not isinstance(claims, dict) or claims.get("scope", "") != rules.scope:
        raise PolicyError("signed for another scope", place, "`verify.scope` names the expected")
    signer = decoded["header"].get("kid") or claims.get("keyid") or rules.key_id
    if rules.key_id and signer != rules.key_id:
        raise PolicyError("signed with a key of another id", place, f"expected {rules.key_id}")
    return claims


def _listed(entries: Any, place: Location, prefix: str) -> dict[str, tuple[str, str]]:
    """Hash and hash algorithm of each signed file."""
    listed: dict[str, tuple[str, str]] = {}
    try:
        for entry in entries:
            name = normal_name(entry["name"], place.file)
            if name in listed:
                raise PolicyError("lists a file twice", place)
            listed[name] = (entry["hash"].lower(), HASHES[entry["algorithm"]])
    except (TypeError, KeyError, AttributeError):
        hint = "expected files with name, hash and algorithm: " + ", ".join(HASHES)
        raise PolicyError("the signed list of files cannot be used", place, hint) from None
    if prefix and listed and all(name.startswith(f"{prefix}/") for name in listed):
        return {name.removeprefix(f"{prefix}/"): entry for name, entry in listed.items()}
    return listed


def _all_there(content: Files, listed: Mapping[str, Any], shown: str) -> None:
    for name in sorted(content.keys() - listed.keys()):
        raise PolicyError("is not among the signed files", Location(f"{shown}/{name}"))
    for name in sorted(listed.keys() - content.keys()):
        raise PolicyError("is signed but missing", Location(f"{shown}/{name}"))


def _same(name: str, data: bytes, entry: tuple[str, str], shown: str) -> None:
    expected, algorithm = entry
    place = Location(f"{shown}/{name}")
    try:
        found = _hash(name, data, algorithm)
    except PolicyError as error:
        raise PolicyError(error.message, place) from None
    if found != expected:
        raise PolicyError("was changed after it was signed", place)


def _sealed(claims: Mapping[str, Any], content: Files, shown: str) -> bool:
    seal = claims.get("auditor")
    if seal is None:
        return False
    if seal != {"form": SEAL, "sha256": _seal(content)}:
        raise PolicyError("was changed after it was signed", Location(shown))
    return True


def _seal(content: Files) -> str:
    return hashlib.sha256(pack(content)).hexdigest()
