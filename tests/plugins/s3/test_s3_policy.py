"""Who is let in by a policy, and who is everybody: the examples of AWS and of false alarms."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor_plugins.s3.lifecycle import FOR_EVER, expire_days, kept_days
from auditor_plugins.s3.policy import EVERYBODY, grants


def of(principal: Any, effect: str = "Allow", **more: Any) -> list[tuple[str, str]]:
    statement = {"Effect": effect, "Principal": principal, "Action": "s3:GetObject"} | more
    text = json.dumps({"Statement": statement})
    return [(one.type, one.principal) for one in grants(text)]


@pytest.mark.parametrize("principal", ["*", {"AWS": "*"}, {"AWS": ["arn:aws:iam::1:root", "*"]}])
def test_everybody(principal):
    assert EVERYBODY in of(principal)
    assert of(principal, "Deny") == []


def test_all_but_some_are_everybody():
    statement = {"Effect": "Allow", "NotPrincipal": {"AWS": "x"}, "NotAction": "s3:PutObject"}
    (one,) = grants(json.dumps({"Statement": [statement]}))
    assert (one.type, one.principal) == EVERYBODY
    assert one.permissions == {"all but some"}


@pytest.mark.parametrize(
    "condition",
    [
        {"StringEquals": {"aws:SourceVpce": "vpce-1"}},
        {"StringEquals": {"aws:PrincipalOrgID": ["o-1", "o-2"]}},
        {"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "2001:db8::/32"]}},
        {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-1/r-1/ou-1/"}},
        {"ArnLike": {"aws:SourceArn": "arn:aws:sns:eu-west-1:111122223333:*"}},
    ],
)
def test_a_condition_on_fixed_values_is_not_everybody(condition):
    ((kind, name),) = of("*", Condition=condition)
    assert kind.startswith("aws:")
    assert name


@pytest.mark.parametrize(
    "condition",
    [
        {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}},
        {"StringEqualsIfExists": {"aws:SourceVpce": "vpce-1"}},
        {"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-1"}},
        {"StringLike": {"aws:PrincipalOrgID": "o-*"}},
        {"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "0.0.0.0/1"]}},
        {"IpAddress": {"aws:SourceIp": "nonsense"}},
        {"Bool": {"aws:SecureTransport": "true"}},
        {"StringEquals": {"aws:Referer": "https://bank.example"}},
        {"ArnLike": {"aws:SourceArn": "arn:aws:sns:eu-west-1:*:topic"}},
        {"StringEquals": {"aws:SourceVpce": []}},
    ],
)
def test_a_condition_that_anybody_can_meet_is(condition):
    assert of("*", Condition=condition) == [EVERYBODY]


@pytest.mark.parametrize(
    ("principal", "told"),
    [
        ({"AWS": "arn:aws:iam::111122223333:root"}, ("account", "111122223333")),
        ({"AWS": "111122223333"}, ("account", "111122223333")),
        ({"AWS": "arn:aws-cn:iam::111122223333:user/team/li"}, ("user", "li")),
        ({"AWS": "arn:aws:iam::111122223333:role/app/reader"}, ("role", "reader")),
        ({"AWS": "arn:aws:sts::111122223333:assumed-role/reader/session"}, ("role", "reader")),
        ({"AWS": "arn:aws:sts::111122223333:federated-user/li"}, ("federated", "li")),
        ({"AWS": "AIDAEXAMPLE"}, ("user", "AIDAEXAMPLE")),
        ({"CanonicalUser": "79a5"}, ("user", "79a5")),
        ({"Service": "logging.s3.amazonaws.com"}, ("service", "logging.s3.amazonaws.com")),
    ],
)
def test_names(principal, told):
    assert of(principal) == [told]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.text() | VALUES.map(lambda one: json.dumps({"Statement": one})))
def test_what_is_no_policy_is_refused_without_quoting(text):
    try:
        grants(text)
    except ValueError as error:
        assert str(error) == "the policy cannot be read"


@given(VALUES, VALUES)
def test_an_open_statement_is_seen_whatever_stands_beside_it(condition, other):
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:*"}
    odd = {"Effect": "Allow", "Principal": other, "Condition": condition}
    try:
        found = grants(json.dumps({"Statement": [odd, statement]}))
    except ValueError:
        return
    assert EVERYBODY in [(one.type, one.principal) for one in found]


def rule(days: int = 30, **more: Any) -> dict[str, Any]:
    return {"Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": days}} | more


def test_expiry_of_whole_buckets():
    later = {"NoncurrentVersionExpiration": {"NoncurrentDays": 5}}
    assert expire_days([rule()], versioned=False) == 30
    assert expire_days([rule(), rule(20)], versioned=False) == 20
    assert expire_days([rule()], versioned=True) is None
    assert expire_days([rule(**later)], versioned=True) == 35
    assert expire_days([rule(Status="Disabled")], versioned=False) is None
    assert expire_days([rule(Filter={"Prefix": "a/"})], versioned=False) is None
    assert expire_days([rule(Filter={"Tag": {"Key": "a", "Value": "b"}})], versioned=False) is None
    assert expire_days([{"Status": "Enabled", "Prefix": "", "Expiration": {"Days": 9}}], False) == 9
    assert expire_days([rule(Expiration={"Date": "2026-01-01"})], versioned=False) is None
    assert expire_days([], versioned=False) is None


def test_how_long_logs_are_kept():
    assert kept_days([], "kyc/") == FOR_EVER
    assert kept_days([rule(90)], "kyc/") == 90
    assert kept_days([rule(90), rule(7, Filter={"Prefix": "kyc/old/"})], "kyc/") == 7
    assert kept_days([rule(7, Filter={"Prefix": "other/"})], "kyc/") == FOR_EVER
    assert kept_days([rule(7, Filter={"ObjectSizeGreaterThan": 9})], "kyc/") == 7
    assert kept_days([rule(7, Filter={"Tag": {"Key": "a", "Value": "b"}})], "kyc/") == FOR_EVER
    both = {"And": {"Prefix": "kyc/", "Tags": [{"Key": "a", "Value": "b"}]}}
    assert kept_days([rule(7, Filter=both)], "kyc/") == FOR_EVER
    sized = {"And": {"Prefix": "kyc/", "ObjectSizeLessThan": 9}}
    assert kept_days([rule(7, Filter=sized)], "kyc/") == 7
