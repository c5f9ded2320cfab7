"""The page of the workbench shows what it prints; the control of the other page is clean in it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli.main import cli
from auditor.core import lint
from tests.docs.pages import blocks, extract, first_column, page, section

TEXT = page("docs/policy-workbench.md")
SOURCES = Path(lint.__file__).parent


@pytest.fixture(autouse=True)
def example(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDITOR_MASKING_KEY", "a key of the tests")
    extract(page("docs/writing-controls.md"), tmp_path)
    (rows,) = extract(TEXT, tmp_path)
    assert rows == "rows.yaml"


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["policy", *words], standalone_mode=False)
    return result.return_value, result.output


@pytest.mark.parametrize("command", ["lint", "test", "mutate"])
def test_the_control_of_the_other_page_is_clean(command: str):
    code, shown = run(command, "our-policies")
    assert code == 0, shown


def test_a_failing_test_shows_what_the_page_says():
    (test,) = Path("our-policies").rglob("*_test.rego")
    text = test.read_text("utf-8").replace(
        'messages({"copies": 2}) ==', 'messages({"copies": 3}) =='
    )
    test.write_text(text, encoding="utf-8")
    (expected,) = blocks(section(TEXT, "Test"), "text")
    assert run("test", "our-policies") == (1, expected)


def test_a_try_shows_what_the_page_says():
    (expected,) = blocks(section(TEXT, "Try"), "text")
    words = ("try", "ORG-002", "-c", "auditor.yaml", "--evidence", "rows.yaml")
    assert run(*words) == (1, expected)


def test_every_rule_of_the_lint_is_documented_and_no_other():
    code = "".join(path.read_text("utf-8") for path in SOURCES.glob("*.py"))
    told = first_column(section(TEXT, "Lint"))
    assert len(told) == 14
    assert all(f'"{rule}"' in code for rule in told)
