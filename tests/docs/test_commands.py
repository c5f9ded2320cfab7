"""The page of commands says what click says."""

import click
import pytest

from tests.contracts.test_cli import EVERY
from tests.docs.pages import first_column, page, section

TEXT = page("docs/commands.md")


@pytest.mark.parametrize("name", EVERY)
def test_every_option_is_documented_and_no_other(name: str):
    options = [one for one in EVERY[name].params if isinstance(one, click.Option)]
    expected = {word for option in options for word in option.opts}
    assert set(first_column(section(TEXT, f"auditor {name}"))) == expected


def test_every_command_is_documented_and_no_other():
    named = {line[11:] for line in TEXT.splitlines() if line.startswith("## auditor ")}
    assert named == set(EVERY)


@pytest.mark.parametrize("name", EVERY)
def test_defaults_and_choices_are_told(name: str):
    text = section(TEXT, f"auditor {name}")
    for option in EVERY[name].params:
        if isinstance(option.type, click.Choice):
            assert all(f"`{choice}`" in text for choice in option.type.choices)
        if isinstance(option.default, float | int) and not option.is_flag:
            assert f"default {option.default:g}" in text
