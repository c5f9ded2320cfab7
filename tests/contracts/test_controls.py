"""Every control is complete, in both languages, and says what the catalogue says."""

import json
import re
from collections import Counter

import pytest

from tests.contracts.rego import POLICIES, Rego, controls, ids

CHINESE = re.compile("[\u4e00-\u9fff]")
CATALOGUE = {
    one["id"]: one for one in json.loads((POLICIES / "data/catalogue.json").read_text("utf-8"))
}
each_control = pytest.mark.parametrize("control", controls(), ids=ids(controls()))


def test_there_are_controls():
    assert len(controls()) >= 40
    assert len(CATALOGUE) == 239


@each_control
def test_a_folder_holds_a_rule_and_its_test_of_its_own_name(control: Rego):
    names = sorted(path.name for path in control.path.parent.iterdir())
    folder = control.path.parent.name
    assert names == [f"{folder}.rego", f"{folder}_test.rego"]
    assert control.package == control.name.replace("/", ".")


def test_ids_are_unique():
    assert Counter(control.custom["id"] for control in controls()).most_common(1)[0][1] == 1


@each_control
def test_metadata_is_that_of_the_catalogue(control: Rego):
    custom, entry = control.custom, CATALOGUE[control.custom["id"]]
    topic = control.path.parent.parent.name
    shown = {
        "title": control.metadata["title"],
        "topic": topic,
        "scope": custom["tier"],
        **{key: custom[key] for key in ("title_zh", "severity", "clause")},
    }
    assert shown == {key: entry[key] for key in shown}
    assert control.declared == set(entry["evidence"])


@each_control
def test_metadata_speaks_both_languages(control: Rego):
    custom = control.custom
    english = [control.metadata["title"], control.metadata["description"]]
    english.append(custom["recommended_action"])
    chinese = [custom[f"{key}_zh"] for key in ("title", "description", "recommended_action")]
    assert all(text.strip() and not CHINESE.sub("", text).isspace() for text in english)
    assert all(CHINESE.search(text) for text in chinese)
    assert CHINESE.search(custom["clause"])


@each_control
def test_messages_speak_both_languages(control: Rego):
    """Each text of a finding stands beside its translation."""
    assert CHINESE.search(control.body)


@each_control
def test_every_kind_has_a_schema_that_the_rule_names(control: Rego):
    for kind in control.declared:
        assert (POLICIES / "schemas" / f"{kind}.json").is_file()
    named = [pair for one in control.metadata["schemas"] for pair in one.items()]
    assert sorted(named) == sorted(
        (f"input.evidence.{kind}", f"schema.{kind}") for kind in control.declared
    )


@each_control
def test_every_parameter_has_a_reason(control: Rego):
    params, basis = control.custom.get("params") or {}, control.custom.get("param_basis") or {}
    assert params.keys() == basis.keys()
    assert all(str(reason).strip() for reason in basis.values())
