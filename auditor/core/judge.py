"""From the engine's answer to an outcome. Here, and only here, a verdict is made, fail-closed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from auditor.api import Control, Finding, Location, Outcome, Severity, Verdict
from auditor.core.foreign_rego import ROOT
from auditor.core.question import Case
from auditor.core.results import result
from auditor.core.slices import joined
from auditor.engines.interface import Answer


def judge(case: Case, answer: Answer | None) -> Outcome:
    """The outcome of one case. `pass` needs all of: evidence, an answer, a subject, no doubt."""
    base = Outcome(
        case.control.id, case.environment, case.target, Verdict.NOT_EVALUATED, gaps=case.gaps
    )
    if case.question is None:
        return _lacking(base) if case.gaps else replace(base, verdict=Verdict.NOT_APPLICABLE)
    if answer is None or answer.error:
        return _undecided(base, "error", answer.error if answer else "no answer", "规则执行出错")
    try:
        return _verdict(case, answer, _with_findings(base, case, answer))
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        text = f"the rule's result has no usable form: {type(error).__name__}"
        return _undecided(base, "error", text, "规则结果的形式不可用")


def outcomes(cases: Iterable[Case], answers: Mapping[str, Answer]) -> tuple[Outcome, ...]:
    """The outcomes of all cases, in their order; the documents of a file control share one."""
    groups: dict[tuple[str, str], list[tuple[Case, Outcome]]] = {}
    for case in cases:
        answer = _answer(case, answers)
        group = groups.setdefault((case.control.id, case.target), [])
        group.append((case, judge(case, answer)))
    return tuple(_joined(group) if group[0][0].row else group[0][1] for group in groups.values())


def _answer(case: Case, answers: Mapping[str, Answer]) -> Answer | None:
    if case.question is None:
        return None
    if case.parts:
        return joined(case.question, case.parts, answers)
    return answers.get(case.question.key)


def _joined(judged: list[tuple[Case, Outcome]]) -> Outcome:
    """One outcome of a control's documents: the worst of theirs, with all that was found. One
    that could not be judged counts as an unknown, so that no waiver of the others hides it.
    """
    every = [outcome for _, outcome in judged]
    worst = next(
        one
        for verdict in (Verdict.FAIL, Verdict.NOT_EVALUATED, Verdict.PASS, Verdict.NOT_APPLICABLE)
        for one in every
        if one.verdict is verdict
    )
    lost = [
        _finding(case, {"msg": outcome.message}, case.control.severity)
        for case, outcome in judged
        if outcome.verdict is Verdict.NOT_EVALUATED and outcome.reason in ("error", "undefined")
    ]
    return replace(
        worst,
        findings=_identified(finding for one in every for finding in one.findings),
        unknown=_identified([*(found for one in every for found in one.unknown), *lost]),
    )


def _undecided(outcome: Outcome, reason: str, text: str, text_zh: str) -> Outcome:
    return replace(outcome, reason=reason, message=text, message_zh=text_zh)


def _lacking(outcome: Outcome) -> Outcome:
    """Not evaluated because of the first gap."""
    gap = outcome.gaps[0]
    return _undecided(outcome, gap.reason.value, gap.message, gap.message_zh)


def _with_findings(base: Outcome, case: Case, answer: Answer) -> Outcome:
    severity = case.control.severity
    found = [
        *_findings(case, answer.sets.get("deny", ()), severity),
        *_findings(case, answer.sets.get("warn", ()), severity.lowered()),
    ]
    return replace(
        base,
        findings=_identified(found),
        unknown=_identified(_findings(case, answer.sets.get("unknown", ()), severity)),
        review=_identified(_findings(case, answer.sets.get("review", ()), severity)),
    )


def _verdict(case: Case, answer: Answer, outcome: Outcome) -> Outcome:
    if outcome.findings:
        return replace(outcome, verdict=Verdict.FAIL)
    doubt = _doubt(case, answer, outcome)
    if doubt:
        return doubt
    if case.empty and case.control.fail_when_empty and answer.applicable is not False:
        return replace(outcome, verdict=Verdict.FAIL, findings=_identified([_emptiness(case)]))
    if answer.applicable is False or (answer.applicable is None and case.empty):
        return replace(outcome, verdict=Verdict.NOT_APPLICABLE)
    if outcome.review or case.control.assurance == "attested":
        return replace(outcome, verdict=Verdict.REVIEW)
    return replace(outcome, verdict=Verdict.PASS)


def _doubt(case: Case, answer: Answer, outcome: Outcome) -> Outcome | None:
    """Why nothing can be said although no fault was found; None when nothing stands against it."""
    if "applicable" in case.control.rules and answer.applicable is None:
        text = "the rule `applicable` has no value; give it `default applicable := false`"
        return _undecided(outcome, "undefined", text, "规则 applicable 没有值")
    if outcome.gaps:
        return _lacking(outcome)
    if outcome.unknown:
        number = len(outcome.unknown)
        text = f"{number} subjects could not be judged"
        return _undecided(outcome, "unknown", text, f"有 {number} 个对象无法判定")
    return None


def _findings(case: Case, raw: Iterable[Any], severity: Severity) -> list[Finding]:
    return [_finding(case, one, severity) for one in raw]


def _finding(case: Case, given: Any, severity: Severity) -> Finding:
    raw = given if isinstance(given, dict) else {"msg": given}
    if case.control.package.startswith(f"{ROOT}."):
        raw = result(given, case.row)
    message = str(raw["msg"])
    return Finding(
        control=case.control.id,
        environment=case.environment,
        target=case.target,
        subject=str(raw.get("subject", message)),
        severity=Severity(raw["severity"]) if "severity" in raw else severity,
        message=message,
        message_zh=str(raw.get("msg_zh", "")),
        location=_location(case, raw),
        fingerprint="",
        related=tuple(Location.from_dict(loc) for loc in raw.get("related", ())),
        details=dict(raw.get("details", {})),
    )


def _location(case: Case, raw: Mapping[str, Any]) -> Location:
    """Where the rule says, else the evidence it judged: a finding is never without a place."""
    loc = raw.get("_loc")
    if isinstance(loc, dict) and "file" in loc:
        return Location.from_dict(loc)
    return _source_place(case)


def _source_place(case: Case) -> Location:
    every = [*case.first, *(one for many in case.evidence.values() for one in many)]
    return Location(every[0].source.uri if every else case.control.source, 1)


def _emptiness(case: Case) -> Finding:
    kind = case.control.evidence[0]
    finding = _finding(case, {"msg": f"{kind}: the register holds no entry"}, case.control.severity)
    return replace(
        finding,
        subject=kind,
        message_zh=f"{kind}:登记册中没有任何记录",
        location=_source_place(case),
    )


def _identified(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in a stable order with their fingerprints; equal subjects are numbered."""
    seen: Counter[str] = Counter()
    result = []
    for finding in sorted(findings, key=_order):
        base = "\0".join((finding.control, finding.environment, finding.target, finding.subject))
        seen[base] += 1
        text = base if seen[base] == 1 else f"{base}\0{seen[base]}"
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        result.append(replace(finding, fingerprint=digest))
    return tuple(result)


def _order(finding: Finding) -> tuple[Any, ...]:
    place = finding.location
    return (place.file, place.line or 0, finding.subject, finding.message)


def control_order(control: Control) -> tuple[str, str]:
    """Controls stand by topic, then by id."""
    return (control.topic, control.id)
