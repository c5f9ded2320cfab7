"""The schemas of the catalogue's kinds."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "policies" / "schemas"


@cache
def schema(kind: str) -> Any:
    return json.loads((FOLDER / f"{kind}.json").read_text("utf-8"))
