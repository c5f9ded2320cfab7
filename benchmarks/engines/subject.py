"""One measured process: evaluates the loan controls over prepared evidence with one engine.

python subject.py FOLDER ENGINE JOBS
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import orjson

from auditor.api import CollectorInfo, Evidence, Source
from auditor.core.collect import Harvest
from auditor.core.config import PolicySource
from auditor.core.judge import outcomes
from auditor.core.policies import load_library
from auditor.core.question import CaseMaker, questions
from auditor.core.schemas import Schemas
from auditor.engines import create_engine
from auditor.engines.interface import EngineSettings, Policies


def main(folder: Path, engine: str, jobs: int) -> None:
    """Print the number of findings of each control."""
    document = orjson.loads((folder / "input.json").read_bytes())
    now = datetime.fromisoformat(document["now"])
    evidence = (
        Evidence(kind, "e", "t", CollectorInfo("c", "1"), now, Source("s"), tuple(rows))
        for kind, rows in document["evidence"].items()
    )
    library = load_library((PolicySource(path="builtin"),), folder, Schemas())
    controls = [c for c in library.controls.values() if c.id in sys.argv[4:]]
    cases = list(CaseMaker("e", (), Harvest(tuple(evidence)), now).cases(controls))
    policies = Policies(library.modules, (folder / "data.json").read_text(encoding="utf-8"))
    with create_engine(engine, EngineSettings(jobs, 3600.0), {}) as running:
        answers = {a.key: a for a in running.ask(policies, questions(cases))}
    for outcome in outcomes(cases, answers):
        print(outcome.control, outcome.verdict.value, len(outcome.findings), outcome.message)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
