"""What policies refer to must be there: a name that nobody defines is undefined in Rego, and a
rule that waits for it would never find anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from auditor.api import Location, PolicyError
from auditor.core.annotations import code_of
from auditor.engines.interface import Module

PACKAGE = re.compile(r"^\s*package\s+([A-Za-z_][\w.]*)", re.M)
DATA = re.compile(r"(?<![\w.])data\.([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)")
GIVEN = frozenset({"params", "organisation"})
HINTS = {
    "conftest": "conftest's own `data.conftest` is not available here",
    "lib": "a library of Trivy's: put its folder `lib` beside the policies",
}


def check_references(
    names: Iterable[str], modules: Iterable[Module], data: Mapping[str, Any]
) -> None:
    """Check the modules of these names.

    Raises:
        PolicyError: one refers to a package or data that no source brings.
    """
    wanted = frozenset(names)
    if not wanted:
        return
    codes = [(module, code_of(module.text)) for module in modules]
    packages = {found[1] for _, code in codes if (found := PACKAGE.search(code))}
    for module, code in codes:
        for match in DATA.finditer(code) if module.name in wanted else ():
            if not _known(match[1], packages, data):
                place = Location(module.name, code.count("\n", 0, match.start()) + 1)
                hint = HINTS.get(match[1].partition(".")[0], "name its file under `data`")
                message = f"`data.{match[1]}` is defined by no policy and no data file"
                raise PolicyError(message, place, hint)


def _known(path: str, packages: Iterable[str], data: Mapping[str, Any]) -> bool:
    top = path.partition(".")[0]
    dotted = f"{path}."
    return (
        top in data
        or top in GIVEN
        or any(dotted.startswith(f"{one}.") or one.startswith(dotted) for one in packages)
    )
