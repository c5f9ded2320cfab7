"""Before any server is asked: the client library, options, secrets."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from auditor.api import Context, GapError, GapReason, Target
from auditor_plugins.ldap import auditor_collectors
from auditor_plugins.ldap.failures import as_gap, ended
from auditor_plugins.ldap.options import Options
from tests.plugins.ldap.conftest import NOW

(COLLECTOR,) = auditor_collectors()


def failure(**options) -> GapError:
    target = Target("d", "ldap", "e", Options(**{"url": "ldaps://x.invalid"} | options), Path())
    with pytest.raises(GapError) as caught:
        list(COLLECTOR.collect(target, Context(NOW, "UTC")))
    return caught.value


def test_without_the_library_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "ldap3", None)
    error = failure()
    assert (error.reason, "auditor[ldap]" in error.message) == (GapReason.ABSENT, True)


def test_a_missing_secret_is_denied():
    error = failure(bind_dn="cn=a", password="env:NOT_SET_ANYWHERE")
    assert error.reason == GapReason.DENIED


def test_a_missing_file_of_authorities_is_invalid():
    assert failure(ca="nowhere.pem").reason == GapReason.INVALID


@pytest.mark.parametrize(
    "options",
    [
        {"url": "http://x"},
        {"url": "ldap://user:secret@x"},
        {"bind_dn": "cn=a"},
        {"bind_dn": "cn=a", "password": "plain"},
        {"tls": "none"},
        {"accounts": "objectClass=*"},
        {"password_": "env:A"},
    ],
)
def test_options_that_do_not_fit(options):
    with pytest.raises(ValidationError):
        Options(**{"url": "ldaps://x"} | options)


def test_an_unknown_error_is_not_quoted():
    error = as_gap(RuntimeError("secret words"), Options(url="ldaps://x"))
    assert "secret" not in error.message
    assert error.reason == GapReason.UNREACHABLE


def test_only_early_ends_are_gaps():
    options = Options(url="ldaps://x")
    assert ended(0, options) is None
    assert ended(4, options).reason == GapReason.DENIED
    assert ended(3, options).reason == GapReason.TIMEOUT
    assert ended(10, options).reason == GapReason.INVALID
