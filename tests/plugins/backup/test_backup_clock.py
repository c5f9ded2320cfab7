"""What `auditor doctor` can tell of the clock of a store."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from auditor.api import Target
from auditor_plugins.backup.clock import clock
from auditor_plugins.backup.options import Options
from auditor_plugins.backup.snapshots import Snapshot

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
UNTOLD = "cannot be told: snapshots bear the times of the hosts that made them"


@contextmanager
def store(told: str | None) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            assert "Authorization" not in self.headers
            self.send_response_only(403)
            if told:
                self.send_header("Date", told)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def clocks(repository: str, *at: datetime) -> list[tuple[bool, str]]:
    target = Target("v", "backup", "e", Options(tool="restic", repository=repository), Path("/"))
    found = list(clock(target, [Snapshot("k", "h", "n", one) for one in at], NOW))
    assert all(one.check == "clock" and one.message_zh for one in found)
    return [(one.ok, one.message) for one in found]


@pytest.mark.parametrize("scheme", ["rest", "s3"])
@pytest.mark.parametrize(("seconds", "fine"), [(0, True), (60, True), (61, False), (-3600, False)])
def test_a_store_behind_http_tells_its_clock(scheme, seconds, fine):
    told = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
    with store(told) as port:
        found = clocks(f"{scheme}:http://127.0.0.1:{port}/vault", NOW)
    assert found == [(fine, f"its clock differs by {abs(seconds)} s")]


def test_what_tells_no_clock_is_not_fine():
    assert clocks("/srv/vault", NOW) == [(False, UNTOLD)]
    assert clocks("sftp:backup@host:/srv") == [(False, UNTOLD)]
    with store(None) as port:
        assert clocks(f"rest:http://127.0.0.1:{port}/") == [(False, UNTOLD)]
    with store("at noon") as port:
        assert clocks(f"rest:http://127.0.0.1:{port}/") == [(False, UNTOLD)]
    with store("Fri, 20 Nov 2026 10:00:00 -0000") as port:  # of no zone, which is UTC
        assert clocks(f"rest:http://127.0.0.1:{port}/") == [(True, "its clock differs by 0 s")]
    assert clocks("rest:http://127.0.0.1:notaport/") == [(False, UNTOLD)]
    assert clocks(f"rest:http://127.0.0.1:{port}/") == [(False, UNTOLD)]


def test_a_snapshot_of_the_future_is_told_beside_the_clock():
    late = NOW + timedelta(seconds=61)
    ((fine, message),) = clocks("/srv/vault", NOW, late)
    assert (fine, "dated 61 s in the future" in message) == (False, True)
    with store(format_datetime(NOW, usegmt=True)) as port:
        found = clocks(f"rest:http://127.0.0.1:{port}/", late)
    assert [one for one, _ in found] == [False, True]
