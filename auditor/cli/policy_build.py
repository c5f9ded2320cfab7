"""`auditor policy build`: policies into a bundle that OPA and the auditor accept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from auditor.api import ConfigError, Location
from auditor.cli.options import language, language_option, option
from auditor.cli.words import say
from auditor.core.bundles.building import BuildOptions, Built, build
from auditor.core.whole_file import write_whole

ALGORITHMS = ("RS256", "ES256", "HS256")
SECRET_BYTES = 32
"""Least length of an HS256 secret (RFC 7518, section 3.2)."""


@click.command("build")
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@option(
    "--output",
    "-o",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write.",
)
@option("--signing-key", default="", help="Sign with this key: env:NAME or file:PATH.")
@option(
    "--algorithm", type=click.Choice(ALGORITHMS), default="RS256", help="Of the signature [RS256]."
)
@option("--key-id", default="default", help="Id of the key, for those who verify [default].")
@option("--root", multiple=True, help="What the bundle owns, such as rules/own (repeatable).")
@option("--revision", default="", help="Revision to write into the manifest.")
@language_option
def command(**given: Any) -> int:
    """Pack policies and their data into a bundle, signed if a key is given.

    PATH is a folder or a file. Tests (*_test.rego) are left out; data.json and data.yaml files are
    merged into one. Equal sources and keys give equal bytes.

    \b
    Exit codes: 0 written, 2 usage, key or policies cannot be used.
    """
    lang = language(given["lang"])
    options = BuildOptions(
        _key(given["signing_key"], given["algorithm"], lang),
        given["algorithm"],
        given["key_id"],
        given["root"],
        given["revision"],
    )
    built = build(given["paths"], options)
    _write(given["output"], built)
    text = "wrote {file}: {n} policies, {digest}"
    name = given["output"].name
    click.echo(say(lang, text, file=name, n=built.modules, digest=built.digest))
    return 0


def _key(reference: str, algorithm: str, lang: str) -> Any:
    """The key that signs, or None."""
    if not reference:
        return None
    from auditor.core.bundles.keys import private_key, read_key  # noqa: PLC0415 (start-up time)

    raw = read_key(reference, Path(), "--signing-key")
    key = private_key(raw, algorithm)
    if algorithm == "HS256" and len(raw) < SECRET_BYTES:
        text = "warning: a secret of HS256 should have at least {n} bytes (RFC 7518)"
        click.echo(say(lang, text, n=SECRET_BYTES), err=True)
    return key


def _write(path: Path, built: Built) -> None:
    try:
        write_whole(path, [built.archive])
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}", Location(path.name)) from None
