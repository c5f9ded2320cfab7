"""What of one environment a SARIF run shows; the profiles differ in nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.api.models import Control, Outcome, Verdict
from auditor.api.run import EnvironmentRun, Run


@dataclass(frozen=True, slots=True)
class View:
    """One environment of `run`, in `lang`, with the `outcomes` that are shown.

    `relative` makes every path relative. `omitted` counts findings that a limit left out,
    `dropped` names environments that it left out; the first view of a file carries them.
    """

    run: Run
    environment: EnvironmentRun
    outcomes: tuple[Outcome, ...]
    lang: str
    relative: bool = False
    omitted: int = 0
    dropped: tuple[str, ...] = ()

    def controls(self) -> list[Control]:
        """Controls with an outcome here, by id."""
        return [self.run.controls[name] for name in sorted({one.control for one in self.outcomes})]

    def has_waived(self) -> bool:
        """Whether any finding is suppressed; then every result must speak of suppressions."""
        return any(
            outcome.verdict is Verdict.WAIVED or any(found.waiver for found in outcome)
            for outcome in self.outcomes
        )
