"""What `auditor doctor` shows of registers."""

from __future__ import annotations

from datetime import UTC, datetime

from auditor.api import Context, Target
from auditor_plugins.registers import auditor_collectors
from tests.accounts import nobody, open_to_all


def test_files_that_are_there_readable_and_kept_from_changes(tmp_path):
    (collector,) = auditor_collectors()
    files = [{"kind": "loan_register", "path": name} for name in ("a.csv", "b.csv")]
    one = Target("r", "registers", "e", collector.options(files=files), tmp_path)
    context = Context(datetime(2026, 11, 21, tzinfo=UTC), "UTC")
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("loan_id\n")
        (tmp_path / name).chmod(0o444)
    open_to_all(tmp_path)
    with nobody():
        fine = list(collector.probe(one, context))
    assert [(each.check, each.ok) for each in fine] == [
        ("reach", True), ("rights", True), ("excess", True)]  # fmt: skip
    (tmp_path / "a.csv").chmod(0)
    (tmp_path / "b.csv").unlink()
    with nobody():
        told = {each.check: each for each in collector.probe(one, context)}
    assert told["reach"].message == "missing: b.csv"
    assert told["rights"].message == "read (r) is missing on: a.csv"
