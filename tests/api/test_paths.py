"""Files, folders and patterns of a configuration."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.api.paths import matched
from tests.accounts import nobody, open_to_all

NAMES = ("a.yaml", "b.json", "in/c.yaml", "in/deep/d.yaml", "in/.hidden/e.yaml", "x[1].yaml")


@pytest.fixture(scope="module")
def tree(tmp_path_factory) -> Path:
    base = tmp_path_factory.mktemp("tree[1]")
    for name in NAMES:
        (base / name).parent.mkdir(parents=True, exist_ok=True)
        (base / name).write_text("x")
    (base / "link").symlink_to("in")
    (base / "dangling").symlink_to("nowhere")
    return base


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("a.yaml", ["a.yaml"]),
        ("*.yaml", ["a.yaml", "x[1].yaml"]),
        ("x[1].yaml", ["x[1].yaml"]),
        ("**/*.yaml", [one for one in NAMES if one.endswith("yaml")]),
        ("in/*/*.yaml", ["in/deep/d.yaml", "in/.hidden/e.yaml"]),
        ("in", [one for one in NAMES if one.startswith("in/")]),
        ("link/c.*", ["link/c.yaml"]),
        ("in/../a.yaml", ["in/../a.yaml"]),
        ("nothing/*", []),
        ("nothing", []),
        ("dangling", []),
        ("a.yaml/*", []),
        ("a\0b*", []),
    ],
)
def test_what_a_path_stands_for(tree, pattern, names):
    found = matched(tree, pattern)
    assert found.refused == ()
    assert found.files == tuple(sorted(tree / name for name in names))


def test_an_absolute_pattern(tmp_path):
    (tmp_path / "a.yaml").write_text("x")
    assert matched(Path("/nowhere"), f"{tmp_path}/*.yaml").files == (tmp_path / "a.yaml",)
    assert matched(Path("/nowhere"), str(tmp_path)).files == (tmp_path / "a.yaml",)


PARTS = st.sampled_from(["*", "**", "in", "?.yaml", "[ab].*", "*.yaml", "d*", "c.yaml", ".h*"])


@given(st.lists(PARTS, min_size=1, max_size=4))
def test_patterns_are_those_of_pathlib(tree, parts):
    pattern = "/".join(parts)
    theirs = {path for path in tree.glob(pattern) if path.is_file()}
    if not any(sign in pattern for sign in "*?["):
        theirs |= set(matched(tree, pattern).files)  # a folder stands for what is below it
    assert set(matched(tree, pattern).files) == theirs


@pytest.mark.parametrize("mode", [0o000, 0o600, 0o100])
@pytest.mark.parametrize("pattern", ["in", "in/**/*", "in/*/d.yaml", "in/deep/*"])
def test_what_may_not_be_looked_into_is_told(tmp_path, mode, pattern):
    inner = tmp_path / "in" / "deep"
    inner.mkdir(parents=True)
    (inner / "d.yaml").write_text("x")
    open_to_all(inner)
    inner.chmod(mode)
    with nobody():
        found = matched(tmp_path, pattern)
    inner.chmod(0o755)
    if mode == 0o100 and pattern == "in/*/d.yaml":  # whoever knows the name may ask for it
        assert found.files or found.refused
    else:
        assert found.refused, found
