from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from register_files import Collect, collect_in


@pytest.fixture
def collect(tmp_path: Path) -> Collect:
    return lambda *files, **context: collect_in(tmp_path, *files, **context)


@pytest.fixture
def loans(tmp_path: Path, collect: Collect) -> Collect:
    """Write `content` as a loan register of the given name and collect it."""

    def run(content: str | bytes, name: str = "loans.csv", **options: Any) -> list[Any]:
        data = content.encode() if isinstance(content, str) else content
        (tmp_path / name).write_bytes(data)
        return collect({"kind": "loan_register", "path": name, **options})

    return run
