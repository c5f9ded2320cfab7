"""The plugin's page says what the plugin does."""

from __future__ import annotations

import re

import yaml

from auditor_plugins.kubernetes import auditor_schemas
from auditor_plugins.kubernetes.collect import ROOMS
from auditor_plugins.kubernetes.options import Options
from auditor_plugins.kubernetes.resources import API
from tests.contracts.rego import ROOT

PAGE = (ROOT / "plugins" / "kubernetes" / "README.md").read_text("utf-8")
EVIDENCE, CONTROLS = (
    PAGE.split(f"## {name}\n")[1].split("\n## ")[0] for name in ("Evidence", "Controls")
)


def test_every_kind_is_named_with_the_controls_that_read_it():
    for kind in ROOMS:
        assert f"| `{kind}` |" in EVIDENCE, kind
        (line,) = (
            one for one in CONTROLS.splitlines() if one.startswith("|") and f"`{kind}`" in one
        )
        for control in re.findall(r"[A-Z]{2,3}-\d+[\w-]*", line):
            assert reads(control, kind), (control, kind)


def reads(control: str, kind: str) -> bool:
    for path in (ROOT / "policies" / "rules").rglob("*.rego"):
        text = path.read_text("utf-8")
        if f"#   id: {control}\n" in text:
            return bool(re.search(rf"\b{kind}\b", text))
    return False


def test_every_option_and_right_is_named():
    for name in Options.model_fields:
        assert f"| `{name}` |" in PAGE, name
    (text,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.S)
    role = next(yaml.safe_load_all(text))
    given = {
        (group, name)
        for rule in role["rules"]
        for group in rule["apiGroups"]
        for name in rule["resources"]
    }
    assert given == {(one.group, one.name) for one in API.values()}
    assert all(rule["verbs"] == ["list"] for rule in role["rules"])


def test_own_kinds_do_not_take_the_name_of_others():
    for kind in auditor_schemas():
        assert not (ROOT / "policies" / "schemas" / f"{kind}.json").exists()
