"""A thing named by its place is that thing, loaded when it is used and not before."""

import subprocess
import sys

import pytest

from auditor.api import Late, PluginError, loaded


def test_it_is_loaded_when_it_is_used():
    late = Late("fractions:Fraction")
    assert late(1, 2) + late(1, 2) == 1
    assert late.from_float(0.5) == late(1, 2)
    assert loaded(late) is loaded(loaded(late))
    assert loaded(3) == 3


@pytest.mark.parametrize("place", ["no_such_module:x", "fractions:NoSuchThing"])
def test_what_is_not_there_is_named(place):
    with pytest.raises(PluginError, match=place):
        Late(place)()


def test_the_parts_of_plugins_wait_until_a_target_needs_them():
    program = (
        "import sys; from auditor.core.plugins import load_plugins; load_plugins();"
        "print([m for m in sys.modules if m.endswith(('.collect', '.collector', '.options'))"
        " and m.startswith('auditor_plugins')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
