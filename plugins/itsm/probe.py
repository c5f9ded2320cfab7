"""What `auditor doctor` shows of a system of approvals."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Context, Probe, Target
from auditor.api.probes import clock, files, http_date
from auditor_plugins.itsm.client import asker, question_of, refusal
from auditor_plugins.itsm.exports import matches
from auditor_plugins.itsm.presets import PRESETS
from auditor_plugins.itsm.rights import excess


def probe(target: Target, context: Context) -> Iterator[Probe]:
    """Exports as files; of a server whether the first page of each list may be read, what more the
    account may do, and its clock.
    """
    named = [one.file for one in target.options.sources if one.file]
    if named:
        yield from files(
            (path, path.relative_to(target.base).as_posix())
            for pattern in named
            for path in matches(target, pattern) or [target.base / pattern]
        )
    if any(source.path for source in target.options.sources):
        yield from _server(target, context)


def _server(target: Target, context: Context) -> Iterator[Probe]:
    ask, preset = asker(target), PRESETS[target.options.preset]
    dates = []
    for source in target.options.sources:
        if source.path:
            answer = ask(question_of(source.path, {**preset.params, **source.params}))
            dates.append(answer["headers"].get("date", ""))
            error = refusal(answer, source.path)
            en, zh = (error.message, error.message_zh) if error else ("may be read", "可读")
            yield Probe("rights", error is None, f"{source.path}: {en}", f"{source.path}:{zh}")
    yield Probe("reach", True, "the server answers", "服务器有应答")
    yield clock(http_date(dates[0]), context.now)
    yield excess(ask, target.options.rights or preset.rights, preset.error)
