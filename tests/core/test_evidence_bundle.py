"""Evidence bundles: what is read back is what was written, and nothing changed passes."""

from pathlib import Path

import pytest

from auditor.api import ConfigError, Gap, GapReason, Location
from auditor.core.collect import Harvest
from auditor.core.config import Config
from auditor.core.evidence_bundle import read_bundle, read_manifest, write_bundle

from .conftest import make_evidence

CONFIG = Config.model_validate(
    {"version": 1, "environments": [{"name": "e", "targets": [{"name": "t", "type": "linux"}]}]}
)
GAP = Gap("mail_log", "t", GapReason.DENIED, "m", Location("a", 3), True, "中")


def written(folder: Path) -> Path:
    bundle = folder / "bundle"
    write_bundle(bundle, CONFIG, {"e": Harvest((make_evidence(rows=2),), (GAP,))})
    return bundle


def test_round_trip(folder):
    bundle = written(folder)
    harvest = read_bundle(bundle, read_manifest(bundle), "e")
    assert harvest == Harvest((make_evidence(rows=2),), (GAP,))
    assert read_bundle(bundle, read_manifest(bundle), "other") == Harvest()


def test_settings_are_kept(folder):
    settings = read_manifest(written(folder))["settings"]
    assert Config.model_validate(settings) == CONFIG


def test_a_changed_or_missing_file_is_a_gap(folder):
    bundle = written(folder)
    (file,) = bundle.glob("e-*.json")
    file.write_bytes(file.read_bytes().replace(b'"n": 1', b'"n": 2'))
    (gap, _) = read_bundle(bundle, read_manifest(bundle), "e").gaps
    assert (gap.kind, gap.reason) == ("loan_register", GapReason.INVALID)
    file.unlink()
    (gap, _) = read_bundle(bundle, read_manifest(bundle), "e").gaps
    assert (gap.kind, gap.reason) == ("loan_register", GapReason.ABSENT)


def test_a_bundle_is_never_overwritten(folder):
    with pytest.raises(ConfigError, match="not empty"):
        write_bundle(written(folder), CONFIG, {})


@pytest.mark.parametrize("text", [None, "", "[]", '{"version": 99}', "{"])
def test_no_bundle(folder, text):
    if text is not None:
        (folder / "manifest.json").write_text(text)
    with pytest.raises(ConfigError):
        read_manifest(folder)
