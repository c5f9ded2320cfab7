"""The page of the doctor is a matrix that the probes fill: four checks of every plugin."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.contracts.rego import ROOT

CHECKS = ("reach", "rights", "excess", "clock")
PLUGINS = sorted(path.parent.name for path in (ROOT / "plugins").glob("*/__init__.py"))
COMMON = ("auditor.api.probes", "auditor.api.databases.probes")
ROW = re.compile(r"^\| `(\w+)` \|(.*)\|$", re.M)


@cache
def matrix() -> dict[str, dict[str, str]]:
    text = (ROOT / "docs" / "doctor.md").read_text("utf-8")
    rows = {name: [cell.strip() for cell in rest.split("|")] for name, rest in ROW.findall(text)}
    return {name: dict(zip(CHECKS, cells, strict=True)) for name, cells in rows.items()
            if name in PLUGINS}  # fmt: skip


def named(node: ast.AST, functions: dict[str, set[str]]) -> set[str]:
    """The checks that the code below a node gives: `Probe("reach", …)`, or through a helper."""
    found: set[str] = set()
    for call in (one for one in ast.walk(node) if isinstance(one, ast.Call)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if name in ("Probe", "unknown") and call.args and isinstance(call.args[0], ast.Constant):
            found.add(call.args[0].value)
        found |= functions.get(name, set())
    return found


@cache
def common(module: str) -> dict[str, set[str]]:
    """The public helpers of a module, with the checks that each gives."""
    tree = ast.parse((ROOT / f"{module.replace('.', '/')}.py").read_text("utf-8"))
    others = imported(tree)
    defined = {one.name: one for one in tree.body
               if isinstance(one, ast.FunctionDef)}  # fmt: skip
    found: dict[str, set[str]] = {}
    for _ in defined:  # helpers call helpers
        known = {
            name: found.get(name, set()) | others.get(name, set()) for name in {*found, *others}
        }
        found = {name: named(node, known) for name, node in defined.items()}
    return {name: checks for name, checks in found.items() if not name.startswith("_")}


def imported(tree: ast.Module) -> dict[str, set[str]]:
    """What of the common helpers a file can call, by the name that it calls them."""
    found: dict[str, set[str]] = {}
    for node in (one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)):
        for one in node.names:
            helpers = common(node.module) if node.module in COMMON else {}
            if one.name in helpers:
                found[one.asname or one.name] = helpers[one.name]
            if f"{node.module}.{one.name}" in COMMON:
                found |= common(f"{node.module}.{one.name}")
    return found


def probed(plugin: str) -> set[str]:
    paths = sorted((ROOT / "plugins" / plugin).rglob("*.py"))
    trees = [ast.parse(path.read_text("utf-8")) for path in paths]
    return {check for tree in trees for check in named(tree, imported(tree))}


def test_every_plugin_has_its_row():
    assert sorted(matrix()) == PLUGINS


@pytest.mark.parametrize("plugin", PLUGINS)
def test_each_check_is_there_or_has_its_reason(plugin):
    cells = matrix()[plugin]
    reasons = {check for check, cell in cells.items() if re.match(r"none: \S+ \S+", cell)}
    assert all(len(cell) > 5 for cell in cells.values())
    assert probed(plugin) == set(CHECKS) - reasons


@pytest.mark.parametrize("plugin", PLUGINS)
def test_the_collector_has_a_probe_and_its_page_names_the_doctor(plugin):
    folder: Path = ROOT / "plugins" / plugin
    assert "probe=" in (folder / "__init__.py").read_text("utf-8")
    assert "`auditor doctor`" in (folder / "README.md").read_text("utf-8")


@pytest.mark.parametrize("plugin", PLUGINS)
def test_helpers_are_seen_by_this_test(plugin):
    """The reading of the code finds something everywhere, so that it cannot pass by blindness."""
    assert {"reach", "rights", "excess"} <= probed(plugin)
