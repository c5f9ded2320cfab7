"""SARIF 2.1.0, GitHub profile: open findings only, within the limits of code scanning.

Limits (GitHub docs, "SARIF support for code scanning"): 10 MB after gzip, 20 runs in a file,
25,000 results in a run; here 25,000 in the file. What is cut is counted and said.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditor.api.hooks import ReportOptions
from auditor.api.models import Finding, Outcome, Verdict
from auditor.api.run import EnvironmentRun, Run
from auditor.reports.sarif import document
from auditor.reports.sarif_view import View
from auditor.reports.waivers import open_findings


@dataclass(frozen=True, slots=True)
class Limits:
    """At most so many results and runs in a file, and bytes after gzip."""

    results: int = 25_000
    runs: int = 20
    bytes: int = 10_000_000


def render(run: Run, options: ReportOptions) -> Iterator[bytes]:
    """Yield the GitHub profile of `run`; it is made whole first, to know its size."""
    return iter(fitted(run, options.lang, Limits()))


def fitted(run: Run, lang: str, limits: Limits) -> list[bytes]:
    """The largest log within `limits`: the most severe findings stay."""
    views = _within_runs(run, lang, limits.runs)
    keep = min(limits.results, sum(_count(view) for view in views))
    while True:
        chunks = list(document(_within(views, keep)))
        size = _gzip_size(chunks)
        if size <= limits.bytes or not keep:
            return chunks
        keep = int(keep * limits.bytes / size * 0.95)


def _gzip_size(chunks: list[bytes]) -> int:
    squeeze = zlib.compressobj(level=6, wbits=31)
    return sum(len(squeeze.compress(chunk)) for chunk in chunks) + len(squeeze.flush())


def _within_runs(run: Run, lang: str, limit: int) -> list[View]:
    """Views of the environments with the worst findings; without findings one shows too, since
    an empty run closes what was reported for it before.
    """
    views = [_view(run, environment, lang) for environment in run.environments]
    worst = sorted(range(len(views)), key=lambda at: -max(_ranks(views[at]), default=-1))
    kept = sorted(worst[:limit])
    dropped = tuple(views[at].environment.name for at in sorted(worst[limit:]))
    return [
        replace(views[at], dropped=dropped if place == 0 else ()) for place, at in enumerate(kept)
    ]


def _view(run: Run, environment: EnvironmentRun, lang: str) -> View:
    outcomes = tuple(map(_open, filter(_fails, environment.outcomes)))
    return View(run, environment, outcomes, lang, relative=True)


def _fails(outcome: Outcome) -> bool:
    """Whether something unwaived failed; a failure without a named place counts too."""
    bare = outcome.verdict is Verdict.FAIL and not outcome.findings
    return bare or bool(open_findings(outcome))


def _open(outcome: Outcome) -> Outcome:
    return replace(outcome, findings=open_findings(outcome), unknown=(), review=())


def _count(view: View) -> int:
    return sum(len(outcome.findings) for outcome in view.outcomes)


def _ranks(view: View) -> Iterator[int]:
    return (found.severity.rank for outcome in view.outcomes for found in outcome)


def _within(views: list[View], keep: int) -> list[View]:
    """`views` with the `keep` most severe findings; among equals the first ones stay."""
    ranks = [rank for view in views for rank in _ranks(view)]
    if keep >= len(ranks):
        return views
    order = sorted(range(len(ranks)), key=lambda at: -ranks[at])
    chosen, numbers = frozenset(order[:keep]), iter(range(len(ranks)))
    return [_cut(view, numbers, chosen) for view in views]


def _cut(view: View, numbers: Iterator[int], chosen: frozenset[int]) -> View:
    outcomes = tuple(_cut_outcome(outcome, numbers, chosen) for outcome in view.outcomes)
    shown = replace(view, outcomes=tuple(one for one in outcomes if one is not None))
    return replace(shown, omitted=_count(view) - _count(shown))


def _cut_outcome(
    outcome: Outcome, numbers: Iterator[int], chosen: frozenset[int]
) -> Outcome | None:
    kept: tuple[Finding, ...] = tuple(found for found in outcome if next(numbers) in chosen)
    return replace(outcome, findings=kept) if kept or not outcome.findings else None
