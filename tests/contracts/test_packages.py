"""What is installed: every package of the source tree."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = {"auditor": "auditor", "auditor_plugins": "plugins"}


def test_every_package_is_installed():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    installed = set(project["tool"]["setuptools"]["packages"])
    there = {
        ".".join((name, *init.parent.relative_to(ROOT / folder).parts))
        for name, folder in FOLDERS.items()
        for init in (ROOT / folder).rglob("__init__.py")
    }
    assert {"auditor.api", "auditor_plugins.files"} <= there
    assert there <= installed, sorted(there - installed)
