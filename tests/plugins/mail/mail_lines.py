"""Lines as Postfix writes them."""

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
