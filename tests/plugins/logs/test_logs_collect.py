"""What becomes a gap, what is asked for, bounds, and what `auditor doctor` shows."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from log_files import NOW, ZONE, collect, gaps, opened, rows, target, write
from pydantic import ValidationError

from auditor.api import Collected, Context, GapReason
from auditor_plugins.logs import auditor_collectors, auditor_schemas
from auditor_plugins.logs.options import Options
from tests.accounts import nobody, open_to_all

LINE = "2026-11-20T08:00:00+08:00 h sshd[1]: Accepted password for u{} from 10.1.2.3 port 5 ssh2\n"
KINDS = ["access_log", "audit_logging", "log_gaps"]


def test_a_log_that_is_not_there(tmp_path):
    found = collect(tmp_path, "no.log")
    assert [(one.kind, one.reason, one.partial) for one in found] == [
        (kind, GapReason.ABSENT, False) for kind in KINDS]  # fmt: skip
    write(tmp_path / "auth.log", LINE.format(1))
    found = collect(tmp_path, "auth.log", "no.log")
    assert len(rows(found, "access_log")) == 1
    assert [(one.reason, one.partial) for one in gaps(found, "access_log")] == [
        (GapReason.ABSENT, True)]  # fmt: skip


def test_a_log_that_may_not_be_read(tmp_path):
    open_to_all(tmp_path)
    write(tmp_path / "auth.log", LINE.format(1)).chmod(0o640)
    write(tmp_path / "auth.log.1", LINE.format(2)).chmod(0o644)
    with nobody():
        if os.geteuid() != 65534:
            pytest.skip("only root can take on an account without rights")
        found = collect(tmp_path, "auth.log")
    (gap,) = gaps(found, "access_log")
    assert (gap.reason, gap.partial, gap.location.file) == (GapReason.DENIED, True, "auth.log")
    assert "setfacl -m u:ACCOUNT:r" in gap.message
    assert [row["actor"] for row in rows(found, "access_log")] == ["u2"]
    (tmp_path / "auth.log").chmod(0o644)
    with nobody():
        assert gaps(collect(tmp_path, "auth.log"), "access_log") == []


def test_a_folder_is_no_log_of_lines(tmp_path):
    (tmp_path / "auth.log.1").mkdir()
    write(tmp_path / "auth.log", LINE.format(1))
    (gap,) = gaps(collect(tmp_path, "auth.log"), "access_log")
    assert (gap.reason, gap.partial) == (GapReason.INVALID, True)


def test_only_what_is_wanted(tmp_path):
    (collector,) = auditor_collectors()
    write(tmp_path / "auth.log", LINE.format(1))
    one = target(tmp_path, "auth.log")
    some = Context(NOW, ZONE, wanted=frozenset({"audit_logging"}))
    assert [each.kind for each in collector.collect(one, some)] == ["audit_logging"]
    assert list(collector.collect(one, replace(some, wanted=frozenset()))) == []


def test_promises():
    (collector,) = auditor_collectors()
    plain = Options.model_validate({"logs": [{"path": "x"}]})
    assert list(collector.kinds(plain)) == KINDS
    more = Options.model_validate({"logs": [{"path": "x"}], "store_id": "S", "alerts": True})
    assert set(collector.kinds(more)) == {*KINDS, "integrity_monitoring", "security_alerts"}
    assert auditor_schemas()["log_gaps"]["x-key"] == ["system_id", "file", "why", "from"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"logs": []},
        {"logs": [{"format": "syslog"}]},
        {"logs": [{"path": "x"}], "timezone": "Moon/Crater"},
        {"logs": [{"path": "x"}], "paths": [{"prefix": "srv", "classification": "secret"}]},
        {"logs": [{"path": "x"}],
         "paths": [{"prefix": "/s", "classification": "secret", "object": "a(b)"}]},
        {"logs": [{"path": "x"}],
         "paths": [{"prefix": "/s", "classification": "secret", "object": "("}]},
        {"logs": [{"path": "x"}], "explained": [
            {"why": "missing_days", "day": "2026-11-01", "judged_at": "2026-11-01T10:00:00"}]},
        {"logs": [{"path": "x"}], "unknown": 1},
    ],
)  # fmt: skip
def test_options_that_are_refused(wrong):
    with pytest.raises(ValidationError):
        Options.model_validate(wrong)


def test_a_bound_on_the_accesses(tmp_path):
    write(tmp_path / "auth.log", "".join(LINE.format(n) for n in range(100)))
    found = collect(tmp_path, "auth.log", max_rows=10)
    assert len(rows(found, "access_log")) == 5
    (gap,) = gaps(found, "access_log")
    assert gap.partial
    assert "max_rows" in gap.message


def test_a_login_told_by_two_logs_counts_once(tmp_path):
    write(tmp_path / "auth.log", LINE.format(1))
    write(tmp_path / "copy.log", LINE.format(1))
    assert len(rows(collect(tmp_path, "auth.log", "copy.log"), "access_log")) == 1


def test_the_digest_is_that_of_all_bytes(tmp_path):
    write(tmp_path / "audit.log", opened(1, 1795000000, '"/x"'))
    first = [one.source.sha256 for one in collect(tmp_path, "audit.log")]
    write(tmp_path / "audit.log", opened(1, 1795000000, '"/y"'))
    second = [one.source.sha256 for one in collect(tmp_path, "audit.log")]
    assert len(set(first)) == len(set(second)) == 1
    assert first != second
    assert all(isinstance(one, Collected) for one in collect(tmp_path, "audit.log"))


def test_what_doctor_shows(tmp_path):
    (collector,) = auditor_collectors()
    context = Context(NOW, ZONE)
    open_to_all(tmp_path)
    (absent,) = collector.probe(target(tmp_path, "no.log"), context)
    assert (absent.check, absent.ok) == ("reach", False)
    write(tmp_path / "auth.log", LINE.format(1)).chmod(0o644)
    one = target(tmp_path, "auth.log")
    own = list(collector.probe(one, context))
    assert [(each.check, each.ok) for each in own] == [
        ("reach", True), ("rights", True), ("excess", False), ("clock", True)]  # fmt: skip
    with nobody():
        if os.geteuid() == 65534:
            assert all(each.ok for each in collector.probe(one, context))
    os.utime(tmp_path / "auth.log", (4e9, 4e9))
    (clock,) = (each for each in collector.probe(one, context) if each.check == "clock")
    assert (clock.ok, "in the future" in clock.message) == (False, True)
    assert all(each.message_zh for each in own)
