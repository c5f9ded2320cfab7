"""The s3 plugin against moto's server and SeaweedFS, by exactly the documented actions."""

from __future__ import annotations

import json
import os
import re
import resource
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import boto3
import jsonschema_rs
import pytest
from botocore.config import Config
from moto import mock_aws

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
RECORDED = Path(__file__).parents[1] / "plugins/s3/recordings/s3.json"
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
    "open": {
        "holds_customer_info": True,
        "content": "customer_information",
        "system_id": "scans",
    },
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
    with moto() as server:
        furnish(client(server.url))
        yield server.url


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
    assert [one["type"] for one in found.row("file_acl", "logs")["entries"]] == ["user"]
    assert found.row("file_acl", "office")["entries"][0]["principal"] == "vpce-1a2b3c"
    assert len(found.row("file_acl", "blocked")["entries"]) == 1
    log = found.row("audit_logging", "kyc")
    assert (log["enabled"], log["append_only"], log["retention_days"]) == (True, True, 3650)
    assert found.row("audit_logging", "open")["enabled"] is False
    assert found.row("storage_inventory", "kyc")["access_controlled"] is True


def test_the_recording_still_holds(door, tmp_path):
    recording = Recording(RECORDED)
    one = target(tmp_path, door[1])
    list(asked(recording.record(opened(one)), one, CONTEXT))
    if os.environ.get("AUDITOR_RECORD"):
        recording.save()
    assert recording.drift() == []


KINDS = {
    "s3:GetBucketAcl": {"file_acl", "object_store_config", "storage_inventory"},
    "s3:GetBucketLocation": {"object_store_config", "storage_inventory"},
    "s3:GetBucketLogging": {"audit_logging"},
    "s3:GetBucketObjectLockConfiguration": {"audit_logging", "object_store_config"},
    "s3:GetBucketOwnershipControls": {"file_acl", "object_store_config", "storage_inventory"},
    "s3:GetBucketPolicy": {"file_acl", "object_store_config", "storage_inventory"},
    "s3:GetBucketPublicAccessBlock": {"file_acl", "object_store_config", "storage_inventory"},
    "s3:GetBucketVersioning": {"object_store_config"},
    "s3:GetEncryptionConfiguration": {"object_store_config", "storage_inventory"},
    "s3:GetLifecycleConfiguration": {"audit_logging", "object_store_config"},
    "s3:GetReplicationConfiguration": {"bucket_replication"},
}


@pytest.mark.parametrize("action", sorted(set(documented_actions()) - {"s3:ListAllMyBuckets"}))
def test_one_action_less_is_a_gap_that_names_it(action, door, tmp_path):
    guard, url = door
    guard.allowed.remove(action)
    found = collect(tmp_path, url, buckets=["kyc", "logs", "open"])
    assert {gap.kind for gap in found.gaps()} == KINDS[action]
    for gap in found.gaps():
        assert gap.reason == GapReason.DENIED
        assert action in gap.message
        assert action in gap.message_zh
        assert gap.partial == bool(found.rows(gap.kind))
    kinds = set(COLLECTOR.kinds(target(tmp_path, url).options))
    for kind in kinds - KINDS[action]:
        assert found.rows(kind) or kind == "bucket_replication"


def test_without_the_right_to_list_the_buckets_may_be_named(door, tmp_path):
    guard, url = door
    guard.allowed.remove("s3:ListAllMyBuckets")
    error = failure(tmp_path, url)
    assert (error.reason, "s3:ListAllMyBuckets" in error.message) == (GapReason.DENIED, True)
    found = collect(tmp_path, url, buckets=["kyc", "logs", "never-there"])
    assert [row["bucket"] for row in found.rows("object_store_config")] == ["kyc", "logs"]
    assert found.gaps() == []


