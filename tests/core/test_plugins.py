"""Plugins: refused at load when they would otherwise be silently ignored or ambiguous."""

from importlib.metadata import EntryPoint

import pytest

from auditor.api import GROUP, PluginError
from auditor.core.plugins import load_plugins

GOOD = """
from auditor.api import Collector, hookimpl
from pydantic import BaseModel

class Options(BaseModel):
    pass

@hookimpl
def auditor_collectors():
    return (Collector("c", "1", "{target}", Options, lambda _: (), lambda _, __: ()),)
"""


@pytest.fixture
def plugin(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(tmp_path))

    def make(name: str, text: str) -> EntryPoint:
        (tmp_path / f"{name}.py").write_text(text)
        return EntryPoint(name, name, GROUP)

    return make


def test_the_built_in_plugins_load():
    plugins = load_plugins()
    assert {"linux", "registers"} <= plugins.collectors.keys()
    assert all(info.version for info in plugins.infos)


def test_a_third_party_plugin_loads_through_the_same_group(plugin):
    plugins = load_plugins([plugin("plug_good", GOOD.format(target="thing"))])
    assert list(plugins.collectors) == ["thing"]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("plug_missing", "import nothing_like_this", "nothing_like_this"),
        ("plug_syntax", "def", "SyntaxError"),
        (
            "plug_misspelt",
            "from auditor.api import hookimpl\n@hookimpl\ndef auditor_colectors(): return ()",
            "auditor_colectors",
        ),
        ("plug_unmarked", "def auditor_collectors(): return ()", "@hookimpl"),
        (
            "plug_argument",
            "from auditor.api import hookimpl\n@hookimpl\ndef auditor_reports(x): return ()",
            "auditor_reports",
        ),
        (
            "plug_raises",
            "from auditor.api import hookimpl\n@hookimpl\ndef auditor_reports(): 1/0",
            "ZeroDivisionError",
        ),
    ],
)
def test_broken_plugins_are_refused_by_name(plugin, name, text, expected):
    with pytest.raises(PluginError) as caught:
        load_plugins([plugin(name, text)])
    assert name in str(caught.value)
    assert expected in str(caught.value)


def test_a_target_type_is_registered_once(plugin):
    points = [plugin(f"plug_twice{n}", GOOD.format(target="thing")) for n in (1, 2)]
    with pytest.raises(PluginError, match="`thing` is registered twice"):
        load_plugins(points)


def test_two_plugins_of_one_name_are_refused(plugin):
    point = plugin("plug_same", GOOD.format(target="a"))
    with pytest.raises(PluginError, match="plug_same"):
        load_plugins([point, point])
