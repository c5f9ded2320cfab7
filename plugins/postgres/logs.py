"""The audit log of the server: one row, whatever writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from auditor.api import GapError, GapReason, Item
from auditor.api.databases.subject import Problem, Row, known
from auditor_plugins.postgres.settings import admits, hidden, read_rules, setting_place
from auditor_plugins.postgres.subject import Subject

AUDIT, STATEMENTS = "pgaudit.log", "log_statement"
OVERRIDES = """
SELECT coalesce(d.datname, '*') || '/' || coalesce(r.rolname, '*') AS whom,
  split_part(c.text, '=', 1) AS name, substr(c.text, strpos(c.text, '=') + 1) AS setting
FROM pg_db_role_setting s
LEFT JOIN pg_database d ON d.oid = s.setdatabase LEFT JOIN pg_roles r ON r.oid = s.setrole,
LATERAL unnest(s.setconfig) c(text)
WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
  AND split_part(c.text, '=', 1) IN ('pgaudit.log', 'log_statement')
ORDER BY 1, 2"""
PASSWORDS = ("scram-sha-256", "md5", "password")
SILENT = ("fatal", "panic")
"""Values of log_min_messages that keep audit entries (LOG) out."""


def logs(subject: Subject) -> Iterator[Item | Problem]:
    """What the server logs, of every role and in this database."""
    subject.settings  # noqa: B018 - asked for before the overrides
    overrides = list(subject.ask(OVERRIDES))
    kept = retention(subject)
    options = subject.options.log
    yield known(
        host=subject.name,
        system_id=subject.name,
        source="pgaudit" if subject.loads("pgaudit") else "postgresql",
        enabled=_enabled(subject),
        covers_reads=_covers(subject, "read", overrides),
        covers_writes=_covers(subject, "write", overrides),
        forwarded=options.forwarded,
        append_only=options.append_only,
        retention_days=kept,
        _loc=setting_place(subject, "log_destination"),
        _locs=_places(subject, overrides),
    )
    if not subject.may_read_settings:
        yield hidden(subject)


def _enabled(subject: Subject) -> bool:
    if subject.setting("log_min_messages") in SILENT or not subject.setting("log_destination"):
        return False
    audited = subject.loads("pgaudit") and subject.setting(AUDIT) not in ("", "none")
    return audited or subject.setting(STATEMENTS) not in ("", "none")


def _covers(subject: Subject, what: str, overrides: list[Row]) -> bool:
    """Whether it is logged for the server, and no role or database is left out."""
    base = {name: subject.setting(name) for name in (AUDIT, STATEMENTS)}
    cases = [base] + [base | {row["name"]: row["setting"]} for row in overrides]
    loaded = subject.loads("pgaudit")
    return _enabled(subject) and all(covered(case, what, loaded) for case in cases)


def covered(case: Mapping[str, str], what: str, loaded: bool) -> bool:
    """Whether `read` or `write` is logged with these values."""
    if case[STATEMENTS] == "all" or (what == "write" and case[STATEMENTS] == "mod"):
        return True
    classes = {name.strip().lower() for name in case[AUDIT].split(",")}
    return loaded and bool(classes & {what, "all"}) and f"-{what}" not in classes


def _places(subject: Subject, overrides: list[Row]) -> dict[str, object]:
    """The line of the setting, or the first role for which it is lowered."""
    name = AUDIT if subject.loads("pgaudit") else STATEMENTS
    base = {name: subject.setting(name) for name in (AUDIT, STATEMENTS)}
    places: dict[str, object] = {"enabled": setting_place(subject, name)}
    for what in ("read", "write"):
        places[f"covers_{what}s"] = setting_place(subject, name)
        for row in overrides:
            case = base | {row["name"]: row["setting"]}
            if not covered(case, what, subject.loads("pgaudit")):
                places[f"covers_{what}s"] = subject.place(f"pg_db_role_setting/{row['whom']}")
                break
    return places


def retention(subject: Subject) -> int | None:
    """Days until the server itself writes over a file, or those that people state, if fewer."""
    stated = subject.options.log.retention_days
    switches = ("logging_collector", "log_truncate_on_rotation")
    rotated = all(subject.setting(name) == "on" for name in switches)
    returns = turn(subject.setting("log_filename")) if rotated else None
    return min((days for days in (stated, returns) if days is not None), default=None)


def turn(name: str) -> int | None:
    """Days after which a name of log_filename comes again; None where it never does."""
    parts = set(re.findall(r"%([A-Za-z])", name))
    if parts & set("YyGgCcsDFxX+"):
        return None
    if "j" in parts or (parts & set("mbBh") and parts & set("de")):
        return 365
    days = ((set("de"), 28), (set("aAuw"), 7), (set("HIklRT"), 1))
    return next((number for marks, number in days if parts & marks), 0)


def passwords(subject: Subject) -> Iterator[Item | Problem]:
    """Rules for new passwords: those of each module that checks them, or that there is none."""
    if not subject.may_read_settings:
        yield Problem(*_modules_hidden(subject))
        return
    found = [
        _policy(subject, name, fields)
        for name, fields in (("credcheck", _credcheck(subject)), ("passwordcheck", _plain(subject)))
        if subject.loads(name)
    ]
    if not found and _opens_by_password(subject):
        found = [_policy(subject, "postgresql", {})]
    yield from found


def _opens_by_password(subject: Subject) -> bool:
    """Whether any rule asks for a password that the server keeps; unread rules may."""
    try:
        rules = admits(read_rules(subject))
    except GapError as error:
        if error.reason is not GapReason.DENIED:
            raise
        return True
    return any(rule["auth_method"] in PASSWORDS for rule in rules)


def _modules_hidden(subject: Subject) -> tuple[GapReason, str, str]:
    problem = hidden(subject)
    return problem.reason, problem.message, problem.message_zh


def _policy(subject: Subject, source: str, fields: Mapping[str, object]) -> Item:
    place = setting_place(subject, "shared_preload_libraries")
    locs = {}
    if source == "credcheck":
        names = {"min_length": "password_min_length", "history": "password_reuse_history"}
        names |= {"max_age_days": "password_valid_max", "required_classes": "password_min_upper"}
        locs = {field: setting_place(subject, f"credcheck.{name}") for field, name in names.items()}
    row = known(system_id=subject.name, source=source, **fields, _loc=place)
    return row | ({"_locs": locs} if locs else {})


def _credcheck(subject: Subject) -> dict[str, object]:
    def number(name: str) -> int:
        value = subject.setting(f"credcheck.password_{name}")
        return int(value) if value.isdigit() else 0

    classes = [name for name in ("upper", "lower", "digit", "special") if number(f"min_{name}")]
    forced = number("valid_until") > 0 and number("valid_max") > 0
    return {
        "min_length": number("min_length"),
        "required_classes": classes,
        "history": number("reuse_history"),
        "max_age_days": number("valid_max") if forced else None,
        "user_info_check": subject.setting("credcheck.password_contain_username") == "on",
    }


def _plain(subject: Subject) -> dict[str, object]:
    """The module asks for letters and others, and refuses the user's name."""
    length = subject.setting("passwordcheck.min_password_length")
    return {"min_length": int(length) if length.isdigit() else 8, "user_info_check": True}
