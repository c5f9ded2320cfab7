"""`auditor policy new`: a control and its test, to be edited."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from auditor.api import ConfigError, Location
from auditor.cli.options import SEVERITIES, language, language_option, option
from auditor.cli.words import say
from auditor.core.catalogue import read_catalogue
from auditor.core.lint_metadata import ID
from auditor.core.plugins import load_plugins
from auditor.core.scaffold import NewControl, scaffold
from auditor.core.schemas import Schemas
from auditor.core.words import nearest

NAME = re.compile(r"[a-z][a-z0-9_]*")
RESERVED = {
    "as", "contains", "default", "else", "every", "false", "if", "import", "in", "input", "not",
    "null", "package", "some", "true", "with",
}  # fmt: skip


@click.command("new")
@click.argument("path", metavar="TOPIC/NAME")
@option("--id", "id_", required=True, help="Id, such as ORG-002; never renamed later.")
@option(
    "--evidence", "kinds", required=True, metavar="KIND,...", help="Kinds; the first is judged."
)
@option(
    "--severity",
    type=click.Choice(SEVERITIES),
    default="medium",
    show_default=True,
    help="Severity of its findings.",
)
@option("--clause", default="第1条", show_default=True, help="Its place in the document.")
@option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("policies"),
    show_default=True,
    help="Folder of your own policies.",
)
@language_option
def command(path: str, **given: Any) -> None:
    """Write a new control and its test; both pass lint and test as written.

    Never overwrites anything. Edit the texts and the rule, then `auditor policy lint`, `test` and
    `mutate` it, and name the folder under `policies:` in the configuration.
    """
    schemas = Schemas(load_plugins().schemas)
    topic, name = _names(path)
    kinds = tuple(kind.strip() for kind in given["kinds"].split(","))
    new = NewControl(topic, name, _id(given["id_"]), kinds, given["severity"], given["clause"])
    _known(kinds, schemas)
    folder = given["folder"] / topic / name
    texts = scaffold(new, schemas)
    _write(folder, texts)
    lang = language(given["lang"])
    for file in texts:
        click.echo(say(lang, "wrote {file}", file=(folder / file).as_posix()))
    text = "next: edit both, then auditor policy lint {folder} and auditor policy test {folder}"
    click.echo(say(lang, text, folder=given["folder"].as_posix()))


def _names(path: str) -> tuple[str, str]:
    topic, slash, name = path.partition("/")
    if not slash or not all(NAME.fullmatch(one) and one not in RESERVED for one in (topic, name)):
        hint = "such as loans/too_many_copies: small letters, digits and underscores"
        raise ConfigError("expected TOPIC/NAME", hint=hint)
    return topic, name


def _id(id_: str) -> str:
    if not ID.fullmatch(id_):
        raise ConfigError("--id: an id has the form of ORG-002", hint="capitals and three digits")
    if id_ in {entry.id for entry in read_catalogue()}:
        message = f"--id: {id_} is an obligation of the built-in catalogue"
        raise ConfigError(message, hint="choose letters of your own, such as ORG")
    return id_


def _known(kinds: tuple[str, ...], schemas: Schemas) -> None:
    for kind in kinds:
        if kind not in schemas:
            raise ConfigError(
                f"--evidence: unknown kind `{kind}`", hint=nearest(kind, schemas.kinds)
            )
    if len(set(kinds)) < len(kinds):
        raise ConfigError("--evidence: a kind is named twice")


def _write(folder: Path, texts: dict[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            with (folder / name).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except FileExistsError:
        message = "there is something already, and nothing is overwritten"
        raise ConfigError(message, Location(folder.as_posix())) from None
    except OSError as error:
        message = f"cannot be written: {error.strerror}"
        raise ConfigError(message, Location(folder.as_posix())) from None
