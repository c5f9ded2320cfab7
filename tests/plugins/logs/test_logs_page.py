"""The page of the plugin says what is so."""

from __future__ import annotations

import re
from typing import get_args

import yaml

from auditor_plugins.logs.options import Classified, Explained, Log, Network, Options, Why
from auditor_plugins.logs.options import promised_kinds as promised
from auditor_plugins.logs.rows import SEVERITY
from tests.contracts.rego import ROOT

PAGE = (ROOT / "plugins" / "logs" / "README.md").read_text("utf-8")
CONTROL = re.compile(r"\b[A-Z]{3}-[0-9]+[0-9a-z-]*")


def section(name: str) -> str:
    return PAGE.split(f"## {name}\n")[1].split("\n## ")[0]


def controls() -> dict[str, set[str]]:
    """Each control with the kinds that it reads."""
    found = {}
    for path in (ROOT / "policies" / "rules").rglob("*.rego"):
        head = path.read_text("utf-8").split("\npackage ")[0]
        name = re.search(r"^#   id: (\S+)", head, re.M)
        kinds = re.findall(r"^#   (?:optional_)?evidence: \[(.*)\]", head, re.M)
        if name:
            found[name[1]] = {kind.strip() for one in kinds for kind in one.split(",")}
    return found


def test_each_kind_is_named_with_controls_that_read_it():
    every = promised(Options.model_validate({"logs": [{"path": "x"}], "store_id": "S",
                                             "alerts": True}))  # fmt: skip
    known, rows = controls(), section("Evidence").splitlines()
    for kind in every:
        (row,) = [row for row in rows if row.startswith(f"| `{kind}`")]
        named = CONTROL.findall(row)
        assert named or "(own)" in row
        assert all(kind in known[name] for name in named), kind


def test_each_option_and_word_is_named():
    text = section("Options")
    for model in (Options, Log, Classified, Network, Explained):
        assert [name for name in model.model_fields if f"`{name}`" not in text] == []
    assert [why for why in get_args(Why) if f"| `{why}` |" not in PAGE] == []
    assert SEVERITY.keys() == set(get_args(Why))


def test_the_example_is_one():
    block = section("Example").split("\n\n")[0]
    (target,) = yaml.safe_load(block)["targets"]
    options = {name: value for name, value in target.items() if name not in ("name", "type")}
    assert len(Options.model_validate(options).logs) == 3
