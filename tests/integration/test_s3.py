"""The s3 plugin against moto's server and SeaweedFS, by exactly the documented actions."""

from __future__ import annotations

import json
import os
import resource
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import boto3
import jsonschema_rs
import pytest
from botocore.config import Config

from auditor.api import (
    Collected,
    Context,
    Gap,
    GapError,
    GapReason,
    Probe,
    ReportOptions,
    Run,
    Target,
)
from auditor.api.testing import Recording
from auditor.reports.interface import BUILTIN
from auditor_plugins.s3 import auditor_collectors
from auditor_plugins.s3.client import opened
from auditor_plugins.s3.collect import asked
from auditor_plugins.s3.kinds import SCHEMAS
from tests.integration import auditing
from tests.integration.certificates import self_signed
from tests.integration.ports import free_port, silent_server
from tests.integration.s3_servers import Door, documented_actions, moto, seaweedfs
from tests.policies_schemas import schema

(COLLECTOR,) = auditor_collectors()
CONTEXT = Context(datetime.fromisoformat(auditing.AS_OF), "Asia/Shanghai")
RECORDED = Path(__file__).parents[1] / "recordings" / "s3.json"
PHONE = "13800138000"
BLOCK = dict.fromkeys(
    ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True
)
CONTROLS = ("CIC-017c", "CIC-025d", "KYC-303b", "SYS-005", "LOG-001")
STORES = {
    "kyc": {
        "holds_customer_info": True,
        "data_classes": ["kyc"],
        "content": "customer_information",
        "system_id": "kyc",
        "log_forwarded": True,
    },
    f"scan-{PHONE}": {"holds_customer_info": True, "content": "customer_information"},
    "open": {"holds_customer_info": True, "content": "customer_information"},
    "*": {"holds_customer_info": False, "content": "other"},
}


def policy(bucket: str, principal: Any, **more: Any) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": principal,
        "Action": ["s3:GetObject"],
        "Resource": f"arn:aws:s3:::{bucket}/*",
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement | more]})


def client(url: str, key: str = "admin", secret: str = "secret") -> Any:
    return boto3.client(
        "s3",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}),
    )


def harden(s3: Any, bucket: str) -> None:
    """A bucket as the controls want it."""
    s3.create_bucket(Bucket=bucket, ObjectLockEnabledForBucket=True)
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=BLOCK)
    encryption = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}
    s3.put_bucket_encryption(
        Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": [encryption]}
    )
    retention = {"Mode": "COMPLIANCE", "Days": 30}
    s3.put_object_lock_configuration(
        Bucket=bucket,
        ObjectLockConfiguration={
            "ObjectLockEnabled": "Enabled",
            "Rule": {"DefaultRetention": retention},
        },
    )
    rule = {
        "ID": "end",
        "Status": "Enabled",
        "Filter": {"Prefix": ""},
        "Expiration": {"Days": 3650},
        "NoncurrentVersionExpiration": {"NoncurrentDays": 30},
    }
    s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": [rule]})


def log_to(s3: Any, bucket: str, keeper: str) -> None:
    where = {"TargetBucket": keeper, "TargetPrefix": f"{bucket}/"}
    s3.put_bucket_logging(Bucket=bucket, BucketLoggingStatus={"LoggingEnabled": where})


