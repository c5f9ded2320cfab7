"""Gives a run's policies a package prefix of their own, so that runs on one server never meet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from graphlib import CycleError, TopologicalSorter

from auditor.engines.interface import Module

TOKEN = re.compile(
    r"""(?P<skip>\#[^\n]*|"(?:\\.|[^"\\\n])*"|`[^`]*`)"""
    r"""|(?P<package>^[ \t]*package[ \t]+)"""
    r"""|(?<![\w.])(?P<data>data)(?=\s*[.\[])""",
    re.M,
)
PACKAGE = re.compile(r"^[ \t]*package[ \t]+([\w.]+)", re.M)
USED = re.compile(r"(?<![\w.])data\.([\w.]+)")


def under(prefix: str, module: Module) -> Module:
    """The module with its package, and every reference to `data`, moved below `data.<prefix>`.
    Comments and strings stay as they are, and so does every line number.
    """

    def move(match: re.Match[str]) -> str:
        if match["skip"]:
            return match["skip"]
        return f"{match['package']}{prefix}." if match["package"] else f"data.{prefix}"

    return Module(module.name, TOKEN.sub(move, module.text))


def package_of(module: Module) -> str:
    """The package that a module declares."""
    found = PACKAGE.search(module.text)
    return found[1] if found else ""


def in_order(modules: Sequence[Module]) -> list[Module]:
    """Modules after those they refer to: a server compiles each upload at once."""
    packages = {package_of(module): module for module in modules}
    graph = {module.name: _needs(module, packages) for module in modules}
    by_name = {module.name: module for module in modules}
    try:
        return [by_name[name] for name in TopologicalSorter(graph).static_order()]
    except CycleError:
        return list(modules)


def _needs(module: Module, packages: dict[str, Module]) -> Iterable[str]:
    own = package_of(module)
    for path in USED.findall(module.text):
        for package, needed in packages.items():
            if package != own and (path == package or path.startswith(f"{package}.")):
                yield needed.name
