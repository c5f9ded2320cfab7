"""The pages of the documentation, and what tests take from them."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
FILE = re.compile(r"^File `([^`]+)`:\n\n```\w+\n(.*?)^```$", re.M | re.S)
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
HEADING = re.compile(r"^#+ +(.+)$", re.M)


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pages() -> list[Path]:
    """Every page of ours."""
    return [ROOT / "README.md", *sorted(DOCS.rglob("*.md")), *sorted(ROOT.glob("plugins/*/*.md"))]


def section(text: str, heading: str) -> str:
    """What stands between a heading and the next one of any level."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", text, re.M | re.S)
    assert found, f"no section `{heading}`"
    return found[1]


def first_column(text: str) -> list[str]:
    """The code words in the first column of tables."""
    return [
        word
        for line in text.splitlines()
        if line.startswith("| `")
        for word in re.findall(r"`([^`]+)`", line.split(" | ")[0])
    ]


def extract(text: str, folder: Path) -> list[str]:
    """Write the files that a page shows into a folder."""
    found = FILE.findall(text)
    for name, content in found:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return [name for name, _ in found]


def blocks(text: str, language: str) -> list[str]:
    """Fenced blocks of one language."""
    return [content for name, content in BLOCK.findall(text) if name == language]


def without_blocks(text: str) -> str:
    return BLOCK.sub("", text)
