import shutil

import pytest

from tests.engines.opa_tools import running
from tests.require import require


@pytest.fixture(scope="session")
def opa_binary():
    binary = shutil.which("opa")
    require("opa", binary)
    return binary


@pytest.fixture(scope="module")
def server(opa_binary):
    """A server that several tests share: each must leave nothing on it."""
    with running() as one:
        yield one
