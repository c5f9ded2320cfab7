"""Every command explains itself, every option has its text and its environment variable."""

import re
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from auditor.cli.main import COMMANDS, cli

HEAVY = ("duckdb", "pydantic", "rich", "regorus", "sarif_om", "jsonschema_rs", "yaml", "orjson")


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command below a group with its words."""
    with click.Context(group) as context:
        for name in group.list_commands(context):
            found = group.get_command(context, name)
            yield " ".join((*path, name)), found
            if isinstance(found, click.Group):
                yield from commands(found, (*path, name))


EVERY = dict(commands(cli))
OPTIONS = [
    (name, option)
    for name, command in EVERY.items()
    for option in command.params
    if isinstance(option, click.Option)
]


@pytest.mark.parametrize("name", ["", *EVERY])
def test_help_works(name: str):
    result = CliRunner().invoke(cli, [*name.split(), "--help"])
    assert result.exit_code == 0
    assert result.output.startswith("Usage:")
    assert max(map(len, result.output.splitlines())) <= 80


@pytest.mark.parametrize("name", EVERY)
def test_a_command_says_what_it_does(name: str):
    assert EVERY[name].help.strip()


def test_the_table_of_commands_is_the_commands():
    assert list(COMMANDS) == [name for name in EVERY if " " not in name]


@pytest.mark.parametrize(("name", "option"), OPTIONS, ids=[f"{n} {o.name}" for n, o in OPTIONS])
def test_an_option_has_help_and_its_variable(name: str, option: click.Option):
    assert option.help and option.help.strip()
    if isinstance(option.type, click.Choice) and option.name == "format_":
        return  # text or json of a listing; AUDITOR_FORMAT names the reports of `check`
    long = next(word for word in option.opts if word.startswith("--"))
    assert option.envvar == "AUDITOR_" + long.removeprefix("--").replace("-", "_").upper()


def test_an_option_is_the_same_wherever_it_stands():
    """Same long name: same short name and same number of values."""
    seen: dict[str, tuple[object, ...]] = {}
    for name, option in OPTIONS:
        long = next(word for word in option.opts if word.startswith("--"))
        form = (tuple(sorted(option.opts)), option.is_flag)
        assert seen.setdefault(long, form) == form, f"{name} {long}"


@pytest.mark.parametrize(
    ("variable", "value", "words", "message"),
    [
        ("AUDITOR_FAIL_ON", "nothing", ["check"], "'--fail-on'"),
        ("AUDITOR_JOBS", "0", ["check"], "'--jobs'"),
        ("AUDITOR_AS_OF", "yesterday", ["check"], "--as-of"),
        ("AUDITOR_CONFIG", "nowhere.yaml", ["doctor"], "nowhere.yaml"),
    ],
)
def test_variables_reach_the_commands(monkeypatch, variable, value, words, message):
    monkeypatch.setenv(variable, value)
    done = subprocess.run(
        [sys.executable, "-m", "auditor", *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert message in done.stderr + done.stdout


def test_version_loads_nothing_heavy():
    program = (
        "import sys; from auditor.__main__ import _run; sys.argv = ['auditor', '--version'];"
        "_run(); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    first, modules = done.stdout.split("\n", 1)
    assert re.fullmatch(r"auditor, version \d+\.\d+\.\d+", first)
    assert not set(HEAVY) & set(modules.split())
