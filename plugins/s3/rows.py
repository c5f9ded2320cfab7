"""Rows of each kind from what was read of a bucket."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor.api import Item
from auditor_plugins.s3 import access
from auditor_plugins.s3.buckets import Bucket, Reading
from auditor_plugins.s3.calls import LOG_BUCKET
from auditor_plugins.s3.lifecycle import expire_days, kept_days
from auditor_plugins.s3.policy import Grant
from auditor_plugins.s3.regions import country


def settings(reading: Reading, bucket: Bucket, found: list[Grant]) -> Iterator[Item]:
    """`object_store_config`."""
    yield _known(
        bucket=bucket.name,
        store_id=bucket.store_id,
        public_access=access.is_public(found),
        encryption=encryption(bucket),
        versioning=_versioning(bucket) == "Enabled",
        object_lock=locked(bucket),
        lifecycle_expire_days=expire_days(_rules(bucket), bool(_versioning(bucket))),
        region=region(reading, bucket),
        _loc=reading.place(bucket.name),
    )


def inventory(reading: Reading, bucket: Bucket, found: list[Grant]) -> Iterator[Item]:
    """`storage_inventory`."""
    store, where = bucket.store, region(reading, bucket)
    aws = reading.options.endpoint is None
    yield _known(
        store_id=bucket.store_id,
        kind="bucket",
        location=f"{(reading.options.endpoint or 's3:/').rstrip('/')}/{bucket.name}",
        country=store.country or (country(where or "") if aws else None),
        classification=store.classification,
        approved=store.approved,
        dedicated=store.dedicated,
        custodian=store.custodian,
        encrypted=encryption(bucket) != "none",
        access_controlled=not access.is_public(found),
        owner_dept=store.owner_dept,
        holds_customer_info=store.holds_customer_info,
        system_id=store.system_id or reading.target.name,
        data_classes=list(store.data_classes) if store.data_classes is not None else None,
        _loc=reading.place(bucket.name),
    )


def acl(reading: Reading, bucket: Bucket, found: list[Grant]) -> Iterator[Item]:
    """`file_acl`: the bucket as one directory."""
    yield _known(
        host=reading.target.name,
        path=f"/{bucket.name}/",
        store_id=bucket.store_id,
        classification=bucket.store.classification,
        content=bucket.store.content,
        owner=access.owner(bucket) if bucket.settings.get("acl") else None,
        entries=access.entries(found),
        inherited=False,
        _loc=reading.place(bucket.name),
    )


def log(reading: Reading, bucket: Bucket, _: list[Grant]) -> Iterator[Item]:
    """`audit_logging`: the access log of the bucket, kept in another or the same one."""
    to = (bucket.settings["logging"] or {}).get("LoggingEnabled") or {}
    row = _known(
        host=reading.target.name,
        system_id=bucket.store.system_id or reading.target.name,
        source=f"access log of {bucket.name}",
        enabled=bool(to),
        covers_reads=bool(to),
        covers_writes=bool(to),
        forwarded=bucket.store.log_forwarded if to else None,
        _loc=reading.place(bucket.name),
    )
    keeper = reading.buckets.get(to.get("TargetBucket", ""))
    if keeper and not any(call in keeper.problems for call in LOG_BUCKET):
        row["append_only"] = locked(keeper)
        row["retention_days"] = kept_days(_rules(keeper), to.get("TargetPrefix", ""))
    yield row


def replication(reading: Reading, bucket: Bucket, _: list[Grant]) -> Iterator[Item]:
    """`bucket_replication`: one row for each rule."""
    given = (bucket.settings["replication"] or {}).get("ReplicationConfiguration", {})
    for number, rule in enumerate(given.get("Rules", []), 1):
        to = rule.get("Destination", {})
        chosen = rule.get("Filter", {})
        yield _known(
            bucket=bucket.name,
            store_id=bucket.store_id,
            rule=str(rule.get("ID") or number),
            enabled=rule.get("Status") == "Enabled",
            destination=str(to.get("Bucket", "")).rpartition(":")[2],
            account=to.get("Account"),
            whole_bucket=not (
                chosen.get("Prefix") or rule.get("Prefix") or set(chosen) - {"Prefix"}
            ),
            deletes=rule.get("DeleteMarkerReplication", {}).get("Status") == "Enabled",
            _loc=reading.place(bucket.name),
        )


def encryption(bucket: Bucket) -> str:
    """How objects are encrypted, as the store says, or people where it does not."""
    held = bucket.settings.get("encryption") or {}
    rules = held.get("ServerSideEncryptionConfiguration", {}).get("Rules", [])
    names = {
        rule.get("ApplyServerSideEncryptionByDefault", {}).get("SSEAlgorithm", "") for rule in rules
    } - {""}
    if not names:
        return bucket.store.encryption or "none"
    return "kms" if all(name.startswith("aws:kms") for name in names) else "sse"


def locked(bucket: Bucket) -> bool:
    """Every new object is locked: object lock is on and has a retention by default."""
    held = (bucket.settings.get("object_lock") or {}).get("ObjectLockConfiguration", {})
    retention = held.get("Rule", {}).get("DefaultRetention", {})
    return held.get("ObjectLockEnabled") == "Enabled" and bool(retention.get("Mode"))


def region(reading: Reading, bucket: Bucket) -> str | None:
    """The region, by the name that is in use today."""
    told = (bucket.settings.get("location") or {}).get("LocationConstraint")
    if reading.options.endpoint:
        return told or None
    return {None: "us-east-1", "": "us-east-1", "EU": "eu-west-1"}.get(told, told)


def _versioning(bucket: Bucket) -> str:
    return str((bucket.settings.get("versioning") or {}).get("Status", ""))


def _rules(bucket: Bucket) -> list[dict[str, Any]]:
    return list((bucket.settings.get("lifecycle") or {}).get("Rules", []))


def _known(**fields: Any) -> Item:
    return {name: value for name, value in fields.items() if value is not None}
