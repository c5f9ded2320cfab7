"""Secrets are named, never written down, and never shown."""

import sys
from types import SimpleNamespace

import pytest
from pydantic import BaseModel, ValidationError

from auditor.api import GapError, GapReason, SecretRef, read_secret


class Options(BaseModel):
    password: SecretRef


@pytest.mark.parametrize("reference", ["env:PG_PASSWORD", "file:pg.txt", "keyring:pg/auditor"])
def test_a_reference_is_taken(reference):
    assert Options(password=reference).password == reference


@pytest.mark.parametrize("reference", ["hunter2", "env:", "vault:x", "", "ENV:X"])
def test_anything_else_is_refused(reference):
    with pytest.raises(ValidationError, match="never the secret"):
        Options(password=reference)


def test_each_kind_is_read(tmp_path, monkeypatch):
    monkeypatch.setenv("PG_PASSWORD", " one \n")
    (tmp_path / "pg.txt").write_text("two\n")
    kept = {("pg", "auditor"): "three"}
    keyring = SimpleNamespace(get_password=lambda *names: kept.get(names))
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    references = ("env:PG_PASSWORD", "file:pg.txt", "keyring:pg/auditor")
    assert [read_secret(one, tmp_path) for one in references] == ["one", "two", "three"]


@pytest.mark.parametrize("reference", ["env:ABSENT", "file:absent", "file:bad", "keyring:a/b"])
def test_what_is_not_there_is_a_denied_gap_that_names_the_reference(
    reference, tmp_path, monkeypatch
):
    (tmp_path / "bad").write_bytes(b"\xff\xfe")

    def broken(*_):
        raise RuntimeError("the backend says hunter2")

    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=broken))
    with pytest.raises(GapError) as caught:
        read_secret(reference, tmp_path)
    assert caught.value.reason is GapReason.DENIED
    assert reference in caught.value.message
    assert reference in caught.value.message_zh
    assert "hunter2" not in str(caught.value)


def test_a_keyring_that_is_not_installed_says_so(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(GapError, match="pip install keyring"):
        read_secret("keyring:a/b", tmp_path)
