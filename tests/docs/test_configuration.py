"""The page of the configuration names every key of the models, and its examples are valid."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel

from auditor.cli.main import cli
from auditor.core.config import Config
from auditor.core.profiles import read_profile
from auditor.core.waivers import WaiverFile
from auditor_plugins.files.options import Options as Files
from auditor_plugins.linux.options import Options as Linux
from auditor_plugins.registers.options import Options as Registers
from tests.docs.pages import blocks, first_column, page, section

TEXT = page("docs/configuration.md")
EXAMPLE, WAIVERS, PROFILE = blocks(TEXT, "yaml")


def keys(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    """Every key of a model and of the models in it, dotted."""
    for name, field in model.model_fields.items():
        key = prefix + (field.alias or name)
        yield key
        inner = inner_model(field.annotation)
        if inner:
            yield from keys(inner, f"{key}.")


def inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(inner_model, get_args(annotation))), None)


@pytest.mark.parametrize(
    ("heading", "model"),
    [
        ("All keys", Config),
        ("Targets of type files", Files),
        ("Targets of type linux", Linux),
        ("Targets of type registers", Registers),
        ("Waivers", WaiverFile),
    ],
)
def test_every_key_is_documented_and_no_other(heading: str, model: type[BaseModel]):
    told = [word for word in first_column(section(TEXT, heading)) if "=" not in word]
    containers = {"organisation", "environments.period"}
    assert set(told) == set(keys(model)) - containers


@pytest.mark.parametrize(
    "example", [EXAMPLE, *blocks(page("README.md"), "yaml")], ids=["page", "readme"]
)
def test_an_example_is_valid(tmp_path: Path, monkeypatch, example: str):
    """Its files are missing, which is not established; a wrong key would be code 2."""
    monkeypatch.setenv("AUDITOR_MASKING_KEY", "a key of the tests")
    (tmp_path / "auditor.yaml").write_text(example, encoding="utf-8")
    words = ["check", "-c", str(tmp_path / "auditor.yaml"), "--quiet"]
    assert cli.main(words, standalone_mode=False) == 3


def test_the_profile_of_ones_own_is_valid(tmp_path: Path):
    (tmp_path / "own.yaml").write_text(PROFILE, encoding="utf-8")
    assert read_profile("own.yaml", tmp_path).name == "archive-room"


def test_the_waivers_are_valid():
    assert WaiverFile.model_validate(yaml.safe_load(WAIVERS)).waivers[0].control == "CIC-019-5b"