def furnish(s3: Any) -> None:
    """A good bucket, one that keeps logs, and one with each fault."""
    harden(s3, "kyc")
    harden(s3, "logs")
    write = {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/s3/LogDelivery"}
    own = s3.get_bucket_acl(Bucket="logs")
    grants = [*own["Grants"]] + [
        {"Grantee": write, "Permission": one} for one in ("WRITE", "READ_ACP")
    ]
    s3.put_bucket_acl(Bucket="logs", AccessControlPolicy={"Grants": grants, "Owner": own["Owner"]})
    log_to(s3, "kyc", "logs")
    s3.put_bucket_policy(
        Bucket="kyc",
        Policy=policy("kyc", {"AWS": "arn:aws:iam::111122223333:role/customer_service"}),
    )
    s3.create_bucket(Bucket="open")
    s3.put_bucket_policy(Bucket="open", Policy=policy("open", "*"))
    s3.create_bucket(Bucket=f"scan-{PHONE}")
    s3.put_bucket_acl(Bucket=f"scan-{PHONE}", ACL="public-read")
    s3.create_bucket(Bucket="office")
    s3.put_bucket_policy(
        Bucket="office",
        Policy=policy("office", "*", Condition={"StringEquals": {"aws:SourceVpce": "vpce-1a2b3c"}}),
    )
    s3.create_bucket(Bucket="blocked")
    s3.put_bucket_policy(Bucket="blocked", Policy=policy("blocked", "*"))
    s3.put_bucket_acl(Bucket="blocked", ACL="public-read")
    s3.put_public_access_block(Bucket="blocked", PublicAccessBlockConfiguration=BLOCK)


@dataclass
class Result:
    things: list[Collected | Gap]

    def rows(self, kind: str) -> list[dict[str, Any]]:
        held = (one for one in self.things if isinstance(one, Collected) and one.kind == kind)
        return [row for one in held for row in one.items]

    def gaps(self, kind: str = "") -> list[Gap]:
        held = (one for one in self.things if isinstance(one, Gap))
        return [one for one in held if kind in ("", one.kind)]

    def row(self, kind: str, bucket: str) -> dict[str, Any]:
        (one,) = (one for one in self.rows(kind) if one["_loc"]["file"] == f"s3/archive/{bucket}")
        return one


def target(folder: Path, url: str, **options: Any) -> Target:
    (folder / "key").write_text("admin")
    (folder / "secret").write_text("secret")
    given = {
        "endpoint": url,
        "tls": "none" if url.startswith("http:") else "verified",
        "access_key": "file:key",
        "secret_key": "file:secret",
        "stores": STORES,
        "timeout": 5,
    } | options
    return Target("archive", "s3", "centre", COLLECTOR.options(**given), folder)


def collect(folder: Path, url: str, **options: Any) -> Result:
    things = list(COLLECTOR.collect(target(folder, url, **options), CONTEXT))
    for one in things:
        if isinstance(one, Collected):
            form = SCHEMAS.get(one.kind) or schema(one.kind)
            jsonschema_rs.validator_for(form, validate_formats=True).validate(list(one.items))
    return Result(things)


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    with moto() as url:
        furnish(client(url))
        yield url


@pytest.fixture
def door(store) -> Iterator[tuple[Door, str]]:
    """The store behind a door that lets in what the page names and nothing else."""
    one = Door(store, documented_actions())
    with one.open() as url:
        yield one, url


def test_rows_by_the_documented_actions(door, tmp_path):
    guard, url = door
    found = collect(tmp_path, url)
    assert found.gaps() == []
    assert set(guard.asked) == set(documented_actions())
    assert found.row("object_store_config", "kyc") == {
        "bucket": "kyc",
        "store_id": "kyc",
        "public_access": False,
        "encryption": "kms",
        "versioning": True,
        "object_lock": True,
        "lifecycle_expire_days": 3680,
        "_loc": {"file": "s3/archive/kyc"},
    }
    public = {row["bucket"]: row["public_access"] for row in found.rows("object_store_config")}
    assert public == {
        "blocked": False,
        "kyc": False,
        "logs": False,
        "office": False,
        "open": True,
        f"scan-{PHONE}": True,
    }
    assert found.row("file_acl", "kyc")["entries"] == [
        {"type": "role", "principal": "customer_service", "permissions": "s3:GetObject"},
        {"type": "user", "principal": "", "permissions": "FULL_CONTROL"},
    ]
    assert {"type": "other", "principal": "everyone", "permissions": "READ"} in found.row(
        "file_acl", f"scan-{PHONE}"
    )["entries"]
    assert found.row("file_acl", "office")["entries"][0]["principal"] == "vpce-1a2b3c"
    assert len(found.row("file_acl", "blocked")["entries"]) == 1
    log = found.row("audit_logging", "kyc")
    assert (log["enabled"], log["append_only"], log["retention_days"]) == (True, True, 3650)
    assert found.row("audit_logging", "open")["enabled"] is False
    assert found.row("storage_inventory", "kyc")["access_controlled"] is True
