"""One control, judged on evidence that is at hand, with all that led to the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auditor.api import Control, Outcome
from auditor.core.judge import outcomes
from auditor.core.question import Case, CaseMaker, questions
from auditor.engines import create_engine
from auditor.engines.interface import Answer, EngineSettings, Policies


@dataclass(frozen=True, slots=True)
class Attempt:
    """An outcome in one environment and scope, its cases, and what the engine answered."""

    outcome: Outcome
    cases: tuple[Case, ...]
    answers: tuple[Answer, ...]

    @property
    def rows(self) -> dict[str, int]:
        """How many rows of each kind the control was given; what is not there was not given."""
        counts: dict[str, int] = {}
        for kind, many in (self.cases[0].evidence if self.cases else {}).items():
            counts[kind] = sum(len(evidence.items) for evidence in many)
        return counts

    @property
    def applicable(self) -> bool | None:
        """What the rule `applicable` said of any case; None where it said nothing."""
        said = {answer.applicable for answer in self.answers} - {None}
        return any(said) if said else None


def attempt(control: Control, maker: CaseMaker, policies: Policies) -> tuple[Attempt, ...]:
    """Judge a control; one attempt for each scope (environment, or each target).

    Raises:
        PolicyError: the policies cannot be loaded.
    """
    cases = list(maker.cases([control]))
    with create_engine("embedded", EngineSettings(), {}) as engine:
        answers = {answer.key: answer for answer in engine.ask(policies, questions(cases))}
    return tuple(_of(outcome, cases, answers) for outcome in outcomes(cases, answers))


def _of(outcome: Outcome, cases: list[Case], answers: Mapping[str, Answer]) -> Attempt:
    own = tuple(case for case in cases if case.target == outcome.target)
    keys = [case.question.key for case in own if case.question]
    return Attempt(outcome, own, tuple(answers[key] for key in keys if key in answers))
