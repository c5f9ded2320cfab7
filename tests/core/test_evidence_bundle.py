"""Evidence bundles: what is read back is what was written, and nothing changed passes."""

from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from auditor.api import ConfigError, Gap, GapReason, Location
from auditor.core.bundle_writer import BundleWriter, done_before, refuse_used
from auditor.core.collect import Harvest
from auditor.core.config import Config
from auditor.core.evidence_bundle import read_bundle, read_manifest

from .conftest import make_evidence

TARGETS = [{"name": name, "type": "linux"} for name in ("t", "u")]
CONFIG = Config.model_validate({"version": 1, "environments": [{"name": "e", "targets": TARGETS}]})
GAP = Gap("mail_log", "t", GapReason.INVALID, "m", Location("a", 3), True, "中")
PLAN = {("e", "t"): ("loan_register", "mail_log"), ("e", "u"): ("hr_roster",)}


def written(folder: Path, **harvests: Harvest) -> Path:
    bundle = folder / "bundle"
    writer = BundleWriter(bundle, CONFIG, "m")
    writer.plan(PLAN)
    for target, harvest in (harvests or whole()).items():
        writer.keep("e", target, harvest)
    return bundle


def whole() -> dict[str, Harvest]:
    rows = make_evidence(kind="hr_roster", rows=1, target="u")
    return {"u": Harvest((rows,)), "t": Harvest((make_evidence(rows=2),), (GAP,))}


def read(bundle: Path, environment: str = "e", target: str | None = None) -> Harvest:
    return read_bundle(bundle, read_manifest(bundle), environment, target)


def test_round_trip_in_the_order_of_the_plan(folder):
    bundle = written(folder)
    ours = whole()
    assert read(bundle) == Harvest(ours["t"].evidence + ours["u"].evidence, (GAP,))
    assert read(bundle, target="u") == ours["u"]
    assert read(bundle, "other") == Harvest()


def test_equal_rows_are_kept_once_and_equal_evidence_gives_equal_bytes(folder):
    twice = {"t": Harvest((make_evidence(rows=3), make_evidence(rows=3, kind="mail_log")))}
    one, two = (written(folder / name, **twice) for name in ("a", "b"))
    assert len(list((one / "objects").glob("*.jsonl.zst"))) == 1
    for path in one.rglob("*.*"):
        assert path.read_bytes() == (two / path.relative_to(one)).read_bytes()


def test_many_rows(folder):
    many = make_evidence(rows=60_000)
    bundle = written(folder, t=Harvest((many,)))
    (found,) = read(bundle, target="t").evidence
    assert found.items == many.items
    assert sum(path.stat().st_size for path in bundle.rglob("*.zst")) < 600_000


def test_settings_are_kept(folder):
    settings = read_manifest(written(folder))["settings"]
    assert Config.model_validate(settings) == CONFIG


@pytest.mark.parametrize("position", [0, 20, -1])
def test_a_changed_file_is_a_gap(folder, position):
    bundle = written(folder, t=Harvest((make_evidence(rows=2),)))
    (file,) = (bundle / "objects").glob("*.zst")
    data = bytearray(file.read_bytes())
    data[position] ^= 1
    file.write_bytes(data)
    harvest = read(bundle, target="t")
    assert [(gap.kind, gap.reason) for gap in harvest.gaps] == [
        ("loan_register", GapReason.INVALID)
    ]
    assert harvest.evidence == ()


def test_a_missing_file_and_an_object_of_another_name_are_gaps(folder):
    bundle = written(folder)
    manifest = read_manifest(bundle)
    first, second = manifest["evidence"]
    swapped = {**manifest, "evidence": ({**first, "object": second["object"]},)}
    (gap, _) = read_bundle(bundle, swapped, "e", "t").gaps
    assert gap.reason is GapReason.INVALID
    strange = {**manifest, "evidence": ({**first, "object": "../../etc/passwd"},)}
    (gap, _) = read_bundle(bundle, strange, "e", "t").gaps
    assert gap.reason is GapReason.ABSENT


def test_a_target_that_was_never_reached_is_a_gap_for_each_kind(folder):
    bundle = written(folder, t=whole()["t"])
    (gap,) = read(bundle, target="u").gaps
    assert (gap.kind, gap.reason) == ("hr_roster", GapReason.ABSENT)
    assert "broken off" in gap.message


def test_what_has_ended_and_misses_nothing_is_not_collected_again(folder):
    lost = Harvest((), (replace(GAP, reason=GapReason.UNREACHABLE, target="u"),))
    assert done_before(read_manifest(written(folder / "a")), CONFIG, "m") == {
        ("e", "t"),
        ("e", "u"),
    }
    assert done_before(read_manifest(written(folder / "b", u=lost)), CONFIG, "m") == set()
    assert done_before(
        read_manifest(written(folder / "c", t=whole()["t"], u=lost)), CONFIG, "m"
    ) == {("e", "t")}


def test_a_bundle_is_never_overwritten(folder):
    with pytest.raises(ConfigError, match="not empty"):
        refuse_used(written(folder))
    refuse_used(folder / "new")


def test_a_folder_that_cannot_be_written_says_so(folder):
    (folder / "file").write_text("x")
    with pytest.raises(ConfigError, match="cannot be written"):
        BundleWriter(folder / "file", CONFIG, "m").plan(PLAN)


def test_nobody_else_can_look_in(folder):
    assert written(folder).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", [None, "", "[]", '{"version": 1}', "{"])
def test_no_bundle(folder, text):
    if text is not None:
        (folder / "manifest.json").write_text(text)
    with pytest.raises(ConfigError):
        read_manifest(folder)


def test_a_manifest_with_an_unknown_key_is_refused(folder):
    bundle = written(folder)
    path = bundle / "manifest.json"
    path.write_bytes(orjson.dumps({**orjson.loads(path.read_bytes()), "more": 1}))
    with pytest.raises(ConfigError):
        read_manifest(bundle)
