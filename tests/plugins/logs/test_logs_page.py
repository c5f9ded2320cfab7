"""The page of the plugin says what is so."""

from __future__ import annotations

from typing import get_args

import yaml

from auditor_plugins.logs.options import Classified, Explained, Log, Network, Options, Why
from auditor_plugins.logs.options import promised_kinds as promised
from auditor_plugins.logs.rows import SEVERITY
from tests.contracts.rego import ROOT

PAGE = (ROOT / "plugins" / "logs" / "README.md").read_text("utf-8")


def section(name: str) -> str:
    return PAGE.split(f"## {name}\n")[1].split("\n## ")[0]


def test_each_kind_is_named_with_what_it_comes_from_and_feeds():
    every = promised(
        Options.model_validate({"logs": [{"path": "x"}], "store_id": "S", "alerts": True})
    )
    text = section("Evidence")
    for kind in every:
        assert text.count(f"\n| `{kind}`") == (1 if kind == "log_gaps" else 2)


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
