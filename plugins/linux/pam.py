"""`password_policy`: the rules that PAM and login.defs(5) put on passwords."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.api import GapError, Host
from auditor_plugins.linux.common import (
    Found,
    Problem,
    Subject,
    Valued,
    invalid,
    invalid_at,
    is_absent,
    item,
    read_lines,
    settings,
    start_of,
    whole,
)
from auditor_plugins.linux.pam_stack import Module, password_stack

LOGIN_DEFS = "/etc/login.defs"
PWQUALITY = "/etc/security/pwquality.conf"
PWHISTORY = "/etc/security/pwhistory.conf"
CLASSES = {"ucredit": "upper", "lcredit": "lower", "dcredit": "digit", "ocredit": "special"}
PWQUALITY_DEFAULTS = {"minlen": 8, "minclass": 0, "dictcheck": 1, "usercheck": 1, "gecoscheck": 0}
"""pwquality.conf(5)."""
CRACKLIB_DEFAULTS = {"minlen": 9, "minclass": 0} | dict.fromkeys(CLASSES, 1)
"""pam_cracklib(8)."""
LOWEST_LENGTH = 6
PWHISTORY_REMEMBER = 10
Options = Mapping[str, Valued]
Values = dict[str, Valued | None]


def collect(subject: Subject) -> Found:
    """One row of source `pam`. A rule that no module enforces has no field.

    Raises:
        GapError: when the stack or login.defs cannot be read.
    """
    host = subject.host
    modules, problems = password_stack(host)
    values: Values = {"max_age_days": _max_age(host, problems)}
    before, unix = _parted(modules)
    values |= _quality(host, before, unix, problems)
    values["history"] = _history(host, before, unix, problems)
    at = next((one.line for one in modules), None)
    place = at.at(host) if at else start_of(host, "/etc/pam.d/common-password")
    row = item({"system_id": subject.name, "source": "pam"}, values, place)
    return Found((row,), at.path if at else "/etc/pam.d/common-password", tuple(problems))


def _parted(modules: list[Module]) -> tuple[list[Module], Module | None]:
    """The modules that can refuse a password before pam_unix stores it, and pam_unix."""
    for at, module in enumerate(modules):
        if module.name in ("pam_unix", "pam_unix2"):
            return [one for one in modules[:at] if one.enforced], module
    return [one for one in modules if one.enforced], None


def _quality(
    host: Host, before: list[Module], unix: Module | None, problems: list[Problem]
) -> Values:
    named = {module.name: module for module in before}
    if "pam_pwquality" in named:
        module = named["pam_pwquality"]
        return _judged(host, _pwquality(host) | _arguments(host, module), problems)
    if "pam_cracklib" in named:
        return _cracklib(host, named["pam_cracklib"], problems)
    return _unix(host, unix, problems)


def _pwquality(host: Host) -> dict[str, Valued]:
    """pwquality.conf.d/*.conf in order, then pwquality.conf; the last value counts."""
    found: dict[str, Valued] = {}
    for path in (*host.glob(f"{PWQUALITY}.d/*.conf"), PWQUALITY):
        try:
            found |= settings(host, path)
        except GapError as error:
            if not is_absent(error):
                raise
    return found


def _arguments(host: Host, module: Module) -> dict[str, Valued]:
    pairs = (argument.partition("=") for argument in module.arguments)
    return {key: Valued(value, module.line.at(host)) for key, _, value in pairs}


def _judged(host: Host, given: Options, problems: list[Problem]) -> Values:
    at = start_of(host, PWQUALITY)
    numbers = {key: Valued(value, at) for key, value in PWQUALITY_DEFAULTS.items()}
    names = (*PWQUALITY_DEFAULTS, *CLASSES, "enforcing")
    numbers |= _numbers(given, names, problems)
    if "enforcing" in numbers and not numbers["enforcing"].value:
        return {}
    user, gecos, words = (numbers[key] for key in ("usercheck", "gecoscheck", "dictcheck"))
    both = bool(user.value and gecos.value)
    return _length_and_classes(numbers) | {
        "dictionary_check": Valued(bool(words.value), words.at),
        "user_info_check": Valued(both, user.at if gecos.value else gecos.at),
    }


def _cracklib(host: Host, module: Module, problems: list[Problem]) -> Values:
    at = module.line.at(host)
    numbers = {key: Valued(value, at) for key, value in CRACKLIB_DEFAULTS.items()}
    numbers |= _numbers(_arguments(host, module), tuple(CRACKLIB_DEFAULTS), problems)
    both = all(module.option(name) is not None for name in ("reject_username", "gecoscheck"))
    return _length_and_classes(numbers) | {
        "dictionary_check": Valued(True, at),
        "user_info_check": Valued(both, at),
    }


def _unix(host: Host, unix: Module | None, problems: list[Problem]) -> Values:
    """pam_unix alone: `minlen`, 6 if not given (pam_unix(8)); it knows no classes."""
    if unix is None:
        return {}
    default = Valued(LOWEST_LENGTH, unix.line.at(host))
    given = _numbers(_arguments(host, unix), ("minlen",), problems)
    return {"min_length": given.get("minlen", default)}


def _numbers(given: Options, names: tuple[str, ...], problems: list[Problem]) -> dict[str, Valued]:
    """The options that are whole numbers; others are reported and left at their default."""
    found: dict[str, Valued] = {}
    for name in names:
        if name not in given:
            continue
        try:
            found[name] = Valued(whole(given[name].value), given[name].at)
        except ValueError:
            problems.append(invalid_at(given[name].at, f"{name}: expected a whole number"))
    return found


def _length_and_classes(numbers: Options) -> Values:
    """Credits above 0 shorten what is asked for; below 0 they ask for a class."""
    credits = {key: numbers[key] for key in CLASSES if key in numbers}
    bonus = sum(max(credit.value, 0) for credit in credits.values())
    wanted = [CLASSES[key] for key, credit in credits.items() if credit.value < 0]
    length, minclass = numbers["minlen"], numbers["minclass"]
    if minclass.value >= len(CLASSES):
        wanted = list(CLASSES.values())
    asked = next((credit for credit in credits.values() if credit.value < 0), minclass)
    return {
        "min_length": Valued(max(length.value - bonus, LOWEST_LENGTH), length.at),
        "required_classes": Valued(wanted, asked.at),
    }


def _history(
    host: Host, before: list[Module], unix: Module | None, problems: list[Problem]
) -> Valued | None:
    """`remember` of pam_pwhistory (10 if not given, pam_pwhistory(8)), else that of pam_unix."""
    module = next((one for one in before if one.name == "pam_pwhistory"), None)
    if module is not None:
        given = _pwhistory(host, module) | _arguments(host, module)
        default = Valued(PWHISTORY_REMEMBER, module.line.at(host))
        return _numbers(given, ("remember",), problems).get("remember", default)
    if unix is None:
        return None
    return _numbers(_arguments(host, unix), ("remember",), problems).get("remember")


def _pwhistory(host: Host, module: Module) -> dict[str, Valued]:
    try:
        return settings(host, module.option("conf") or PWHISTORY)
    except GapError as error:
        if is_absent(error):
            return {}
        raise


def _max_age(host: Host, problems: list[Problem]) -> Valued | None:
    """PASS_MAX_DAYS of login.defs(5); -1 (no limit) is 0."""
    found = None
    for line in read_lines(host, LOGIN_DEFS):
        words = line.text.split()
        if words[:1] != ["PASS_MAX_DAYS"]:
            continue
        try:
            found = Valued(max(whole(words[1]), 0), line.at(host))
        except (IndexError, ValueError):
            problems.append(invalid(host, line, "PASS_MAX_DAYS: expected a number of days"))
    return found
