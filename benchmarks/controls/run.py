"""Time of each control over the demo bank, in one process of the embedded engine.

    python -m benchmarks.controls.run [STATE]

Prints a Markdown table of all controls, the slowest first: evaluation alone, policies loaded and
input parsed beforehand.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import regorus

from auditor.app import Settings, evidence, part, prepare
from auditor.core.config import load_config
from auditor.core.plugins import load_plugins
from auditor.engines.interface import Batch
from auditor.engines.worker import WIDE

BANK = Path(__file__).parents[2] / "fixtures" / "bank"
AS_OF = "2026-11-20T18:00:00+08:00"


def batches(state: str) -> Iterator[Batch]:
    """What the engine is asked, environment by environment."""
    os.environ.setdefault("AUDITOR_MASKING_KEY", "demo")
    settings = Settings(now=datetime.fromisoformat(AS_OF))
    audit = prepare(load_config(BANK / state / "auditor.yaml"), load_plugins(), settings)
    for number, harvest in evidence(audit).items():
        yield part(audit, number, harvest).batch


def engine_of(batch: Batch) -> Any:
    """An engine that holds the policies of a batch."""
    engine = regorus.Engine()
    engine.set_policy_length_config(**WIDE)
    for module in batch.policies.modules:
        engine.add_policy(module.name, module.text)
    engine.add_data_json(batch.policies.data)
    engine.eval_query_as_json("true")
    return engine


def timed(batch: Batch) -> Iterator[tuple[float, str, int]]:
    """Seconds, package and bytes of input of each question."""
    engine = engine_of(batch)
    for question in batch.questions:
        text = question.input.json.decode()
        engine.set_input_json(text)
        begun = time.perf_counter()
        for rule in question.rules:
            engine.eval_rule_as_json(f"data.{question.package}.{rule}")
        yield time.perf_counter() - begun, question.package.removeprefix("rules."), len(text)


def main() -> None:
    """Measure and print."""
    state = sys.argv[1] if len(sys.argv) > 1 else "violating"
    found = sorted((one for batch in batches(state) for one in timed(batch)), reverse=True)
    print(f"{len(found)} controls, {sum(seconds for seconds, *_ in found):.2f} s in all\n")
    print("| control | ms | input KB |")
    print("|---|---|---|")
    for seconds, package, size in found:
        print(f"| {package} | {seconds * 1000:.1f} | {size // 1024} |")


if __name__ == "__main__":
    main()