def test_the_block_of_the_account_counts_on_aws(tmp_path, monkeypatch):
    """In this process, so that the addresses are those of AWS."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    account = "123456789012"
    with mock_aws():
        s3 = boto3.client("s3", region_name="eu-central-1")
        place = {"LocationConstraint": "eu-central-1"}
        s3.create_bucket(Bucket="open", CreateBucketConfiguration=place)
        s3.put_bucket_policy(Bucket="open", Policy=policy("open", "*"))
        own = {"endpoint": None, "tls": "verified", "region": "eu-central-1", "account_id": account}
        before = collect(tmp_path, "", **own)
        control = boto3.client("s3control", region_name="eu-central-1")
        control.put_public_access_block(AccountId=account, PublicAccessBlockConfiguration=BLOCK)
        after = collect(tmp_path, "", **own)
    assert before.gaps() == after.gaps() == []
    assert before.row("object_store_config", "open")["public_access"] is True
    assert after.row("object_store_config", "open")["public_access"] is False
    assert after.row("storage_inventory", "open")["country"] == "DE"
    assert after.row("object_store_config", "open")["region"] == "eu-central-1"


def doctor(folder: Path, url: str, **options: Any) -> list[Probe]:
    return list(COLLECTOR.probe(target(folder, url, **options), CONTEXT))


def test_doctor(door, tmp_path):
    guard, url = door
    checks = {one.check: one for one in doctor(tmp_path, url)}
    assert {name: one.ok for name, one in checks.items() if name != "clock"} == {
        "reach": True,
        "rights": True,
        "excess": True,
    }
    guard.allowed.add("s3:ListBucket")
    guard.allowed.remove("s3:GetBucketVersioning")
    (rights,) = (one for one in doctor(tmp_path, url) if one.check == "rights")
    assert (rights.ok, "s3:GetBucketVersioning" in rights.message) == (False, True)
    (excess,) = (one for one in doctor(tmp_path, url) if one.check == "excess")
    assert (excess.ok, "s3:ListBucket" in excess.message) == (False, True)


TARGETS = """\
- name: archive
  type: s3
  endpoint: {url}
  tls: none
  access_key: file:key
  secret_key: file:secret
  buckets: {buckets}
  stores: {stores}
- name: registers
  type: registers
  files:
    - {{kind: system_inventory, path: systems.csv}}
    - {{kind: integrity_monitoring, path: checks.csv}}
    - {{kind: dlp_scan, path: scan.csv}}
    - {{kind: kyc_documents, path: documents.csv}}
