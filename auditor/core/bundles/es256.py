"""ES256 signatures without randomness (RFC 6979): the same bundle signed twice is the same."""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm
from jwt.utils import der_to_raw_signature


class DeterministicES256(ECAlgorithm):
    """The library's algorithm, but for where the nonce of a signature comes from."""

    def __init__(self) -> None:
        super().__init__(ECAlgorithm.SHA256, ec.SECP256R1)

    def sign(self, msg: bytes, key: Any) -> bytes:
        """The signature in the form of JSON Web Signature (RFC 7518, section 3.4)."""
        scheme = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
        return der_to_raw_signature(key.sign(msg, scheme), key.curve)
