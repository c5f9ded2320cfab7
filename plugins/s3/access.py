"""Who may open a bucket, by ACL and policy, less what the public access blocks take away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor.api import Item
from auditor_plugins.s3.buckets import Bucket, Reading
from auditor_plugins.s3.policy import EVERYBODY, Grant, grants

GROUPS = {
    "AllUsers": EVERYBODY,
    "AuthenticatedUsers": ("group", "authenticated_users"),
    "LogDelivery": ("service", "logging.s3.amazonaws.com"),
}
PUBLIC = frozenset({EVERYBODY, GROUPS["AuthenticatedUsers"]})
OWNER = ("user", "")
"""The owner has no name in entries, as in POSIX ACLs."""


def blocked(reading: Reading, bucket: Bucket, what: str) -> bool:
    """True when the account or the bucket blocks it."""
    own = (bucket.settings.get("public_access_block") or {}).get(
        "PublicAccessBlockConfiguration", {}
    )
    return bool(own.get(what) or reading.account_block.get(what))


def allowed(reading: Reading, bucket: Bucket) -> list[Grant]:
    """Every grant that has effect, but for the owner's account and S3's own delivery of logs.

    Raises:
        ValueError: the policy cannot be read.
    """
    found = [*_of_acl(reading, bucket), *_of_policy(reading, bucket)]
    own = {("account", reading.options.account_id), GROUPS["LogDelivery"]}
    return [one for one in found if (one.type, one.principal) not in own]


def is_public(found: list[Grant]) -> bool:
    """True when anybody is let in."""
    return any((one.type, one.principal) in PUBLIC for one in found)


def entries(found: list[Grant]) -> list[Item]:
    """The grants as entries of an access-control list, one for each principal."""
    held: dict[tuple[str, str], set[str]] = {}
    for one in found:
        held.setdefault((one.type, one.principal), set()).update(one.permissions)
    return [
        {"type": kind, "principal": name, "permissions": ", ".join(sorted(permissions))}
        for (kind, name), permissions in sorted(held.items())
    ]


def owner(bucket: Bucket) -> str:
    """Name or number of the bucket's owner."""
    return _named((bucket.settings.get("acl") or {}).get("Owner", {}))


def _of_acl(reading: Reading, bucket: Bucket) -> Iterator[Grant]:
    yield Grant(*OWNER, frozenset({"FULL_CONTROL"}))
    acl = bucket.settings.get("acl") or {}
    own = acl.get("Owner", {}).get("ID")
    for grant in acl.get("Grants", []):
        grantee = grant.get("Grantee", {})
        who = _grantee(grantee)
        if grantee.get("ID") == own and own is not None:
            continue
        if _owner_enforced(bucket) or (
            who in PUBLIC and blocked(reading, bucket, "IgnorePublicAcls")
        ):
            continue
        yield Grant(*who, frozenset({str(grant.get("Permission", "all"))}))


def _of_policy(reading: Reading, bucket: Bucket) -> Iterator[Grant]:
    text = (bucket.settings.get("policy") or {}).get("Policy")
    for grant in grants(text) if text else ():
        everybody = (grant.type, grant.principal) == EVERYBODY
        if not (everybody and blocked(reading, bucket, "RestrictPublicBuckets")):
            yield grant


def _owner_enforced(bucket: Bucket) -> bool:
    """ACLs count for nothing where the owner owns every object."""
    controls = (bucket.settings.get("ownership") or {}).get("OwnershipControls", {})
    rules = controls.get("Rules", [])
    return any(rule.get("ObjectOwnership") == "BucketOwnerEnforced" for rule in rules)


def _grantee(grantee: dict[str, Any]) -> tuple[str, str]:
    uri = grantee.get("URI", "")
    if uri:
        name = uri.rpartition("/")[2]
        return GROUPS.get(name, ("group", name))
    return "user", _named(grantee)


def _named(who: dict[str, Any]) -> str:
    return str(who.get("DisplayName") or who.get("ID") or who.get("EmailAddress") or "?")
