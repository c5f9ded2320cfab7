"""Keys of signatures: given by reference, and fit for their algorithm."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    load_pem_private_key,
    load_pem_public_key,
)
from cryptography.x509 import load_pem_x509_certificate

from auditor.api import ConfigError

RSA_BITS = 2048


def read_key(reference: str, base: Path, option: str) -> bytes:
    """The key's bytes from `env:NAME` or `file:PATH` (relative to `base`), unchanged: OPA takes a
    secret with the newline that its file ends with.

    Raises:
        ConfigError: not a reference, or it leads nowhere.
    """
    kind, _, name = reference.partition(":")
    key = b""
    try:
        if kind == "env":
            key = os.environ.get(name, "").encode()
        elif kind == "file":
            key = (base / name).read_bytes()
    except (OSError, ValueError):
        pass
    if not key.strip():
        raise ConfigError(f"{option}: no key there", hint="give env:NAME or file:PATH")
    return key


def public_key(key: bytes, algorithm: str) -> Any:
    """The key that verifies: a PEM public key or certificate, or the secret of HS256.

    Raises:
        ConfigError: a key of another kind than the algorithm's.
    """
    if algorithm == "HS256":
        return _secret(key)
    try:
        if b"-----BEGIN CERTIFICATE-----" in key:
            loaded: Any = load_pem_x509_certificate(key).public_key()
        else:
            loaded = load_pem_public_key(key)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise _unfit(algorithm, "a PEM file of its public key or certificate") from None
    return _fitting(loaded, algorithm, rsa.RSAPublicKey, ec.EllipticCurvePublicKey)


def private_key(key: bytes, algorithm: str) -> Any:
    """The key that signs: a PEM private key without a password, or the secret of HS256.

    Raises:
        ConfigError: a key of another kind than the algorithm's.
    """
    if algorithm == "HS256":
        return _secret(key)
    try:
        loaded = load_pem_private_key(key, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise _unfit(algorithm, "a PEM file of its private key, without a password") from None
    return _fitting(loaded, algorithm, rsa.RSAPrivateKey, ec.EllipticCurvePrivateKey)


def _secret(key: bytes) -> bytes:
    """A public key is known to all: taken for a secret, it would let everyone sign."""
    if b"-----BEGIN" in key or key.startswith((b"ssh-", b"ecdsa-")):
        raise _unfit("HS256", "a secret, not a PEM or SSH key")
    return key


def _fitting(key: Any, algorithm: str, rsa_kind: type[Any], ec_kind: type[Any]) -> Any:
    if algorithm == "RS256" and isinstance(key, rsa_kind):
        if key.key_size < RSA_BITS:
            raise _unfit(algorithm, f"a key of at least {RSA_BITS} bits")
        return key
    if algorithm == "ES256" and isinstance(key, ec_kind) and key.curve.name == "secp256r1":
        return key
    kinds = {"RS256": "an RSA key", "ES256": "an EC key on the curve P-256"}
    raise _unfit(algorithm, kinds[algorithm])


def _unfit(algorithm: str, expected: str) -> ConfigError:
    return ConfigError(f"the key does not fit algorithm {algorithm}", hint=f"expected {expected}")
