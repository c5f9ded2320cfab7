"""Lines as Postfix writes them."""

import contextlib
import os
from collections.abc import Iterator
from typing import NamedTuple


class At(NamedTuple):
    agent: str
    pid: int
    text: str
    stamp: str = "Nov 27 10:00:00"

    def __str__(self) -> str:
        return f"{self.stamp} mx postfix/{self.agent}[{self.pid}]: {self.text}\n"


def session(relay: str, version: str) -> str:
    return (
        f"Untrusted TLS connection established to {relay}: {version} with cipher X (256/256 bits)"
    )


@contextlib.contextmanager
def nobody() -> Iterator[None]:
    """As a user without rights of its own; root becomes one for the while."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
