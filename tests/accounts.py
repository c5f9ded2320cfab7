"""What an account without rights sees: root becomes one for the while of a test."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def nobody() -> Iterator[None]:
    """As an account without rights; where the tests run as one already, as that."""
    if os.geteuid():
        yield
        return
    groups = os.getgroups()
    os.setgroups([])
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)
        os.setgroups(groups)


def open_to_all(*folders: Path) -> None:
    """Let others search folders of a test, and those above them."""
    top = Path(tempfile.gettempdir())
    for folder in folders:
        for one in (folder, *folder.parents):
            if one != top and one.is_relative_to(top):
                one.chmod(0o755)
