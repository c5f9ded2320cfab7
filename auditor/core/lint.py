"""The lint of policies: mistakes that show without any evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from auditor.core import portable
from auditor.core.fault import Fault, fault
from auditor.core.lint_file import PolicyFile, read_policy
from auditor.core.lint_metadata import check_metadata, check_package
from auditor.core.lint_params import check_params
from auditor.core.lint_rego import check_rego
from auditor.core.lint_tests import check_tests
from auditor.core.rego_files import RegoFiles
from auditor.core.schemas import Schemas
from auditor.engines.rego_ast import Parsed


@dataclass(frozen=True, slots=True)
class _Tree:
    """All readable files: those to be looked at, and all by package."""

    given: tuple[PolicyFile, ...]
    every: Mapping[str, PolicyFile]
    parsed: Mapping[str, Parsed]

    @property
    def controls(self) -> tuple[PolicyFile, ...]:
        """The files that define a control."""
        return tuple(file for file in self.given if file.is_control)

    @property
    def rules(self) -> tuple[PolicyFile, ...]:
        """The files that are no tests."""
        return tuple(file for file in self.given if not file.rego.is_test)


def lint(files: RegoFiles, schemas: Schemas, jobs: int) -> tuple[Fault, ...]:
    """Every fault in the given files, in the order of files and lines."""
    read = {file.name: read_policy(file) for file in files.every}
    given = [read[file.name] for file in files.given]
    tree = _Tree(
        tuple(one for one in given if isinstance(one, PolicyFile)),
        {one.package: one for one in read.values() if isinstance(one, PolicyFile)},
        {name: one.parsed for name, one in read.items() if isinstance(one, PolicyFile)},
    )
    faults = [one for one in given if isinstance(one, Fault)]
    faults += _static(tree, schemas)
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        tested = pool.map(lambda one: list(check_tests(one, files, tree.parsed)), tree.controls)
        faults += [one for many in tested for one in many]
    return tuple(sorted(set(faults)))


def _static(tree: _Tree, schemas: Schemas) -> Iterator[Fault]:
    for file in tree.given:
        yield from check_package(file)
    for file in tree.controls:
        yield from check_metadata(file, schemas)
        yield from check_params(file)
    for file in tree.rules:
        yield from check_rego(file, schemas, tree.every)
    yield from _ids(tree)
    names = {file.rego.name for file in tree.rules}
    modules = [one.parsed for one in tree.every.values() if not one.rego.is_test]
    yield from (one for one in portable.lint(modules) if one.file in names)


def _ids(tree: _Tree) -> Iterator[Fault]:
    seen: dict[str, PolicyFile] = {}
    for file in tree.controls:
        id_ = str(file.custom["id"])
        if id_ in seen:
            text, hint = "id `{id}` is also that of {other}", "ids are never used twice"
            other = seen[id_].rego.name
            yield fault(file.place("custom", "id"), "id", text, hint, id=id_, other=other)
        seen.setdefault(id_, file)
