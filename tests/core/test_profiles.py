"""Profiles: what is in force is exact, what is left out is counted."""

import pytest

from auditor.api import ConfigError
from auditor.core.config import PolicySource, ProfileChoice
from auditor.core.policies import load_library
from auditor.core.profiles import profile_names, read_profile, select
from auditor.core.schemas import Schemas

from .conftest import make_control

CONTROLS = {
    "A-1": make_control(id="A-1", topic="loans"),
    "A-2": make_control(id="A-2", topic="reports"),
    "A-3": make_control(id="A-3", topic="passwords"),
}
LENT_AND_REPORTED = [{"id": "A-1", "reason": "r"}, {"id": "A-2", "reason": "r"}]


def ids(selection):
    return [control.id for control in selection.controls]


def test_the_designed_profiles_exist_and_select(folder):
    library = load_library([PolicySource(path="builtin")], folder, Schemas())
    names = {"host", "confidentiality", "bank", "payment", "crm", "ebanking", "full"}
    assert names <= set(profile_names())
    for name in profile_names():
        profile = read_profile(name, folder)
        assert profile.name == name
        assert profile.title_zh
        assert profile.description_zh
        selection = select(ProfileChoice(base=name), library.controls, folder)
        everything = len(selection.controls) + len(selection.left_out)
        assert everything == len(library.controls)
    assert len(select(ProfileChoice(base="full"), library.controls, folder).left_out) == 0


def test_a_profile_selects_by_topic(folder):
    selection = select(ProfileChoice(base="confidentiality"), CONTROLS, folder)
    assert ids(selection) == ["A-1", "A-2"]
    assert [left.control for left in selection.left_out] == ["A-3"]


def test_include_and_exclude_with_a_reason(folder):
    choice = ProfileChoice.model_validate(
        {
            "base": "confidentiality",
            "include": ["A-3"],
            "exclude": [{"id": "A-1", "reason": "nothing is lent"}],
        }
    )
    selection = select(choice, CONTROLS, folder)
    assert ids(selection) == ["A-2", "A-3"]
    assert selection.left_out[0].reason == "nothing is lent"


def test_a_profile_from_a_file(folder):
    (folder / "own.yaml").write_text(
        "{name: own, title: t, title_zh: t, description: d, description_zh: d, "
        "include: [{topic: [passwords]}]}"
    )
    assert ids(select(ProfileChoice(base="own.yaml"), CONTROLS, folder)) == ["A-3"]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"base": "confidentialty"}, "`confidentiality`"),
        ({"base": "full", "exclude": [{"id": "A-9", "reason": "r"}]}, "unknown control `A-9`"),
        ({"base": "none", "include": ["B-1"]}, "unknown control `B-1`"),
        ({"base": "none"}, "no control"),
        ({"base": "confidentiality", "exclude": LENT_AND_REPORTED}, "no control"),
    ],
)
def test_errors(folder, choice, expected):
    with pytest.raises(ConfigError, match=expected):
        select(ProfileChoice.model_validate(choice), CONTROLS, folder)
