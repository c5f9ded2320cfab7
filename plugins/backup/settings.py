"""What is known beside the list of snapshots: retention policies, and Barman's diagnosis."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.api import Context, GapError, Target
from auditor_plugins.backup.failures import error_of
from auditor_plugins.backup.listing import read_file
from auditor_plugins.backup.pgbackrest_config import policies as configured
from auditor_plugins.backup.policies import UNKNOWN, Policies, Policy
from auditor_plugins.backup.process import Ask
from auditor_plugins.backup.read_barman import Diagnosis, diagnosis

DIAGNOSE = "barman diagnose"


def diagnosed(target: Target, context: Context, ask: Ask | None) -> Diagnosis:
    """What Barman tells of its servers, or why it could not be had; nothing where it is another
    tool or has no record.
    """
    options = target.options
    if options.tool != "barman" or (ask is None and not options.diagnosis):
        return Diagnosis({}, {})
    try:
        return _diagnosed(target, context, ask)
    except GapError as error:
        return Diagnosis({}, {}, named(error))


def _diagnosed(target: Target, context: Context, ask: Ask | None) -> Diagnosis:
    options = target.options
    if ask is None:
        text = read_file(target, options.diagnosis).decode("utf-8", "replace")
        return diagnosis(text, context.timezone)
    answer = ask(DIAGNOSE)
    if answer["code"]:
        raise error_of("barman", answer)
    return diagnosis(answer["out"], context.timezone)


def policies(
    target: Target, places: Iterable[tuple[int | None, str]], barman: Diagnosis
) -> Policies:
    """The retention policies of a target; a problem leaves them unknown."""
    options = target.options
    if options.retention is not None:
        return Policies(Policy("stated", options.retention))
    if options.tool == "pgbackrest" and (options.config or not options.output):
        try:
            return configured(target, places)
        except GapError as error:
            return Policies(UNKNOWN, problem=named(error))
    own = {(None, name): policy for name, policy in barman.policies.items()}
    return Policies(own=own, problem=barman.problem)


def named(error: GapError) -> GapError:
    """The error, said of what lies beside the list of snapshots."""
    en, zh = f"retention: {error.message}", f"保留策略:{error.message_zh}"
    return GapError(error.reason, en, error.location, zh)
