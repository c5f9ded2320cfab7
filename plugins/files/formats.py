"""Which parser reads a file: by its name, as conftest chooses, unless the options say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import PurePath

from auditor_plugins.files.document import Document

READERS = {
    "dockerfile": ("read_docker", "read"),
    "dotenv": ("read_pairs", "read_dotenv"),
    "hcl2": ("read_hcl", "read"),
    "ini": ("read_pairs", "read_ini"),
    "json": ("read_json", "read"),
    "properties": ("read_pairs", "read_properties"),
    "toml": ("read_toml", "read"),
    "xml": ("read_xml", "read"),
    "yaml": ("read_yaml", "read"),
}
SUFFIXES = {
    **{name: name for name in ("dockerfile", "ini", "json", "properties", "toml", "xml", "yaml")},
    **{"env": "dotenv", "yml": "yaml", "hcl": "hcl2", "tf": "hcl2", "tfvars": "hcl2"},
}


def format_of(path: str) -> str:
    """The format of a file, or an empty text where its name says nothing."""
    name = PurePath(path).name.lower()
    if name == "dockerfile" or name.startswith("dockerfile."):
        return "dockerfile"
    if name == ".env" or name.startswith(".env."):
        return "dotenv"
    return SUFFIXES.get(name.rpartition(".")[2], "") if "." in name else ""


def reader(name: str) -> Callable[[str], Iterator[Document]]:
    """The reader of a format; its module is loaded now."""
    module, function = READERS[name]
    read: Callable[[str], Iterator[Document]] = getattr(
        import_module(f"auditor_plugins.files.{module}"), function
    )
    return read
