"""A plugin stands alone: it imports `auditor.api` and nothing else of the project."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.contracts.rego import ROOT, controls

PLUGINS = sorted(path.parent for path in (ROOT / "plugins").glob("*/__init__.py"))
POINTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
FILES = [file for folder in PLUGINS for file in sorted(folder.rglob("*.py"))]
ALONE = """
import sys
import importlib.abc
class Block(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        own = name.startswith('auditor_plugins.{name}') or name == 'auditor_plugins'
        api = name == 'auditor' or name.startswith('auditor.api')
        if name.startswith('auditor') and not own and not api:
            raise ImportError('blocked: ' + name)
sys.meta_path.insert(0, Block())
import auditor_plugins.{name} as plugin
for collector in plugin.auditor_collectors():
    print(collector.target_type)
"""
each_plugin = pytest.mark.parametrize("folder", PLUGINS, ids=lambda folder: folder.name)


def imports(file: Path) -> list[tuple[str, int]]:
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(name.name, node.lineno) for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.name}:{node.lineno}: relative import"
            found.append((node.module, node.lineno))
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_it_imports_nothing_of_the_project_but_the_api(file: Path):
    own = f"auditor_plugins.{file.relative_to(ROOT / 'plugins').parts[0]}"
    for name, line in imports(file):
        if name.split(".")[0] in ("auditor", "auditor_plugins", "auditor_policies", "plugins"):
            allowed = any(name == one or name.startswith(f"{one}.") for one in ("auditor.api", own))
            assert allowed, f"line {line}: {name}"


@each_plugin
def test_it_is_registered_by_one_line(folder: Path):
    assert POINTS["auditor.plugins"][folder.name] == f"auditor_plugins.{folder.name}"


@each_plugin
def test_it_loads_alone(folder: Path):
    program = ALONE.replace("{name}", folder.name)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()


@each_plugin
def test_it_has_a_page_of_its_own(folder: Path):
    page = (folder / "README.md").read_text(encoding="utf-8")
    title, text = page.split("\n", 1)
    assert title.startswith("# ")
    assert folder.name in title
    for word in ("rights", "limits"):
        assert word in text.lower(), word


@each_plugin
def test_the_controls_that_it_feeds_read_the_kind(folder: Path):
    page = (folder / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `(\w+)` \| ([A-Z]+-[\w, -]+) \|$", page, re.M)
    reading = {rego.custom["id"]: rego.declared for rego in controls()}
    for kind, ids in named:
        for one in ids.split(", "):
            assert kind in reading[one], f"{one} does not read {kind}"
