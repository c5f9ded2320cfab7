"""From a `files` target to rows and gaps."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import jsonschema_rs
import orjson
import pytest

from auditor.api import Collected, Context, Gap, Target
from auditor_plugins.files import auditor_collectors
from auditor_plugins.files.collect import MOST_BYTES
from tests.accounts import nobody, open_to_all

SCHEMA = orjson.loads(
    (Path(__file__).parents[3] / "policies/schemas/structured_files.json").read_bytes()
)
NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def collect(tmp_path: Path):
    def run(**options) -> list[Collected | Gap]:
        (collector,) = auditor_collectors()
        target = Target("t", "files", "e", collector.options(**options), tmp_path)
        found = list(collector.collect(target, Context(NOW, "UTC")))
        for one in found:
            if isinstance(one, Collected):
                jsonschema_rs.validate(SCHEMA, list(one.items))
        return found

    return run


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    texts = {
        "app/b.yaml": "a: 1\n---\nb:\n  c: 2\n",
        "app/a.json": "[1, {}]",
        "app/.env": "A=1\n",
        "app/deep/Dockerfile.web": "FROM x\nRUN a \\\n b\n",
        "app/readme.md": "no data",
        "app/empty.yaml": "# nothing\n",
    }
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def paths(found) -> list[str]:
    return [one.source.uri for one in found if isinstance(one, Collected)]


def test_a_folder_gives_every_file_of_a_known_format(collect, tree):
    found = collect(paths=["app"])
    assert paths(found) == [
        "app/.env",
        "app/a.json",
        "app/b.yaml",
        "app/deep/Dockerfile.web",
        "app/empty.yaml",
    ]
    assert not any(isinstance(one, Gap) for one in found)


def test_a_row_is_a_document_with_its_lines(collect, tree):
    (found,) = collect(paths=["app/b.yaml"])
    one, two = found.items
    assert (one["index"], one["document"], one["_loc"]["line"]) == (0, {"a": 1}, 1)
    assert (two["index"], two["document"]) == (1, {"b": {"c": 2}})
    assert two["lines"] == {"/b": 3, "/b/c": 4}
    assert found.source.sha256 == hashlib.sha256(b"a: 1\n---\nb:\n  c: 2\n").hexdigest()


def test_members_of_a_list_are_documents(collect, tree):
    (found,) = collect(paths=["app/a.json"])
    assert [one["document"] for one in found.items] == [1, {}]


def test_an_empty_file_has_no_document(collect, tree):
    (found,) = collect(paths=["app/empty.yaml"])
    assert found.items == ()


def test_a_dockerfile_keeps_what_each_instruction_was(collect, tree):
    (found,) = collect(paths=["app/deep/*"])
    (row,) = found.items
    assert row["format"] == "dockerfile"
    assert row["commands"][1] == {"text": "RUN a  b", "line": 2, "end_line": 3}


def test_patterns_and_exclusions(collect, tree):
    assert paths(collect(paths=["app/**/*"], exclude=["*.md", "app/.env"])) == [
        "app/a.json",
        "app/b.yaml",
        "app/deep/Dockerfile.web",
        "app/empty.yaml",
    ]
    assert paths(collect(paths=["app/b.yaml", "app/*.yaml"])) == ["app/b.yaml", "app/empty.yaml"]


def test_a_path_without_files_is_absent(collect, tree):
    gap, found = collect(paths=["nowhere/*.yaml", "app/b.yaml"])
    assert (gap.reason, gap.location.file) == ("absent", "nowhere/*.yaml")
    assert found.items


def test_everything_excluded_is_absent(collect, tree):
    (gap,) = collect(paths=["app"], exclude=["app/*"])
    assert gap.reason == "absent"


def test_the_format_may_be_given(collect, tree):
    (tree / "app/noname").write_text("k: v\n")
    (gap,) = collect(paths=["app/noname"])
    assert (gap.reason, "format" in gap.message) == ("invalid", True)
    (found,) = collect(paths=["app/noname"], format="yaml")
    assert found.items[0]["document"] == {"k": "v"}


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [("a.yaml", b"a: 1\nb: \xff\n", 2), ("a.json", b'{\n"a": secret}', 2), ("a.tf", b"x = \n", 1)],
)
def test_what_cannot_be_read_is_told_without_quoting_it(collect, tmp_path, name, data, line):
    (tmp_path / name).write_bytes(data)
    (gap,) = collect(paths=[name])
    assert (gap.reason, gap.partial) == ("invalid", True)
    assert gap.location.file == name
    assert gap.location.line == line
    assert "secret" not in gap.message + gap.message_zh


def test_a_file_that_is_too_large_is_told(collect, tmp_path):
    with (tmp_path / "a.json").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    (gap,) = collect(paths=["a.json"])
    assert "MiB" in gap.message


def test_a_byte_order_mark_is_no_content(collect, tmp_path):
    (tmp_path / "a.json").write_bytes(b'\xef\xbb\xbf{"a": 1}')
    (found,) = collect(paths=["a.json"])
    assert found.items[0]["document"] == {"a": 1}


def test_a_file_that_may_not_be_read_is_denied(collect, tree):
    open_to_all(tree / "app")
    (tree / "app/b.yaml").chmod(0)
    with nobody():
        (gap,) = collect(paths=["app/b.yaml"])
    assert gap.reason == "denied"


def test_a_folder_that_may_not_be_listed_is_no_missing_file(collect, tree):
    open_to_all(tree / "app/deep")
    for pattern in ("app", "app/**/*", "app/*/*.web", "app/deep/Dockerfile.web"):
        for mode in (0o000, 0o600):
            (tree / "app/deep").chmod(mode)
            with nobody():
                found = [one for one in collect(paths=[pattern]) if isinstance(one, Gap)]
            (tree / "app/deep").chmod(0o755)
            told = {(one.reason.value, one.location.file) for one in found}
            assert any(why == "denied" and "deep" in file for why, file in told), (pattern, told)
            assert all(one.partial and one.message_zh for one in found)


def test_the_doctor_sees_files(tree):
    (collector,) = auditor_collectors()

    def probed(*given):
        options = collector.options(paths=given)
        target = Target("t", "files", "e", options, tree)
        return [(one.check, one.ok) for one in collector.probe(target, Context(NOW, "UTC"))]

    fine = [("reach", True), ("rights", True), ("excess", True)]
    open_to_all(tree / "app/deep")
    for path in tree.rglob("*"):
        path.chmod(0o555)
    with nobody():
        assert probed("app", "app/*.json") == fine
        assert probed("app", "none/*.json")[0] == ("reach", False)
        (missing,) = probed("none.yaml")
    assert missing == ("reach", False)
    (tree / "app/deep").chmod(0)
    with nobody():
        told = probed("app")
    (tree / "app/deep").chmod(0o755)
    assert told == [("reach", True), ("rights", False), ("excess", True)]
