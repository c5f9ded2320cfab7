"""Whatever a control refers to is a requirement that the frameworks know, in both languages."""

import pytest

from auditor.api import requirement_of
from auditor.core.frameworks import answers, read_frameworks
from tests.contracts.rego import controls, ids

FRAMEWORKS = {one.name: one for one in read_frameworks().values()}


@pytest.mark.parametrize("control", controls(), ids=ids(controls()))
def test_each_reference_is_known(control):
    for reference in control.custom.get("frameworks", []):
        name, requirement = requirement_of(reference)
        assert requirement in FRAMEWORKS[name].requirements, reference


@pytest.mark.parametrize("short", read_frameworks())
def test_a_framework_speaks_both_languages(short):
    framework = read_frameworks()[short]
    for one in (framework, *framework.requirements.values()):
        assert one.title.isascii()
        assert any("\u4e00" <= char <= "\u9fff" for char in one.title_zh)


def test_an_incomplete_framework_lists_what_a_catalogue_entry_refers_to():
    iso = FRAMEWORKS["ISO/IEC 27001:2022"]
    assert iso.complete
    assert len(iso.requirements) == 93
    assert answers(iso, [])["A.5.1"] == ()
