"""The pages of the controls are what the controls say today."""

import runpy

from tests.docs.pages import DOCS

FOLDER = DOCS / "controls"


def test_the_pages_are_what_the_controls_say():
    """After a change of a control, a schema or the demo: `python docs/controls/make.py`."""
    expected = runpy.run_path(str(FOLDER / "make.py"))["pages"]()
    found = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.md")}
    assert sorted(found) == sorted(expected)
    assert [name for name, text in expected.items() if found[name] != text] == []
