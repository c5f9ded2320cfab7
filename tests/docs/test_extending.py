"""The examples of a control and of a plugin, taken from their pages, run and find what they say."""

import shutil
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
import regorus

from auditor.api import Hooks, ReportOptions
from auditor.app import Settings, prepare, run
from auditor.core.config import load_config
from auditor.core.plugins import load_plugins
from auditor.reports import text
from tests.contracts.rego import POLICIES, libraries
from tests.contracts.test_rego_tests import NAME, _holds
from tests.docs.pages import blocks, extract, first_column, page, section
from tests.require import require

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
CONTROLS, PLUGINS = page("docs/writing-controls.md"), page("docs/writing-plugins.md")


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv("AUDITOR_MASKING_KEY", "a key of the tests")


def report(folder: Path, points: list[EntryPoint] | None = None) -> tuple[int, str]:
    plugins = load_plugins(points)
    result = run(prepare(load_config(folder / "auditor.yaml"), plugins, Settings(NOW)))
    return result.exit_code, b"".join(text.render(result, ReportOptions())).decode()


def test_the_control_finds_what_the_page_says(tmp_path: Path):
    names = extract(CONTROLS, tmp_path)
    assert len([name for name in names if name.endswith(".rego")]) == 2
    code, shown = report(tmp_path)
    (expected,) = blocks(section(CONTROLS, "3. Use it"), "text")
    assert expected in shown
    assert code == 1


def test_the_tests_of_the_control_pass(tmp_path: Path):
    engine = regorus.Engine()
    for library in libraries():
        engine.add_policy(str(library.path), library.text)
    for name in extract(CONTROLS, tmp_path):
        if name.endswith(".rego"):
            engine.add_policy(name, (tmp_path / name).read_text(encoding="utf-8"))
    names = NAME.findall(CONTROLS)
    package = "data.rules.loans.too_many_copies_test"
    assert len(names) == 3
    assert [name for name in names if not _holds(engine, f"{package}.{name}")] == []


def test_the_control_passes_the_real_opa(tmp_path: Path):
    opa = shutil.which("opa")
    require("opa", opa)
    extract(CONTROLS, tmp_path)
    command = [opa, "test", str(tmp_path / "our-policies"), str(POLICIES / "lib")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def doors(tmp_path: Path, monkeypatch) -> EntryPoint:
    """The plugin of the page, as its pyproject.toml registers it."""
    extract(PLUGINS, tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    project = tomllib.loads((tmp_path / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ((group, points),) = project["entry-points"].items()
    ((name, value),) = points.items()
    yield EntryPoint(name, value, group)
    sys.modules.pop(value, None)


def test_the_plugin_finds_what_the_page_says(tmp_path: Path, doors: EntryPoint):
    code, shown = report(tmp_path, [doors])
    (expected,) = blocks(section(PLUGINS, "3. Use it"), "text")[1:]
    assert expected in shown
    assert code == 1


@pytest.mark.parametrize("damage", ["", "night\n", None])
def test_what_the_plugin_cannot_read_is_never_a_pass(tmp_path: Path, doors, damage: str | None):
    log = tmp_path / "door.log"
    log.unlink() if damage is None else log.write_text(damage)
    code, shown = report(tmp_path, [doors])
    assert code == 3
    assert "0 passed" in shown


def test_every_hook_is_documented_and_no_other():
    hooks = {name for name in vars(Hooks) if name.startswith("auditor_")}
    assert set(first_column(section(PLUGINS, "The hooks"))) == hooks


def test_every_key_of_metadata_is_documented():
    from auditor.core.policies import KEYS

    told = first_column(section(CONTROLS, "Keys of METADATA"))
    assert {word.removeprefix("custom.") for word in told if "." in word} == KEYS


def test_every_shared_package_is_named():
    told = first_column(section(CONTROLS, "Input and shared Rego"))
    shared = {word.removeprefix("data.lib.") for word in told if word.startswith("data.lib.")}
    assert shared == {library.path.stem for library in libraries()}
