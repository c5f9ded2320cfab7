"""What the probes of plugins have in common."""

from datetime import UTC, datetime, timedelta

import pytest

from auditor.api import Collected, Gap, GapReason, Source
from auditor.api import probes as api
from tests.accounts import nobody, open_to_all

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
GOT = Collected("db_views", (), Source("some/core"), "core")
DENIED = Gap("dlp_scan", "core", GapReason.DENIED, "no right", message_zh="无权限")
ABSENT = Gap("dlp_scan", "core", GapReason.ABSENT, "no file", message_zh="无文件")


def told(found):
    return [(one.check, one.ok) for one in found]


@pytest.mark.parametrize(("skew", "ok"), [(-61, False), (-60, True), (0, True), (61, False)])
def test_a_clock_may_differ_by_a_minute(skew, ok):
    found = api.clock(NOW + timedelta(seconds=skew), NOW)
    assert (found.check, found.ok) == ("clock", ok)
    assert f"by {abs(skew)} s" in found.message and str(abs(skew)) in found.message_zh


def test_a_clock_that_tells_no_time_is_no_good_clock():
    for text in ("", "yesterday", "Fri, 20 Nov 2026", "Fri, 99 Nov 2026 18:00:00 GMT"):
        found = api.clock(api.http_date(text), NOW)
        assert not found.ok and found.message_zh, text
    for text in ("Fri, 20 Nov 2026 18:00:00 GMT", "Fri, 20 Nov 2026 18:00:00 -0000"):
        assert api.http_date(text) == NOW


def test_rights_are_every_gap_once_or_one_that_all_is_well():
    (bad,) = api.rights([GOT, DENIED, DENIED])
    assert (bad.check, bad.ok, bad.message, bad.message_zh) == (
        "rights", False, "no right", "无权限")  # fmt: skip
    assert told(api.rights([GOT])) == [("rights", True)]
    assert told(api.rights([ABSENT])) == [("rights", False)]


def test_only_gaps_for_want_of_rights_are_denied():
    assert told(api.denied([GOT, ABSENT])) == [("rights", True)]
    assert [one.message for one in api.denied([ABSENT, DENIED])] == ["no right"]


def test_what_cannot_be_told_is_no_good_news():
    one = api.unknown("excess", "there is no request for it", "没有相应接口")
    assert (one.ok, one.message) == (False, "cannot be told: there is no request for it")
    assert one.message_zh == "无法判断:没有相应接口"


def test_files_there_readable_and_not_writable(tmp_path):
    open_to_all(tmp_path)
    for name in ("a", "b"):
        (tmp_path / name).write_text("x")
        (tmp_path / name).chmod(0o444)
    names = [(tmp_path / name, name) for name in ("a", "b", "a")]
    with nobody():
        fine = list(api.files(names))
    assert told(fine) == [("reach", True), ("rights", True), ("excess", True)]
    assert all(one.message_zh for one in fine)
    (tmp_path / "a").chmod(0o666)
    (tmp_path / "b").chmod(0)
    with nobody():
        _, rights, excess = api.files(names)
    assert rights.message == "read (r) is missing on: b"
    assert excess.message == "may be changed, reading is enough: a"


def test_nothing_is_said_of_the_rights_of_what_is_not_there(tmp_path):
    names = [(tmp_path / f"{n}", f"{n}") for n in range(7)]
    (only,) = api.files(names)
    assert (only.check, only.ok) == ("reach", False)
    assert only.message == "missing: 0, 1, 2, 3, 4 (+2)"
    (tmp_path / "to-nowhere").symlink_to("nowhere")
    assert told(api.files([(tmp_path / "to-nowhere", "x")])) == [("reach", False)]


def test_what_a_closed_folder_hides_is_not_called_missing(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a").write_text("x")
    open_to_all(tmp_path / "in")
    (tmp_path / "in").chmod(0)
    with nobody():
        hidden = told(api.files([(tmp_path / "in/a", "in/a")]))
        folder = told(api.files([(tmp_path / "in", "in")]))
    (tmp_path / "in").chmod(0o755)
    assert hidden == [("reach", True), ("rights", False)]
    assert folder == [("reach", True), ("rights", False), ("excess", True)]


def test_a_log_from_the_future(tmp_path):
    import os

    (tmp_path / "a").write_text("x")
    os.utime(tmp_path / "a", (NOW.timestamp() + 90,) * 2)
    names = [(tmp_path / "a", "a"), (tmp_path / "b", "b")]
    assert api.written(names, NOW).message == "a: was written 90 s in the future"
    assert not api.written(names, NOW).ok
    assert api.written(names, NOW + timedelta(seconds=40)).ok
