"""Before any store is asked: the client library, credentials, and errors as gaps."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from botocore.exceptions import EndpointConnectionError, NoCredentialsError

from auditor.api import GapError, GapReason, Target
from auditor_plugins.s3.client import opened
from auditor_plugins.s3.failures import as_gap, refused
from auditor_plugins.s3.options import Options


def failure(**options) -> GapError:
    given = Options(**{"endpoint": "https://s3.invalid"} | options)
    with pytest.raises(GapError) as caught:
        opened(Target("a", "s3", "e", given, Path()))
    return caught.value


def test_without_the_library_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "boto3", None)
    error = failure()
    assert (error.reason, "auditor[s3]" in error.message) == (GapReason.ABSENT, True)


def test_missing_secrets_and_files():
    assert failure(access_key="env:NOT_SET", secret_key="env:NOT_SET").reason == GapReason.DENIED
    assert failure(ca="nowhere.pem").reason == GapReason.INVALID


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (NoCredentialsError(), GapReason.DENIED),
        (EndpointConnectionError(endpoint_url="x", error="refused"), GapReason.UNREACHABLE),
        (ValueError("secret words"), GapReason.INVALID),
    ],
)
def test_errors_are_told_by_kind(error, reason):
    gap = as_gap(error, Options())
    assert gap.reason == reason
    assert "secret words" not in gap.message
    assert gap.message_zh


@pytest.mark.parametrize("code", ["RequestTimeTooSkewed", "ExpiredToken", "SignatureDoesNotMatch"])
def test_credentials_that_the_store_does_not_take(code):
    assert refused(code, Options()).reason == GapReason.DENIED
    assert refused("AccessDenied", Options()) is None
