"""What `auditor doctor` shows of a system of approvals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from auditor.api import Context, Probe, Target
from auditor_plugins.itsm import pages
from auditor_plugins.itsm.client import asker, refusal
from auditor_plugins.itsm.exports import matches
from auditor_plugins.itsm.presets import PRESETS


def probe(target: Target, context: Context) -> Iterator[Probe]:
    """Whether the first page of each list may be read, and the skew of the server's clock."""
    if not target.options.url:
        for source in target.options.sources:
            there = bool(matches(target, source.file or ""))
            en = f"{source.file}: " + ("found" if there else "there is no such file")
            yield Probe("reach", there, en, f"{source.file}:" + ("存在" if there else "不存在"))
        return
    ask = asker(target)
    answers: list[Mapping[str, Any]] = []
    for source in target.options.sources:
        if source.path:
            preset = PRESETS[target.options.preset]
            params = {**preset.params, **source.params}
            answer = ask(pages.question_of(source.path, params))
            answers.append(answer)
            error = refusal(answer, source.path)
            en, zh = (error.message, error.message_zh) if error else ("may be read", "可读")
            yield Probe("rights", error is None, f"{source.path}: {en}", f"{source.path}:{zh}")
    for answer in answers[:1]:
        yield Probe("reach", True, "the server answers", "服务器有应答")
        yield from _clock(answer["headers"].get("date", ""), context.now)


def _clock(date: str, now: datetime) -> Iterator[Probe]:
    try:
        skew = abs(parsedate_to_datetime(date) - now)
    except (ValueError, TypeError):
        return
    seconds = int(skew.total_seconds())
    fine = skew <= timedelta(minutes=1)
    yield Probe("clock", fine, f"its clock differs by {seconds} s", f"时钟相差 {seconds} 秒")
