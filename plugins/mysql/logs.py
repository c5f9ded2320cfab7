"""What the server logs, and its rules for new passwords."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from auditor.api import Item
from auditor.api.databases.options import Account as Stated
from auditor.api.databases.subject import Problem, known
from auditor_plugins.mysql.accounts import SECRET, Account
from auditor_plugins.mysql.rights import Rights
from auditor_plugins.mysql.settings import audit_place, audits, covers, setting_place
from auditor_plugins.mysql.subject import Subject

CLASSES = ("upper", "lower", "digit", "special")
FOREVER = 9999
"""Old passwords that are refused where none is ever forgotten."""
NOBODY = Stated()


def logs(subject: Subject, _: Rights) -> Iterator[Item | Problem]:
    """The audit plugin, or that there is none, and the general log where it is on."""
    stated = subject.options.log
    rows = [(_source(subject), audits(subject), audit_place(subject))]
    if subject.on("general_log") and subject.variables.get("log_output", "").upper() != "NONE":
        rows.append(("general_log", True, setting_place(subject, "general_log")))
    for source, enabled, place in rows:
        general = source == "general_log"
        yield known(
            host=subject.name,
            system_id=subject.name,
            source=source,
            enabled=enabled,
            covers_reads=general or covers(subject, "read"),
            covers_writes=general or covers(subject, "write"),
            forwarded=stated.forwarded,
            append_only=stated.append_only,
            retention_days=stated.retention_days,
            _loc=place,
        )


def _source(subject: Subject) -> str:
    found = [name for name in ("server_audit", "audit_log") if name in subject.plugins]
    return found[0] if found else "server_audit"


def passwords(subject: Subject, rights: Rights) -> Iterator[Item | Problem]:
    """The rules of the server, and those accounts that have a term of their own."""
    fields, name = _rules(subject)
    lifetime = subject.number("default_password_lifetime") or 0
    yield _policy(subject, subject.kind, fields, lifetime, setting_place(subject, name))
    for one in rights.accounts.sorted():
        own = _own_term(subject, one)
        if own is not None and own != lifetime:
            place = subject.place(f"mysql.user/{one.name}")
            yield _policy(subject, f"{subject.kind}/{one.name}", fields, own, place)
    yield from rights.problems


def _own_term(subject: Subject, one: Account) -> int | None:
    """Days after which the password of a person must change, where the account says so itself."""
    stated = subject.options.accounts.get(one.name, NOBODY)
    counts = one.login and stated.kind != "service" and one.plugin.lower() in SECRET
    return one.state.lifetime if one.state and counts else None


def _policy(
    subject: Subject, source: str, fields: Mapping[str, Any], days: int, place: dict[str, Any]
) -> Item:
    return known(
        system_id=subject.name,
        source=source,
        **fields,
        history=_history(subject, days),
        max_age_days=days,
        _loc=place,
        _locs={"max_age_days": setting_place(subject, "default_password_lifetime")}
        if source == subject.kind
        else None,
    )


def _rules(subject: Subject) -> tuple[dict[str, Any], str]:
    """What new passwords must be like, and the variable that says most of it."""
    if "simple_password_check" in subject.plugins:
        # Where a hash may be set, nobody sees the password that it is of.
        strict = subject.on("strict_password_validation")
        found = _simple(subject) if strict else {}
        dictionary = "cracklib_password_check" in subject.plugins and strict
        name = "simple_password_check_minimal_length" if strict else "strict_password_validation"
        return found | {"dictionary_check": dictionary}, name
    prefix = next(
        (
            p
            for p in ("validate_password.", "validate_password_")
            if f"{p}policy" in subject.variables
        ),
        None,
    )
    if prefix:
        return _validated(subject, prefix), f"{prefix}policy"
    if "cracklib_password_check" in subject.plugins and subject.on("strict_password_validation"):
        return {"dictionary_check": True}, "cracklib_password_check_dictionary"
    return {}, "strict_password_validation"


def _simple(subject: Subject) -> dict[str, Any]:
    """The plugin asks for so many capital letters and so many small ones, and no user name."""
    counts = [
        subject.number(f"simple_password_check_{name}") or 0
        for name in ("letters_same_case", "letters_same_case", "digits", "other_characters")
    ]
    length = subject.number("simple_password_check_minimal_length") or 0
    return {
        "min_length": max(length, sum(counts)),
        "required_classes": [name for name, n in zip(CLASSES, counts, strict=True) if n],
        "user_info_check": True,
    }


def _validated(subject: Subject, prefix: str) -> dict[str, Any]:
    """The component has three levels: length, classes too, and a dictionary too."""
    level = subject.variables[f"{prefix}policy"].upper()
    medium, strong = level in ("MEDIUM", "1", "STRONG", "2"), level in ("STRONG", "2")
    names = ("mixed_case_count", "mixed_case_count", "number_count", "special_char_count")
    counts = [subject.number(f"{prefix}{name}") or 0 for name in names]
    classes = [name for name, n in zip(CLASSES, counts, strict=True) if n]
    return {
        "min_length": subject.number(f"{prefix}length") or 0,
        "required_classes": classes if medium else [],
        "dictionary_check": strong and bool(subject.variables.get(f"{prefix}dictionary_file")),
        "user_info_check": subject.on(f"{prefix}check_user_name"),
    }


def _history(subject: Subject, days: int) -> int | None:
    """Old passwords that are refused; a term in days holds as many as expire within it."""
    if "password_reuse_check" in subject.plugins and subject.on("strict_password_validation"):
        term = subject.number("password_reuse_check_interval")
        if term == 0:
            return FOREVER
        return (term or 0) // days if days > 0 else 0
    return subject.number("password_history")
