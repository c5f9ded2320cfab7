"""What a test needs from the machine: without it a visible skip, or a failure where
`AUDITOR_REQUIRE` (names parted by commas) says that it must be there.
"""

import os

import pytest


def required(name: str) -> bool:
    return name in os.environ.get("AUDITOR_REQUIRE", "").split(",")


def require(name: str, found: object) -> None:
    """Go on when `found` is true."""
    if found:
        return
    if required(name):
        pytest.fail(f"{name} is required here and was not found")
    pytest.skip(f"{name} was not found")
