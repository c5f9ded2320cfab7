"""Times, intervals, names and SIDs: never an exception, never a wrong value."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor_plugins.ldap.ppm import parsed
from auditor_plugins.ldap.values import (
    days,
    escaped,
    filetime,
    first_value,
    from_days,
    generalized,
    interval,
    parent,
    parts,
    same,
    shown,
    sid,
)

MOMENTS = st.datetimes(datetime(1602, 1, 1), datetime(9000, 1, 1)).map(
    lambda one: one.replace(microsecond=0, tzinfo=UTC)
)


@given(MOMENTS, st.integers(-12, 14))
def test_generalized_times_with_any_offset(moment, hours):
    local = moment.astimezone(timezone(timedelta(hours=hours)))
    sign = "-" if hours < 0 else "+"
    assert generalized(f"{local:%Y%m%d%H%M%S}{sign}{abs(hours):02}00".zfill(19)) == moment
    assert generalized(f"{moment:%Y%m%d%H%M%S}.5Z".zfill(17)) == moment


@given(MOMENTS)
def test_file_times(moment):
    ticks = int((moment - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
    assert filetime(str(ticks)) == moment


@given(st.text())
def test_any_text_is_a_value_or_none(text):
    for read in (generalized, filetime, interval, from_days):
        read(text)
    assert isinstance(shown(generalized(text)), str | None)
    parsed(text)


@pytest.mark.parametrize("text", ["000001010000Z", "20261340000000Z", "2026", "", "20261101000000"])
def test_no_moments(text):
    assert generalized(text) is None


@pytest.mark.parametrize("text", ["0", "-1", "9223372036854775807", "x", "9223372036854775806"])
def test_no_file_times(text):
    assert filetime(text) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("-864000000000", 86400), ("0", 0), ("-9223372036854775808", 0), ("5", None), ("x", None)],
)
def test_intervals(text, seconds):
    assert interval(text) == seconds


def test_days_are_rounded_up():
    assert [days(0), days(1), days(86400), days(86401)] == [0, 1, 1, 2]


def test_names():
    dn = "cn=Lei\\, Li , OU=Staff,dc=Example"
    assert parts(dn) == ["cn=Lei\\, Li", "OU=Staff", "dc=Example"]
    assert parent(dn) == "OU=Staff,dc=Example"
    assert first_value(dn) == "Lei, Li"
    assert same("CN = A, dc=b") == same("cn=a,DC=B")
    assert (parent(""), first_value(""), same("")) == ("", "", "")


def test_sids():
    data = bytes([1, 2]) + (5).to_bytes(6, "big") + (32).to_bytes(4, "little")
    assert sid(data + (544).to_bytes(4, "little")) == "S-1-5-32-544"
    assert sid(data) == ""
    assert sid(b"") == ""


def test_ppm_counts_what_refuses_only():
    text = """\
minQuality 3
class-upperCase ABCDEFGHIJKLMNOPQRSTUVWXYZ 1 1
class-lowerCase abcdefghijklmnopqrstuvwxyz 0 1
class-digit 0123456789 2
# class-special !? 1 1
checkRDN 1
useCracklib 1
"""
    found = parsed(text)
    assert found.required_classes == ("upper", "digit")
    assert (found.dictionary_check, found.user_info_check) == (True, True)
    assert parsed("useCracklib 0\ncheckRDN").dictionary_check is False


def test_a_value_in_a_filter_is_only_a_value():
    assert escaped("a*(b)\\c\0") == r"a\2a\28b\29\5cc\00"
