"""Links lead somewhere, numbers are true, and both languages have the same README."""

import re
from pathlib import Path

import click
import orjson
import pytest
from click.testing import CliRunner

from auditor.api import GapReason, Verdict
from auditor.cli.main import cli
from auditor.core.profiles import profile_names
from auditor.core.schemas import Schemas
from tests.contracts.test_cli import EVERY
from tests.docs.pages import (
    BLOCK,
    DOCS,
    HEADING,
    ROOT,
    first_column,
    page,
    pages,
    section,
    without_blocks,
)

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"auditor ((?:controls |plugin )?[a-z]+)\b")
READMES = ("README.md", "docs/zh-CN/README.md")
LIMITS = {"README.md": "Limits", "docs/zh-CN/README.md": "局限", "docs/limits.md": "Coverage"}
"""Where a page tells how many controls there are."""
BRANCH = ROOT / "fixtures" / "bank" / "compliant" / "auditor.yaml"


def anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


@pytest.mark.parametrize("path", pages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path):
    for link in LINK.findall(without_blocks(path.read_text(encoding="utf-8"))):
        if "://" in link:
            continue
        file, _, place = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        assert target.is_file(), link
        if place:
            headings = HEADING.findall(without_blocks(target.read_text(encoding="utf-8")))
            assert place in map(anchor, headings), link


def test_every_page_is_reached_from_the_list():
    listed = {
        (DOCS / folder / link.split("#")[0]).resolve()
        for folder in ("", "controls")
        for link in LINK.findall((DOCS / folder / "README.md").read_text("utf-8"))
    }
    assert {path for path in pages() if path.name != "README.md"} <= listed


@pytest.mark.parametrize("name", READMES)
def test_commands_of_the_readme_exist(name: str):
    text = page(name)
    makefile = page("Makefile")
    for target in re.findall(r"\bmake ([a-z]+)\b(?= +#|`)", text):
        assert re.search(rf"^{target}:", makefile, re.M), target
    known = {*EVERY, *(word.split()[0] for word in EVERY)}
    for line in re.findall(r"^    (?:\.venv/bin/)?(auditor .+)$", text, re.M):
        assert COMMAND.match(line)[1] in known
        options = {word for word in line.split() if word.startswith("-")}
        command = EVERY[COMMAND.match(line)[1]]
        assert options <= {word for one in command.params for word in one.opts}


@pytest.mark.parametrize("name", READMES)
def test_the_readme_names_commands_profiles_and_exit_codes(name: str):
    text = page(name)
    for command in EVERY:
        assert command.split()[-1] in text, command
    assert all(f"`{profile}`" in text for profile in profile_names())
    assert re.findall(r"^\| (\d) \|", text, re.M) == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("name", LIMITS)
def test_the_number_of_controls_is_true(name: str):
    result = CliRunner().invoke(cli, ["controls", "coverage", "-f", "json", "-c", str(BRANCH)])
    entries = orjson.loads(result.stdout_bytes)
    done, every = sum(entry["implemented"] for entry in entries), len(entries)
    told = re.search(r"\b(\d+)\D{1,20}\b(\d{3})\b", section(page(name), LIMITS[name]))
    assert told.groups() == (str(done), str(every))


def test_both_readmes_show_the_same():
    english, chinese = map(page, READMES)
    assert [block for _, block in BLOCK.findall(english)] == [
        block for _, block in BLOCK.findall(chinese)
    ]
    counts = [len(HEADING.findall(without_blocks(text))) for text in (english, chinese)]
    assert counts[0] == counts[1]
    assert re.findall(r"^\| `auditor [^|]+", english, re.M) == re.findall(
        r"^\| `auditor [^|]+", chinese, re.M
    )


def test_outcomes_and_reasons_are_all_told():
    text = page("docs/outcomes.md")
    outcomes = text.partition("## How")[0]
    assert set(first_column(outcomes)) >= {verdict.value for verdict in Verdict}
    assert set(first_column(section(text, "Gaps"))) == {reason.value for reason in GapReason}


def test_json_members_are_all_told():
    for command in ("controls list", "controls coverage", "plugin list", "doctor"):
        words = [*command.split(), "-f", "json"]
        if command != "plugin list":
            words += ["-c", str(BRANCH)]
        result = CliRunner().invoke(cli, words, env={"AUDITOR_MASKING_KEY": "k"})
        members = set(orjson.loads(result.stdout_bytes)[0])
        assert set(first_column(section(page("docs/json.md"), command))) == members


def test_own_keywords_of_schemas_are_all_told():
    schemas = Schemas()
    used = set()
    for kind in schemas.kinds:
        used |= {key for key in schemas[kind] if key.startswith("x-")}
        for field in schemas.fields(kind).values():
            used |= {key for key in field if key.startswith("x-")}
    assert set(first_column(section(page("docs/evidence.md"), "Schemas"))) == used


def test_help_names_the_frozen_exit_codes():
    text = EVERY["check"].get_help(click.Context(EVERY["check"]))
    assert all(f"{code} " in text for code in range(5))
