"""Hypothesis strategies for runs and their parts, hostile text included."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from auditor.api.models import (
    Control,
    Finding,
    Gap,
    GapReason,
    Location,
    Outcome,
    Severity,
    Verdict,
)
from auditor.api.run import EnvironmentRun, Extension, LeftOut, Run, SourceRecord

HOSTILE = (
    "</script><script>alert(1)</script>",
    "[red]not red[/red] [link=file:///etc/passwd]x[/link]",
    "\x1b[31mred\x1b[0m\x1b]8;;http://evil.example\x07",
    "\x00\x07\b\r\nnext line\u2028\x85",
    "\u202egnp.exe \u2066\u200b",
    "lone \udcff\ud800 surrogates",
    "{0} {kind} {{1}} %s [label](1) [x](javascript:alert)",
    "整改 档案 ✓ 😀",
    "word " * 400,
    "x" * 3000,
    "`code` **bold** <b>bold</b> & \"quoted\" 'single' \\",
)
"""Text that has broken reports elsewhere."""

texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40), st.characters())
names = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
severities = st.sampled_from(Severity)
moments = st.datetimes(
    min_value=datetime(2000, 1, 1),
    max_value=datetime(2090, 1, 1),
    timezones=st.sampled_from((UTC, timezone(timedelta(hours=8)))),
)
files = st.one_of(
    st.sampled_from(
        (
            "registers/loans.csv",
            "registers/借阅 登记.xlsx",
            "/etc/ssh/sshd_config",
            "postgres/branch-01/pg_roles",
            "s3://bucket/key",
            "a:b/c?d#e%20.csv",
            "caf\udce9.csv",
            "",
        )
    ),
    texts,
)
lines = st.one_of(st.none(), st.integers(1, 10**6))
locations = st.builds(Location, files, lines, lines, lines)
fingerprints = st.one_of(st.just("ab" * 32), st.binary(min_size=32, max_size=32).map(bytes.hex))
waivers = st.fixed_dictionaries(
    {"justification": texts, "approved_by": names, "expires": st.just("2027-01-01")}
)
json_values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), texts, st.integers(-(2**70), 2**70), st.floats(allow_nan=False)
    ),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=3,
)
gaps = st.builds(
    Gap,
    kind=names,
    target=names,
    reason=st.sampled_from(GapReason),
    message=texts,
    location=st.none() | locations,
    partial=st.booleans(),
)
frameworks = st.sampled_from(
    ("ISO/IEC 27001:2022 A.5.9", "PIPL art. 51", "FATF R.10", "word", "个人信息保护法 第51条")
)


@st.composite
def controls(draw: st.DrawFn, control_id: str) -> Control:
    """A control with this id and otherwise anything."""
    return Control(
        id=control_id,
        package=f"rules.loans.{draw(names)}",
        topic=draw(st.sampled_from(("loans", "aml", "our_own_topic"))),
        name=draw(st.sampled_from(("overdue_loan", "OverdueLoan", "", control_id))),
        title=draw(texts),
        title_zh=draw(st.just("") | texts),
        description=draw(texts),
        description_zh=draw(texts),
        severity=draw(severities),
        clause=draw(st.sampled_from(("篇五 第19条第5款", "", "§ 1 [a](b)"))),
        evidence=("loan_register",),
        optional_evidence=("reference_lists",),
        fail_when_empty=False,
        max_age_seconds=86400,
        scope="environment",
        assurance=draw(st.sampled_from(("automated", "attested"))),
        params={},
        action=draw(texts),
        action_zh=draw(texts),
        frameworks=tuple(draw(st.lists(frameworks, max_size=3))),
        related=tuple(draw(st.lists(texts | st.just("https://example.org/a"), max_size=2))),
        rules=frozenset({"deny"}),
        source="rules/loans/overdue_loan/overdue_loan.rego",
        tags=tuple(draw(st.lists(names, max_size=12))),
    )


@st.composite
def findings(draw: st.DrawFn, control: str, environment: str, target: str) -> Finding:
    """A finding of this control; one in four is waived."""
    details = draw(st.dictionaries(texts, json_values, max_size=2))
    return Finding(
        waiver=draw(waivers) if draw(st.integers(0, 3)) == 0 else {},
        control=control,
        environment=environment,
        target=target,
        subject=draw(texts),
        severity=draw(severities),
        message=draw(texts),
        message_zh=draw(st.just("") | texts),
        location=draw(locations),
        fingerprint=draw(fingerprints),
        related=tuple(draw(st.lists(locations, max_size=2))),
        details=details,
    )


@st.composite
def outcomes(draw: st.DrawFn, control: str, environment: str, target: str) -> Outcome:
    """An outcome with findings only where its verdict allows them."""
    verdict = draw(st.sampled_from(Verdict))
    several = st.lists(findings(control, environment, target), max_size=3)
    failed = verdict in (Verdict.FAIL, Verdict.WAIVED)
    unsure = verdict not in (Verdict.PASS, Verdict.NOT_APPLICABLE)
    reasons = (*(reason.value for reason in GapReason), "error", "undefined", "unknown", "")
    reason = draw(st.sampled_from(reasons)) if verdict is Verdict.NOT_EVALUATED else ""
    return Outcome(
        control=control,
        environment=environment,
        target=target,
        verdict=verdict,
        reason=reason,
        message=draw(texts),
        findings=tuple(draw(several)) if failed else (),
        unknown=tuple(draw(several)) if unsure else (),
        review=tuple(draw(several)) if unsure else (),
        gaps=tuple(draw(st.lists(gaps, max_size=2))) if unsure else (),
    )


@st.composite
def environments(draw: st.DrawFn, name: str, ids: tuple[str, ...]) -> EnvironmentRun:
    """An environment with outcomes of controls from `ids`."""
    scopes = st.tuples(st.sampled_from(ids), st.sampled_from(("", "host-a", "host-b")))
    shown = draw(st.lists(scopes, unique=True, max_size=4))
    return EnvironmentRun(
        name=name,
        profile=draw(names),
        outcomes=tuple(draw(outcomes(control, name, target)) for control, target in shown),
        gaps=tuple(draw(st.lists(gaps, max_size=3))),
        sources=tuple(draw(st.lists(sources, max_size=3))),
        left_out=tuple(draw(st.lists(st.builds(LeftOut, names, texts), max_size=2))),
        tags=tuple(draw(st.lists(names, max_size=2))),
    )


sources = st.builds(
    SourceRecord,
    kind=st.sampled_from(("loan_register", "reference_lists", "other")),
    target=st.sampled_from(("registers", "host-a")),
    collector=names,
    uri=files,
    sha256=st.just("") | st.binary(min_size=32, max_size=32).map(bytes.hex),
    items=st.integers(0, 10**6),
    collected_at=moments,
)


@st.composite
def runs(draw: st.DrawFn) -> Run:
    """A run of up to three environments over up to three controls."""
    ids = tuple(draw(st.sets(st.sampled_from(("CIC-019-5b", "BAK-001", "OUR-1")), min_size=1)))
    names_ = draw(st.sets(st.sampled_from(("branch-01", "支行 二", "hq")), max_size=2))
    return Run(
        as_of=draw(moments),
        version="1.0.0",
        organisation=draw(texts),
        engine="embedded",
        fail_on=draw(severities),
        allow_gaps=draw(st.booleans()),
        exit_code=draw(st.integers(0, 4)),
        controls={name: draw(controls(name)) for name in sorted(ids)},
        environments=tuple(draw(environments(name, tuple(sorted(ids)))) for name in sorted(names_)),
        extensions=tuple(
            draw(st.lists(st.builds(Extension, names, names, st.just("plugin")), max_size=2))
        ),
        config=draw(st.sampled_from(("", "auditor.yaml", "审计 配置.yaml"))),
    )
