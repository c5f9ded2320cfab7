"""One run with every verdict in it, small enough to read."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from auditor.api import (
    Control,
    EnvironmentRun,
    Extension,
    Finding,
    Gap,
    GapReason,
    LeftOut,
    Location,
    Outcome,
    ReportOptions,
    Run,
    Severity,
    SourceRecord,
    Verdict,
)
from auditor.reports import BUILTIN

NOW = datetime(2026, 11, 21, 16, tzinfo=timezone(timedelta(hours=8)))
ABSENT = Gap(
    "agreements", "registers", GapReason.ABSENT, "no such file", Location("auditor.yaml", 12)
)
PARTIAL = Gap(
    "loan_register",
    "registers",
    GapReason.INVALID,
    "row 9, column borrowed_at: expected a date",
    Location("registers/借阅 loans.csv", 9),
    partial=True,
)


def control(control_id: str, topic: str, name: str, severity: Severity, kind: str) -> Control:
    return Control(
        id=control_id,
        package=f"rules.{topic}.{name}",
        topic=topic,
        name=name,
        title=f"Title of {control_id}",
        title_zh=f"标题 {control_id}",
        description="Customer materials are returned within three days.",
        description_zh="客户资料须在三日内归还。",
        severity=severity,
        clause="篇五 第19条第5款",
        evidence=(kind,),
        optional_evidence=(),
        fail_when_empty=False,
        max_age_seconds=86400,
        scope="environment",
        assurance="automated",
        params={},
        action="Return the file.",
        action_zh="归还档案。",
        frameworks=("ISO/IEC 27001:2022 A.5.9", "PIPL art. 51"),
        related=(),
        rules=frozenset({"deny"}),
        source=f"rules/{topic}/{name}/{name}.rego",
    )


def finding(number: int, control_id: str = "CIC-019-5b", **changes: object) -> Finding:
    made = Finding(
        control=control_id,
        environment="branch-01",
        target="registers",
        subject=f"LN-{number}",
        severity=Severity.HIGH,
        message=f"Loan LN-{number} is overdue",
        message_zh=f"借阅 LN-{number} 已逾期",
        location=Location("registers/借阅 loans.csv", number + 2),
        fingerprint=f"{number:064x}"[::-1],
    )
    return replace(made, **changes)


WAIVED = finding(
    500,
    "SYS-004",
    severity=Severity.MEDIUM,
    location=Location("/etc/os-release"),
    waiver={"justification": "换机", "approved_by": "ciso", "expires": "2027-05-01"},
)
JUDGE = finding(501, "PWD-001", location=Location("postgres/branch-01/pg_roles", 3))


def outcomes(fails: int) -> tuple[Outcome, ...]:
    made = (
        ("BAK-001", Verdict.PASS, {}),
        ("CIC-019-5b", Verdict.FAIL, {"findings": tuple(map(finding, range(fails)))}),
        ("CND-001", Verdict.NOT_EVALUATED, {"reason": "absent", "gaps": (ABSENT,)}),
        ("NET-001", Verdict.NOT_APPLICABLE, {}),
        ("PWD-001", Verdict.REVIEW, {"review": (JUDGE,)}),
        ("SYS-004", Verdict.WAIVED, {"findings": (WAIVED,)}),
    )
    return tuple(Outcome(name, "branch-01", "", verdict, **more) for name, verdict, more in made)


CONTROLS = (
    control("CIC-019-5b", "loans", "overdue_loan", Severity.HIGH, "loan_register"),
    control("BAK-001", "backups", "missing_backup", Severity.CRITICAL, "backup_snapshots"),
    control("SYS-004", "systems", "old_system", Severity.MEDIUM, "system_inventory"),
    control("CND-001", "conduct", "missing_oath", Severity.LOW, "agreements"),
    control("PWD-001", "passwords", "short_password", Severity.MEDIUM, "password_policies"),
    control("NET-001", "networks", "firewall_off", Severity.MEDIUM, "firewall"),
)
SOURCES = (
    SourceRecord(
        "loan_register", "registers", "registers", "registers/借阅 loans.csv", "ab" * 32, 100, NOW
    ),
    SourceRecord("backup_snapshots", "b", "backups", "/var/backups/list.json", "", 3, NOW),
)


def environment(fails: int = 13, name: str = "branch-01") -> EnvironmentRun:
    return EnvironmentRun(
        name=name,
        profile="confidentiality",
        outcomes=outcomes(fails),
        gaps=(ABSENT, PARTIAL),
        sources=SOURCES,
        left_out=(LeftOut("PHY-002", "rented premises"),),
        tags=("retail",),
    )


def run(*environments: EnvironmentRun, **changes: object) -> Run:
    made = Run(
        as_of=NOW,
        version="0.1.0",
        organisation="某银行",
        engine="embedded",
        fail_on=Severity.MEDIUM,
        allow_gaps=False,
        exit_code=1,
        controls={one.id: one for one in CONTROLS},
        environments=environments or (environment(),),
        extensions=(Extension("registers", "1.0", "plugin"),),
        config="auditor.yaml",
    )
    return replace(made, **changes)


def written(name: str, shown: Run, **options: object) -> bytes:
    """The report `name` of a run, whole."""
    report = next(report for report in BUILTIN if report.name == name)
    return b"".join(report.render(shown, ReportOptions(**options)))
