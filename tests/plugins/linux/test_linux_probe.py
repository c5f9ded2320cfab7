"""What `auditor doctor` shows of a host."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.api import Context, GapError, Target, loaded
from auditor_plugins.linux import auditor_collectors
from tests.accounts import nobody, open_to_all

(COLLECTOR,) = auditor_collectors()
PROBE = loaded(COLLECTOR.probe)
CONTEXT = Context(datetime(2026, 11, 21, 8, tzinfo=UTC), "Asia/Shanghai")
FILES = {
    "etc/passwd": "root:x:0:0::/root:/bin/bash\n",
    "etc/shadow": "root:*:1:0:99999:7:::\n",
    "etc/group": "root:x:0:\n",
}


def probed(base, root="host"):
    options = COLLECTOR.options(root=root)
    return list(PROBE(Target("h", "linux", "e", options, base), CONTEXT))


def test_a_tree_is_there_readable_and_kept_from_changes(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / "host" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o444)
    etc = tmp_path / "host/etc"
    open_to_all(etc)
    etc.chmod(0o555)
    with nobody():
        fine = {one.check: one.ok for one in probed(tmp_path)}
    assert fine == {"reach": True, "rights": True, "excess": True}
    (etc / "shadow").chmod(0)
    etc.chmod(0o777)
    with nobody():
        told = {one.check: one for one in probed(tmp_path)}
    assert not told["rights"].ok and "host/etc/shadow" in told["rights"].message
    assert not told["excess"].ok and "host/etc" in told["excess"].message
    assert all(one.message_zh for one in told.values())


def test_a_folder_that_is_no_host(tmp_path):
    (tmp_path / "host").mkdir()
    first = probed(tmp_path)[0]
    assert (first.check, first.ok) == ("reach", False)
    with pytest.raises(GapError, match="no directory"):
        probed(tmp_path, "none")


def test_the_running_host():
    found = [(one.check, one.ok) for one in probed(Path("/"), None)]
    assert found[0] == ("reach", True)
    assert {check for check, _ in found} == {"reach", "rights", "excess"}
