"""The logs of one target: the files of each in turn, each line looked at once."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime, tzinfo
from pathlib import Path

from auditor.api import GapError, GapReason, Location
from auditor.api.trees import is_folder
from auditor_plugins.logs import journal, messages, syslog
from auditor_plugins.logs.acts import Act, Ledger, Spot
from auditor_plugins.logs.audit_acts import AuditEvents
from auditor_plugins.logs.auditd import HEADER, Joiner
from auditor_plugins.logs.lines import Reading, chunks, damaged, format_of, lines
from auditor_plugins.logs.messages import Message
from auditor_plugins.logs.options import Log, Options
from auditor_plugins.logs.packed import DAMAGED
from auditor_plugins.logs.source import LogFile, files_of, modified, opened, shown
from auditor_plugins.logs.times import END, Clock, first_year
from auditor_plugins.logs.trail import Trail


class Reader:
    """Reads the logs of one target into a ledger."""

    def __init__(
        self, target: str, options: Options, zone: tzinfo, now: datetime, names: Mapping[str, str]
    ) -> None:
        self._target, self._options, self._zone, self._now = target, options, zone, now
        self._names = names
        self.ledger = Ledger(target, options, zone)

    def read(self, base: Path, log: Log) -> Reading:
        """Read a log; what cannot be had is among its problems."""
        path, name = shown(base, log.path) if log.path else (None, f"logs/{self._target}/journal")
        reading = Reading(log, name, Trail(log, self._zone, self._options.clock_tolerance))
        try:
            if log.format == "journal" or (path and is_folder(path)):
                self._journal(path, reading)
            else:
                self._files(files_of(base, str(log.path)), reading)
        except GapError as error:
            reading.problems.append(error)
        if not reading.problems:
            reading.trail.end((name, None), self._now.timestamp())
        return reading

    def _files(self, files: list[LogFile], reading: Reading) -> None:
        events: AuditEvents | None = None
        before: int | None = None
        for file in files:
            if before is not None and file.number is not None and before - file.number > 1:
                reading.trail.file_missing()
            before = file.number
            try:
                events = self._file(file, reading, events)
            except GapError as error:
                reading.problems.append(error)
        if events:
            events.close()
            reading.reads, reading.writes = events.reads, events.writes
            for spot in events.torn:
                reading.unfit(spot)

    def _file(
        self, file: LogFile, reading: Reading, events: AuditEvents | None
    ) -> AuditEvents | None:
        with opened(file) as (stream, digest):
            try:
                kind = reading.log.format
                kind = format_of(stream) if kind == "auto" else kind
                reading.format = kind or reading.format
                if kind == "journal":
                    self._journal(file.path, reading)
                elif kind == "export":
                    self._entries(stream, file.shown, reading, True)
                elif kind == "auditd":
                    events = events or self._events(reading)
                    self._audit(stream, file, reading, events)
                elif kind:
                    self._syslog(stream, file, reading)
            except DAMAGED:
                reading.trail.note("truncated", (file.shown, None), reading.trail.last)
                raise damaged(file) from None
            finally:
                reading.digest.update(digest.digest())
        return events

    def _events(self, reading: Reading) -> AuditEvents:
        tolerance = self._options.clock_tolerance
        return AuditEvents(self.ledger, reading.trail, self._names, self._options.keys, tolerance)

    def _audit(
        self, stream: io.BufferedReader, file: LogFile, reading: Reading, events: AuditEvents
    ) -> None:
        joiner, second = Joiner(), b""
        for number, line in lines(stream, file, reading):
            match = HEADER.match(line)
            if not match or int(match[3]) >= END:
                reading.unfit((file.shown, number))
                continue
            if match[3] != second:
                second = match[3]
                reading.trail.see(float(second), (file.shown, number))
            for event in joiner.add(match, line, number):
                events.take(event, (file.shown, event.line))
        for event in joiner.rest():
            events.take(event, (file.shown, event.line))

    def _syslog(self, stream: io.BufferedReader, file: LogFile, reading: Reading) -> None:
        clock = Clock(self._zone, lambda: self._year(file, reading.log))
        last = None
        for number, line in lines(stream, file, reading):
            found = clock.read(line)
            if found is None:
                if line[:1] not in b" \t":
                    reading.unfit((file.shown, number))
                continue
            at, start, new_form = found
            if at != last:
                last = at
                reading.trail.see(at, (file.shown, number))
            if parts := syslog.split(line, start, new_form):
                self._message(Message(at, *parts), (file.shown, number), reading)

    def _year(self, file: LogFile, log: Log) -> int | None:
        """The year of the first line, from the newest day that the last may have."""
        days = [log.newest or modified(file).astimezone(self._zone).date()]
        days += [self._now.astimezone(self._zone).date(), *([file.day] if file.day else [])]
        with opened(file) as (stream, _):
            return first_year(chunks(stream), min(days))

    def _message(self, message: Message, spot: Spot, reading: Reading) -> None:
        for one in messages.told(message.program, message.text):
            act = Act(
                one.actor, message.at, message.event, one.path, one.as_user, one.action, one.ip
            )
            self.ledger.add(act, spot)
        if why := messages.sign(message.program, message.text):
            reading.trail.note(why, spot, None, message.at)

    def _entries(self, stream: journal.Stream, name: str, reading: Reading, lines: bool) -> None:
        for number, entry in journal.entries(stream):
            spot = (name, number if lines else None)
            stamp = entry.get(b"__REALTIME_TIMESTAMP", b"")
            if not stamp.isdigit() or len(stamp) > 17:
                reading.unfit(spot)
                continue
            at = int(stamp) / 1_000_000
            reading.trail.see(at, spot)
            if entry.get(b"_UID", b"0") == b"0":  # what others say of logins is not believed
                program, text = (
                    entry.get(name, b"").decode("utf-8", "replace")
                    for name in (b"SYSLOG_IDENTIFIER", b"MESSAGE")
                )
                self._message(Message(at, program, text, "journal"), spot, reading)

    def _journal(self, path: Path | None, reading: Reading) -> None:
        reading.format = "journal"
        if path is not None and not path.exists():
            text, zh = f"{reading.name}: there is no such file", f"{reading.name}:没有这个文件"
            raise GapError(GapReason.ABSENT, text, Location(reading.name), zh)
        days = self._options.days
        since = int(self._now.timestamp()) - days * 86400 if days else None
        argv = journal.arguments(path, since)
        with journal.running(argv, reading.name, self._options.timeout) as stream:
            self._entries(stream, reading.name, reading, False)
        if reading.trail.last is None:
            text, zh = f"{reading.name}: holds no entry", f"{reading.name}:没有任何记录"
            raise GapError(GapReason.ABSENT, text, Location(reading.name), zh)
        if path is not None and reading.log.verify:
            self._verify(path, reading)

    def _verify(self, path: Path, reading: Reading) -> None:
        for file in journal.closed(path):
            inside = f"/{file.relative_to(path).as_posix()}" if file != path else ""
            name = reading.name + inside
            if not journal.verified(file, name, self._options.timeout):
                reading.trail.note("failed_verification", (name, None), None, reading.trail.newest)
