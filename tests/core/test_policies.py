"""Loading policies: METADATA becomes controls, and nothing broken is skipped."""

import pytest

from auditor.api import PolicyError
from auditor.core.config import PolicySource
from auditor.core.policies import load_library
from auditor.core.schemas import Schemas

GOOD = """\
# METADATA
# scope: package
# title: Own rule
# custom:
#   id: OWN-001
#   severity: high
#   clause: "第1条"
#   evidence: [loan_register]
#   params: {days: 3}
package rules.own.rule

deny contains {"msg": "x"} if input.x
"""


def load(folder, text=GOOD, name="own.rego", extra=()):
    (folder / "p").mkdir(exist_ok=True)
    (folder / "p" / name).write_text(text, encoding="utf-8")
    return load_library([PolicySource(path=one) for one in (*extra, "p")], folder, Schemas())


def test_metadata_becomes_a_control(folder):
    control = load(folder).controls["OWN-001"]
    assert control.package == "rules.own.rule"
    assert control.topic == "own"
    assert control.name == "Rule"
    assert control.params == {"days": 3}
    assert control.rules == {"deny"}
    assert control.max_age_seconds == 86400


def test_own_controls_stand_beside_the_built_in_ones(folder):
    library = load(folder, extra=["builtin"])
    assert {"OWN-001", "CIC-019-5b"} <= library.controls.keys()
    assert [bundle.name for bundle in library.bundles] == ["policies:builtin", "policies:p"]


def test_the_digest_follows_the_text(folder):
    before = load(folder).bundles[0].version
    assert before == load(folder).bundles[0].version
    assert before != load(folder, GOOD.replace("input.x", "input.y")).bundles[0].version


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("#   severity: high\n", "", "custom.severity"),
        ("severity: high", "severity: awful", "critical"),
        ('#   clause: "第1条"\n', "", "custom.clause"),
        ("# title: Own rule\n", "", "title"),
        ("[loan_register]", "[loan_registr]", "`loan_register`"),
        ("#   params", "#   parms", "`params`"),
        ("# custom:", "# custom: [", "YAML"),
        ("deny contains", "dney contains", "none of deny"),
        ("package rules.own.rule", "pakcage rules.own.rule", "package"),
        ("#   params: {days: 3}", "#   max_age: soon", "max_age"),
        ("#   params: {days: 3}", "#   empty: maybe", "not-evaluated"),
    ],
)
def test_a_broken_policy_stops_the_run(folder, old, new, expected):
    with pytest.raises(PolicyError) as caught:
        load(folder, GOOD.replace(old, new))
    assert "p/own.rego" in str(caught.value)
    assert expected in str(caught.value)


def test_an_id_is_never_used_twice(folder):
    load(folder)
    with pytest.raises(PolicyError, match=r"OWN-001.*p/own.rego"):
        load(folder, GOOD.replace("rules.own.rule", "rules.own.two"), "two.rego")


def test_a_folder_without_controls_is_an_error(folder):
    with pytest.raises(PolicyError, match="no control"):
        load(folder, "package lib.x\n")
    with pytest.raises(PolicyError, match="no such folder"):
        load_library([PolicySource(path="absent")], folder, Schemas())


def test_tests_are_not_loaded_as_policies(folder):
    load(folder)
    load(folder, "package broken broken", "own_test.rego")
