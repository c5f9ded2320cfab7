"""Evaluation alone, without start-up and reading: the same rules and input in both engines.

    python -m benchmarks.engines.evaluation [--rows 1000 10000 ...]

OPA's time is its own metric `timer_rego_query_eval_ns`; that of the embedded engine is the wall
time of the same queries in one process. Prints a Markdown table; needs `opa` on PATH.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import regorus

from benchmarks.engines.run import prepare

WIDE = {"max_col": 1 << 20, "max_file_bytes": 1 << 28, "max_lines": 1 << 24}


def embedded(folder: Path, packages: list[str]) -> float:
    """Seconds of evaluation in the embedded engine."""
    engine = regorus.Engine()
    engine.set_policy_length_config(**WIDE)
    for path in sorted((folder / "rules").glob("*.rego")):
        engine.add_policy(path.name, path.read_text(encoding="utf-8"))
    engine.add_data_json((folder / "data.json").read_text(encoding="utf-8"))
    engine.set_input_json((folder / "input.json").read_text(encoding="utf-8"))
    engine.eval_query_as_json("true")
    begun = time.perf_counter()
    for package in packages:
        engine.eval_rule_as_json(f"data.{package}.deny")
    return time.perf_counter() - begun


def opa(folder: Path, packages: list[str], limit: float) -> float:
    """Seconds of evaluation that OPA itself tells; infinite past the limit."""
    query = "[{}]".format(",".join(f"data.{package}.deny" for package in packages))
    rules = [part for path in sorted((folder / "rules").glob("*.rego")) for part in ("-d", path)]
    files = ["-d", folder / "data.json", "-i", folder / "input.json"]
    command = [shutil.which("opa"), "eval", "--metrics", *rules, *files, query]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return float("inf")
    return float(json.loads(done.stdout)["metrics"]["timer_rego_query_eval_ns"]) / 1e9


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--limit", type=float, default=600.0)
    given = parser.parse_args()
    if not shutil.which("opa"):
        sys.exit("no `opa` on PATH")
    print("| rows | embedded s | OPA s | OPA : embedded |")
    print("|---|---|---|---|")
    for rows in given.rows:
        with tempfile.TemporaryDirectory() as name:
            packages = prepare(Path(name), rows)
            ours, theirs = embedded(Path(name), packages), opa(Path(name), packages, given.limit)
            told = f"over {given.limit:g}" if theirs == float("inf") else f"{theirs:.2f}"
            ratio = min(theirs, given.limit) / ours
            print(f"| {rows} | {ours:.2f} | {told} | {ratio:.1f} |", flush=True)


if __name__ == "__main__":
    main()
