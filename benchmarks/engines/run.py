"""Engines side by side: the same rules, evidence and cores, one run.

    python -m benchmarks.engines.run [--rows 1000 10000 ...] [--limit SECONDS]

Prints a Markdown table of wall time, CPU time and peak memory of the largest process. `opa` and
`conftest` take part where they are on PATH. Every line includes process start and reading of the
evidence; the evidence is a loan register of n rows, the rules are its three controls.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

from auditor.core.config import PolicySource
from auditor.core.policies import load_library
from auditor.core.schemas import Schemas, policy_root
from benchmarks.engines.register import NOW, loans

CONTROLS = ("CIC-019-5a", "CIC-019-5b", "CIC-020")
ROOTS = ("lib", "rules/loans")
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Figures:
    """What one process used; `wall` is infinite when it was given up."""

    wall: float
    cpu: float
    memory: int
    said: str


def prepare(folder: Path, rows: int) -> list[str]:
    """Write evidence, data and rules; the answer is the packages of the controls."""
    library = load_library((PolicySource(path="builtin"),), folder, Schemas())
    evidence = {"loan_register": loans(rows)}
    document = {"now": NOW, "environment": {"name": "e"}, "gaps": {}, "evidence": evidence}
    (folder / "input.json").write_bytes(orjson.dumps(document))
    params = {id_: dict(library.controls[id_].params) for id_ in library.controls}
    data = {"params": params, "organisation": {"timezone": "UTC"}}
    (folder / "data.json").write_bytes(orjson.dumps(data))
    for root in ROOTS:
        for path in (policy_root() / root).rglob("*.rego"):
            if not path.stem.endswith("_test"):
                (folder / "rules").mkdir(exist_ok=True)
                shutil.copy(path, folder / "rules" / path.name)
    return [library.controls[id_].package for id_ in CONTROLS]


def commands(folder: Path, packages: list[str]) -> Iterator[tuple[str, list[str]]]:
    """What is measured, by name."""
    subject = [sys.executable, str(HERE / "subject.py"), str(folder)]
    cores = str(len(os.sched_getaffinity(0)))
    yield "embedded, 1 process", [*subject, "embedded", "1", *CONTROLS]
    yield f"embedded, {cores} processes", [*subject, "embedded", cores, *CONTROLS]
    query = "[{}]".format(",".join(f"count(data.{package}.deny)" for package in packages))
    data, evidence = str(folder / "data.json"), str(folder / "input.json")
    if opa := shutil.which("opa"):
        yield "managed OPA", [*subject, "opa", cores, *CONTROLS]
        rules = [part for path in _rules(folder) for part in ("-d", str(path))]
        yield "opa eval", [opa, "eval", "-d", data, *rules, "-i", evidence, query]
        bundle = ["--decision", "entry/answer", "--bundle", str(_bundle(folder, query))]
        yield "opa exec", [opa, "exec", *bundle, evidence]
    if conftest := shutil.which("conftest"):
        names = [part for package in packages for part in ("--namespace", package)]
        rules = ["--policy", str(folder / "rules"), "--data", data]
        yield "conftest", [conftest, "test", *rules, *names, "--no-fail", evidence]


def _rules(folder: Path) -> list[Path]:
    return sorted((folder / "rules").glob("*.rego"))


def _bundle(folder: Path, query: str) -> Path:
    """A folder of rules and data with one entry point, for `opa exec`."""
    bundle = folder / "bundle"
    shutil.copytree(folder / "rules", bundle)
    shutil.copy(folder / "data.json", bundle)
    (bundle / "entry.rego").write_text(f"package entry\n\nanswer := {query}\n", encoding="utf-8")
    return bundle


def measure(command: list[str], limit: float) -> Figures:
    """Run one command to its end, or to the limit."""
    with tempfile.TemporaryFile() as out:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        while time.perf_counter() - begun < limit:
            pid, _, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                wall = time.perf_counter() - begun
                out.seek(0)
                said = out.read(300).decode(errors="replace")
                return Figures(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, said)
            time.sleep(0.01)
        process.kill()
        process.wait()
    return Figures(float("inf"), 0, 0, f"given up after {limit:g} s")


def _shown(found: Figures, base: Figures, limit: float) -> str:
    if found.wall == float("inf"):
        return f"over {limit:g} | - | - | over {limit / base.wall:.0f} | -"
    ratios = f"{found.wall / base.wall:.1f} | {found.cpu / base.cpu:.1f}"
    return f"{found.wall:.2f} | {found.cpu:.2f} | {found.memory // 1024} | {ratios}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--limit", type=float, default=600.0)
    given = parser.parse_args()
    print("| rows | engine | wall s | CPU s | peak MB | wall : embedded | CPU : embedded |")
    print("|---|---|---|---|---|---|---|")
    for rows in given.rows:
        with tempfile.TemporaryDirectory() as name:
            base: Figures | None = None
            for engine, command in commands(Path(name), prepare(Path(name), rows)):
                found = measure(command, given.limit)
                base = base or found
                print(f"| {rows} | {engine} | {_shown(found, base, given.limit)} |", flush=True)
                print(found.said.strip(), file=sys.stderr)


if __name__ == "__main__":
    main()