"""
FILES = {
    "key": "admin",
    "secret": "secret",
    "systems.csv": (
        "system_id,kind,holds_customer_info\nkyc,application,true\nscans,application,true\n"
    ),
    "checks.csv": "host,path,store_id,last_checked_at,mismatches\narchive,/,kyc,2026-11-20,0\n",
    "scan.csv": "finding_id,location,store_id,found_at,data_class\nF-1,s3,kyc,2026-11-20,none\n",
    "documents.csv": "doc_id,customer_id,kind,readable\nD-1,C-1,id_card,true\n",
}


def audited(folder: Path, url: str, buckets: str = '["*"]', other: Mapping[str, str] = {}) -> Run:
    targets = TARGETS.format(url=url, buckets=buckets, stores=json.dumps(STORES))
    return auditing.audit(folder, targets, *CONTROLS, files=FILES | other)


def test_planted_faults_are_found(door, tmp_path):
    done = audited(tmp_path, door[1])
    found = {
        control: {re.sub(r"scan-1\*\*\*00#[0-9a-f]{16}", "scan", one) for one in subjects}
        for control in CONTROLS
        if (subjects := auditing.subjects(done, control))
    }
    assert found == {
        "CIC-017c": {
            "archive//open//entries",
            "archive//scan//entries",
            "open/public_access",
            "scan/public_access",
        },
        "CIC-025d": {"open/lifecycle_expire_days", "scan/lifecycle_expire_days"},
        "KYC-303b": {
            "open",
            "open/object_lock",
            "open/public_access",
            "open/versioning",
            "scan",
            "scan/object_lock",
            "scan/public_access",
            "scan/versioning",
        },
        "LOG-001": {"scans/access log of open/enabled"},
        "SYS-005": {"open", "open/encryption", "scan", "scan/encryption"},
    }
    place = {one.location.file for one in auditing.outcome(done, "LOG-001").findings}
    assert place == {"s3/archive/open"}


def test_no_false_alarm_on_hardened_buckets(door, tmp_path):
    one_system = {"systems.csv": FILES["systems.csv"].rpartition("scans")[0]}
    done = audited(tmp_path, door[1], '["kyc", "logs"]', one_system)
    for one in done.environments[0].outcomes:
        assert (one.control, one.verdict, one.findings) == (one.control, "pass", ()), one


def test_reports_hold_no_identifier_and_are_the_same_twice(door, tmp_path):
    one, two = (audited(tmp_path, door[1]) for _ in range(2))
    for name in ("text", "json", "sarif"):
        (report,) = (one for one in BUILTIN if one.name == name)
        first, second = (b"".join(report.render(run, ReportOptions())) for run in (one, two))
        assert first == second
        assert PHONE.encode() not in first


def failure(folder: Path, url: str, **options: Any) -> GapError:
    with pytest.raises(GapError) as caught:
        collect(folder, url, **options)
    assert caught.value.message_zh
    return caught.value


def test_unreachable_stores(tmp_path):
    for url, words in (
        (f"http://127.0.0.1:{free_port()}", "refused"),
        ("http://nobody.invalid", "not known"),
    ):
        error = failure(tmp_path, url)
        assert (error.reason, words in error.message) == (GapReason.UNREACHABLE, True), (
            error.message
        )


def test_a_hanging_store_is_a_timeout(tmp_path):
    with silent_server() as port:
        began = time.monotonic()
        error = failure(tmp_path, f"http://127.0.0.1:{port}", timeout=1)
    assert error.reason == GapReason.TIMEOUT
    assert time.monotonic() - began < 15


@pytest.mark.parametrize(("days", "words"), [(30, "self-signed"), (-1, "expired")])
def test_certificates(days, words, store, tmp_path):
    pair = self_signed(tmp_path / "tls", days=days)
    with Door(store, documented_actions()).open(pair) as url:
        given = {"ca": str(pair[0])} if days < 0 else {}
        error = failure(tmp_path, url, **given)
        assert (error.reason, words in error.message) == (GapReason.UNREACHABLE, True), (
            error.message
        )
        if days > 0:
            assert collect(tmp_path, url, ca=str(pair[0])).gaps() == []
        assert collect(tmp_path, url, tls="unverified").gaps() == []


def test_a_store_killed_in_the_middle_and_many_buckets(tmp_path):
    number = 120
    with moto() as server:
        s3 = client(server.url)
        for count in range(number):
            s3.create_bucket(Bucket=f"bucket-{count:04}")
        guard = Door(server.url, documented_actions())
        with guard.open() as url:
            before, began = peak(), time.monotonic()
            few = collect(tmp_path, url, leave_out=ALL - {"bucket_replication"}, max_rows=50)
            assert time.monotonic() - began < 20
            assert peak() - before < 100_000
            (gap,) = few.gaps()
            assert (gap.partial, "max_rows" in gap.message) == (True, True)

            def dying(action: str) -> None:
                if len(guard.asked) == 300:
                    server.process.kill()
                    server.process.wait()

            guard.before = dying
            found = collect(tmp_path, url)
    held = len(found.rows("object_store_config"))
    assert 0 < held < number
    for kind in ALL:
        (gap,) = found.gaps(kind)
        assert (gap.reason, gap.partial) == (GapReason.UNREACHABLE, True)


ALL = frozenset(COLLECTOR.kinds(COLLECTOR.options()))


def peak() -> int:
    """Kilobytes of memory at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def test_seaweedfs(tmp_path):
    with seaweedfs(tmp_path) as url:
        s3 = ready(url)
        s3.create_bucket(Bucket="kyc", ObjectLockEnabledForBucket=True)
        s3.put_object_lock_configuration(
            Bucket="kyc",
            ObjectLockConfiguration={
                "ObjectLockEnabled": "Enabled",
                "Rule": {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": 30}},
            },
        )
        s3.create_bucket(Bucket="open")
        s3.put_bucket_policy(Bucket="open", Policy=policy("open", "*"))
        found = collect(tmp_path, url)
        (tmp_path / "wrong").write_text("wrong")
        error = failure(tmp_path, url, secret_key="file:wrong")
    assert error.reason == GapReason.DENIED
    assert found.gaps() == []
    assert found.row("object_store_config", "kyc") == {
        "bucket": "kyc",
        "store_id": "kyc",
        "public_access": False,
        "encryption": "none",
        "versioning": True,
        "object_lock": True,
        "_loc": {"file": "s3/archive/kyc"},
    }
    assert found.row("object_store_config", "open")["public_access"] is True
    assert found.row("file_acl", "open")["entries"][0]["principal"] == "everyone"
    assert found.row("audit_logging", "kyc")["enabled"] is False


def ready(url: str) -> Any:
    """A client, once the gateway serves."""
    s3, end = client(url), time.monotonic() + 30
    while True:
        try:
            s3.list_buckets()
            return s3
        except Exception:
            assert time.monotonic() < end
            time.sleep(0.2)
