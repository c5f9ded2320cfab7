"""`auditor doctor`: does everything that an audit needs work here?"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click
import orjson

from auditor.api import AuditorError, Context, GapError
from auditor.app import Audit, Settings, context_for, evidence, jobs, prepare, selection
from auditor.cli.controls import config_option, format_option
from auditor.cli.loading import load
from auditor.cli.options import language, language_option
from auditor.cli.table import table
from auditor.cli.words import say
from auditor.core.gate import ESTABLISHED, USAGE
from auditor.core.keys import masking_key
from auditor.core.masking import redact
from auditor.core.params import parameters
from auditor.core.plugins import load_plugins
from auditor.core.targets import Job
from auditor.engines import create_engine
from auditor.engines.interface import EngineSettings, Input, Policies, Question
from auditor.engines.lifetime import within


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `subject` is a file, plugin, engine or target. A `warning` is to be
    looked at and keeps nothing from working.
    """

    check: str
    subject: str
    ok: bool
    message: str
    warning: bool = False

    @property
    def state(self) -> str:
        """The word that is shown."""
        return "ok" if self.ok else "warning" if self.warning else "problem"


@click.command("doctor")
@config_option
@format_option
@language_option
def command(config: Path | None, format_: str, lang: str | None) -> int:
    """Check the installation, the configuration and the targets: plugins, policies, engine,
    masking key, and what each target can deliver.

    \b
    Exit codes: 0 no problems, 2 problems.
    """
    tongue = language(lang)
    checks = list(_checks(config, tongue))
    bad = sum(check.state == "problem" for check in checks)
    if format_ == "json":
        document = orjson.dumps([asdict(c) for c in checks], option=orjson.OPT_INDENT_2)
        sys.stdout.buffer.write(document + b"\n")
        return USAGE if bad else ESTABLISHED
    rows = ((say(tongue, c.state), c.check, c.subject, c.message) for c in checks)
    click.echo(table(("", "check", "subject", "message"), rows))
    click.echo(say(tongue, "{n} problems" if bad else "no problems", n=bad))
    return USAGE if bad else ESTABLISHED


def _checks(config: Path | None, lang: str) -> Iterator[Check]:
    """Every check; what cannot be loaded ends the list with the reason."""
    try:
        plugins = load_plugins()
        for info in plugins.infos:
            yield Check("plugin", info.name, True, info.version)
        loaded = load(config, (), "")
        yield Check("configuration", loaded.file.path, True, "valid")
        audit = prepare(loaded, plugins, Settings(datetime.now(UTC).replace(microsecond=0)))
    except AuditorError as error:
        yield Check("installation or configuration", "", False, str(error))
        return
    number = len(audit.library.controls)
    yield Check(
        "policies",
        ", ".join(one.path for one in loaded.config.policies),
        True,
        f"{number} controls",
    )
    yield _guarded("engine", "embedded", partial(_engine, audit))
    yield _guarded("masking key", "", partial(_key, audit))
    for index, environment in enumerate(loaded.config.environments):
        yield _guarded("profile", environment.name, partial(_profile, audit, index))
    yield from _probes(audit, lang)
    yield from _targets(audit)


def _probes(audit: Audit, lang: str) -> Iterator[Check]:
    """What the targets themselves say of reach, rights and clock, each within its time."""
    for number in range(len(audit.loaded.config.environments)):
        try:
            found = jobs(audit, number)
        except AuditorError:
            return  # told by the check of the targets
        context = context_for(audit, found)
        for job in found:
            yield from _probed(job, context, lang)


def _probed(job: Job, context: Context, lang: str) -> Iterator[Check]:
    look, name = job.collector.probe, job.target.name
    if look is None:
        return
    # Clocks are compared with the one of this moment: targets before this one took their time.
    at_once = replace(context, now=datetime.now(UTC))
    try:
        probes = within(job.collector.timeout, lambda: list(look(job.target, at_once)))
    except GapError as error:
        yield Check("target", name, False, redact(f"{error.reason.value}: {error.message}"))
    except Exception as error:  # a plugin may raise anything; its text may quote evidence
        yield Check("target", name, False, f"the probe failed: {type(error).__name__}")
    else:
        for one in probes:
            mild = one.check in ("excess", "clock")
            yield Check(f"target {one.check}", name, one.ok, redact(one.text(lang)), mild)


def _guarded(check: str, subject: str, look: Callable[[], str]) -> Check:
    try:
        return Check(check, subject, True, look())
    except AuditorError as error:
        return Check(check, subject, False, str(error))


def _engine(audit: Audit) -> str:
    """Load every policy and evaluate one control on no evidence."""
    control = next(iter(audit.library.controls.values()))
    library = audit.library
    data = parameters(audit.loaded, 0, library.controls, library.data)
    policies = Policies(library.modules, data)
    kinds: dict[str, list[str]] = {kind: [] for kind in control.evidence}
    document = Input(orjson.dumps({"now": "2026-01-01T00:00:00Z", "evidence": kinds}))
    question = Question(control.id, control.package, tuple(control.rules), document)
    with create_engine("embedded", EngineSettings(), audit.plugins.engines) as engine:
        answer = next(iter(engine.ask(policies, [question])))
    if answer.error:
        raise AuditorError(answer.error)
    return f"{len(audit.library.modules)} modules load"


def _key(audit: Audit) -> str:
    masking_key(audit.loaded.config.organisation.masking_key, audit.loaded.base)
    return "found"


def _profile(audit: Audit, number: int) -> str:
    selected = selection(audit, number)
    parameters(audit.loaded, number, audit.library.controls, audit.library.data)
    return f"{selected.profile}: {len(selected.controls)} controls in force"


def _targets(audit: Audit) -> Iterator[Check]:
    """Collect once and show, per target, what came and what did not."""
    try:
        harvests = evidence(audit)
    except AuditorError as error:
        yield Check("targets", "", False, str(error))
        return
    for harvest in harvests.values():
        for one in harvest.evidence:
            count = f"{one.kind}: {len(one.items)} items"
            yield Check("evidence", one.target, True, count)
        for gap in harvest.gaps:
            yield Check(
                "evidence", gap.target, False, f"{gap.kind}: {gap.reason.value}: {gap.message}"
            )
