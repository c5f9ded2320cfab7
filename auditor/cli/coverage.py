"""How far the controls cover the catalogue, and the requirements of laws and standards."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import click
import orjson

from auditor.api import ConfigError, Control, Framework
from auditor.cli.table import table
from auditor.cli.words import say
from auditor.core.catalogue import CatalogueEntry, read_catalogue
from auditor.core.frameworks import answers, read_frameworks
from auditor.core.words import nearest

ZH = "zh-CN"


def write_json(document: Any) -> None:
    """Stable JSON on standard output."""
    sys.stdout.buffer.write(orjson.dumps(document, option=orjson.OPT_INDENT_2) + b"\n")


def show_catalogue(implemented: set[str], format_: str, lang: str) -> None:
    """The catalogue's obligations, by topic, with how many have a control."""
    entries = read_catalogue()
    done = sum(entry.id in implemented for entry in entries)
    if format_ == "json":
        write_json(
            [{**entry.as_dict(), "implemented": entry.id in implemented} for entry in entries]
        )
        return
    click.echo(table(("topic", "implemented", "catalogue"), _by_topic(entries, implemented)))
    text = "{done} of {all} controls of the catalogue are implemented"
    click.echo(say(lang, text, done=done, all=len(entries)))


def _framework(name: str) -> Framework:
    """A framework by its short or full name."""
    known = read_frameworks()
    both = known | {one.name: one for one in known.values()}
    if name not in both:
        raise ConfigError(f"unknown framework `{name}`", hint=nearest(name, known))
    return both[name]


def show_framework(name: str, controls: Iterable[Control], format_: str, lang: str) -> None:
    """The requirements of a framework with the controls that answer to them.

    Raises:
        ConfigError: no framework has this short or full name.
    """
    framework = _framework(name)
    told = answers(framework, controls)
    if format_ == "json":
        write_json([_requirement(framework, id_, ids) for id_, ids in told.items()])
        return
    click.echo(f"{framework.name}  {framework.title_zh if lang == ZH else framework.title}\n")
    rows = (
        (id_, _subject(framework, id_, lang), ", ".join(ids) or "-") for id_, ids in told.items()
    )
    click.echo(table(("requirement", "subject", "controls"), rows))
    done = sum(map(bool, told.values()))
    text = (
        "{done} of {all} requirements have a control"
        if framework.complete
        else "{done} requirements have a control; others of this framework are not listed"
    )
    click.echo(say(lang, text, done=done, all=len(told)))


def _subject(framework: Framework, id_: str, lang: str) -> str:
    found = framework.requirements.get(id_)
    return (found.title_zh if lang == ZH else found.title) if found else ""


def _requirement(framework: Framework, id_: str, ids: tuple[str, ...]) -> dict[str, Any]:
    return {
        "framework": framework.name,
        "requirement": id_,
        "title": _subject(framework, id_, "en"),
        "title_zh": _subject(framework, id_, ZH),
        "controls": list(ids),
    }


def _by_topic(
    entries: Iterable[CatalogueEntry], implemented: set[str]
) -> list[tuple[str, str, str]]:
    counts: dict[str, list[int]] = {}
    for entry in entries:
        count = counts.setdefault(entry.topic, [0, 0])
        count[0] += entry.id in implemented
        count[1] += 1
    return [(topic, str(done), str(every)) for topic, (done, every) in counts.items()]
