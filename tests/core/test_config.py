"""Configuration: strict, frozen, and errors that name the place."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from auditor.api import ConfigError
from auditor.core.config import load_config
from auditor.core.yamlfile import parse_yaml

GOOD = """\
version: 1
organisation: {name: 某银行, timezone: Asia/Shanghai, role_names: {客服经理: auditor}}
environments:
  - name: branch-01
    period: {from: 2026-01-01}
    profile: {base: bank, exclude: [{id: PHY-002, reason: no premises}]}
    targets:
      - {name: teller-host, type: linux, root: ./teller-host}
    params: {CIC-019-5b: {max_loan_days: 3}}
"""


def load(tmp_path: Path, text: str):
    path = tmp_path / "auditor.yaml"
    path.write_text(text, encoding="utf-8")
    return load_config(path)


def test_reads_the_documented_form(tmp_path):
    loaded = load(tmp_path, GOOD)
    environment = loaded.config.environments[0]
    assert environment.profile.base == "bank"
    assert environment.profile.exclude[0].reason == "no premises"
    assert environment.targets[0].options == {"root": "./teller-host"}
    assert loaded.base == tmp_path.resolve()


def test_a_profile_may_be_a_name(tmp_path):
    text = GOOD.replace(
        "{base: bank, exclude: [{id: PHY-002, reason: no premises}]}", "confidentiality"
    )
    assert load(tmp_path, text).config.environments[0].profile.base == "confidentiality"


def test_is_frozen(tmp_path):
    loaded = load(tmp_path, GOOD)
    with pytest.raises(ValidationError):
        loaded.config.version = 1


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("organisation:", "organization:", ["auditor.yaml:2", "organization", "`organisation`"]),
        ("timezone:", "timezon:", ["auditor.yaml:2", "organisation.timezon", "`timezone`"]),
        ("period: {from", "period: {form", ["auditor.yaml:5", "period.form", "`from`"]),
        ("targets:", "target:", ["target", "`targets`"]),
        ("Asia/Shanghai", "Asia/Shangai", ["auditor.yaml:2", "time zone", "Asia/Shanghai"]),
        ("version: 1", "version: 2", ["auditor.yaml:1", "version"]),
        ("reason: no premises", "why: x", ["exclude.0.why", "reason"]),
        ("name: branch-01", "tags: []", ["environments.0.name", "missing"]),
    ],
)
def test_errors_name_line_key_and_nearest_word(tmp_path, old, new, expected):
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, GOOD.replace(old, new))
    for word in expected:
        assert word in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "version: 1\nversion: 1\n", "a: [", "\x00", "? {a: b}\n: c", "version: 1\n"],
)
def test_broken_files_are_configuration_errors(tmp_path, text):
    with pytest.raises(ConfigError):
        load(tmp_path, text)


def test_no_targets_is_an_error(tmp_path):
    text = GOOD.replace("      - {name: teller-host, type: linux, root: ./teller-host}", "      []")
    with pytest.raises(ConfigError, match="targets"):
        load(tmp_path, text)


def test_equal_target_names_are_refused(tmp_path):
    twice = GOOD.replace("    params:", "      - {name: teller-host, type: linux}\n    params:")
    with pytest.raises(ConfigError, match="given twice"):
        load(tmp_path, twice)


def test_secrets_are_references(tmp_path):
    with pytest.raises(ConfigError, match="env:NAME"):
        load(tmp_path, GOOD.replace("{name: 某银行", "{masking_key: secret, name: 某银行"))


def test_a_missing_file_says_what_to_do(tmp_path):
    with pytest.raises(ConfigError, match="auditor init"):
        load_config(tmp_path / "auditor.yaml")


def test_every_key_knows_its_line():
    file = parse_yaml("a:\n  - b: 1\n    c: 2\n", "x")
    assert file.locate(("a", 0, "c")).line == 3
    assert file.locate(("a", 0, "absent")).line == 2
