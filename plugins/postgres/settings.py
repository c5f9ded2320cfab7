"""Settings of the server and rules of pg_hba.conf, each at its file and line."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from typing import Any

from auditor.api import GapError, GapReason, Item, Location
from auditor.api.databases.subject import Problem, Row, known, problem_of
from auditor_plugins.postgres.subject import Subject

COMMANDS = {"archive_command", "restore_command", "ssl_passphrase_command"}
"""Their text may hold a secret: only whether they are set is shown."""
OWN = ("user", "database user", "client", "session")
"""Sources of a setting that is not the server's but of our own role or session."""
READ_SETTINGS = "membership: GRANT pg_read_all_settings TO {user}"
READ_RULES = (
    "GRANT SELECT ON pg_hba_file_rules and EXECUTE ON FUNCTION pg_hba_file_rules() TO {user}"
)
RULES = "SELECT to_jsonb(h) AS rule FROM pg_catalog.pg_hba_file_rules h"


def settings(subject: Subject) -> Iterator[Item | Problem]:
    """Settings first, by name; then the rules, in their order."""
    for name, row in subject.settings.items():
        yield _setting(subject, name, row)
    if not subject.may_read_settings:
        yield hidden(subject)
    try:
        rules = read_rules(subject)
    except GapError as error:
        yield problem_of(error)
        return
    for rule in rules:
        yield _rule(subject, rule)


def hidden(subject: Subject) -> Problem:
    """The problem that some settings do not show."""
    user = subject.options.user
    needs = READ_SETTINGS.format(user=user)
    text = f"role {user} lacks {needs}; settings that only superusers see are left out"
    zh = f"角色 {user} 缺少权限:{needs};仅超级用户可见的参数未读取"
    return Problem(GapReason.DENIED, text, zh)


def read_rules(subject: Subject) -> list[Row]:
    """The lines of pg_hba.conf as the server reads them, with their file.

    Raises:
        GapError: when they may not be read.
    """
    needs = READ_RULES.format(user=subject.options.user)
    found = [row["rule"] for row in subject.ask(RULES, needs)]
    for rule in found:
        rule["file"] = rule.get("file_name") or subject.setting("hba_file") or None
    return sorted(found, key=lambda rule: (rule["file"] or "", rule["line_number"]))


def _setting(subject: Subject, name: str, row: Row) -> Item | Problem:
    place = setting_place(subject, name)
    if row["source"] in OWN:
        text = f"{name}: set for the auditing role alone, so that the server's value is hidden"
        zh = f"{name}:审计角色自身设置了该参数,无法看到服务器的值"
        return Problem(GapReason.INVALID, text, zh, Location.from_dict(place))
    value = row["setting"]
    if name in COMMANDS:
        value = "set" if value and value != "(disabled)" else ""
    return known(host=subject.name, name=name, setting=value, _loc=place)


def setting_place(subject: Subject, name: str) -> dict[str, Any]:
    """The line that sets it, where the server tells; else the table of settings."""
    row = subject.settings.get(name) or {}
    if row.get("sourcefile"):
        return Location(row["sourcefile"], row["sourceline"] or None).as_dict()
    return subject.place(f"pg_settings/{name}")


def _rule(subject: Subject, rule: Row) -> Item | Problem:
    place = subject.place("pg_hba_file_rules")
    if rule["file"]:
        place = Location(rule["file"], rule["line_number"]).as_dict()
    if rule.get("error"):
        where = f"{place['file']}:{rule['line_number']}"
        text = f"{where}: the server cannot read this line of its rules"
        return Problem(
            GapReason.INVALID, text, f"{where}:服务器无法识别该行规则", Location.from_dict(place)
        )
    return known(
        host=subject.name,
        hba_type=rule["type"],
        hba_database=",".join(rule["database"] or ()),
        hba_user=",".join(rule["user_name"] or ()),
        hba_address=address(rule.get("address"), rule.get("netmask")),
        hba_method=rule["auth_method"],
        _loc=place,
    )


def address(host: str | None, mask: str | None) -> str | None:
    """An address and its mask as a range; names and words as they are."""
    if not host or not mask:
        return host
    try:
        bits = int(ip_address(mask)).bit_count()
        return str(ip_network(f"{host}/{bits}", strict=False))
    except ValueError:
        return f"{host}/{mask}"


def admits(rules: list[Row]) -> list[Row]:
    """The rules that let clients in."""
    return [rule for rule in rules if not rule.get("error") and rule["auth_method"] != "reject"]
