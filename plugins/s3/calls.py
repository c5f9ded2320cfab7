"""What is asked of each bucket, the action of IAM that it needs, and which answers mean "none"."""

from __future__ import annotations

from dataclasses import dataclass

ENCRYPTION, LOGGING = "encryption", "logging"
DENIED = frozenset(
    {"AccessDenied", "AccessDeniedException", "AllAccessDisabled", "Forbidden", "403"}
)
UNSUPPORTED = frozenset(
    {"NotImplemented", "XNotImplemented", "MethodNotAllowed", "NotSupported", "501", "405"}
)
LIST_ACTION = "s3:ListAllMyBuckets"
ACCOUNT_ACTION = "s3:GetAccountPublicAccessBlock"
ACCOUNT_ABSENT = "NoSuchPublicAccessBlockConfiguration"


@dataclass(frozen=True, slots=True)
class Call:
    """A method of the client, its action, and the errors that say that nothing is set."""

    method: str
    action: str
    absent: tuple[str, ...] = ()


CALLS = {
    "acl": Call("get_bucket_acl", "s3:GetBucketAcl"),
    ENCRYPTION: Call(
        "get_bucket_encryption",
        "s3:GetEncryptionConfiguration",
        (
            "ServerSideEncryptionConfigurationNotFoundError",
            "NoSuchEncryptionConfiguration",
            "ServerSideEncryptionConfigurationNotFound",
        ),
    ),
    "lifecycle": Call(
        "get_bucket_lifecycle_configuration",
        "s3:GetLifecycleConfiguration",
        ("NoSuchLifecycleConfiguration",),
    ),
    "location": Call("get_bucket_location", "s3:GetBucketLocation"),
    LOGGING: Call("get_bucket_logging", "s3:GetBucketLogging"),
    "object_lock": Call(
        "get_object_lock_configuration",
        "s3:GetBucketObjectLockConfiguration",
        ("ObjectLockConfigurationNotFoundError", "NoSuchObjectLockConfiguration"),
    ),
    "ownership": Call(
        "get_bucket_ownership_controls",
        "s3:GetBucketOwnershipControls",
        ("OwnershipControlsNotFoundError", "NoSuchOwnershipControls"),
    ),
    "policy": Call("get_bucket_policy", "s3:GetBucketPolicy", ("NoSuchBucketPolicy",)),
    "public_access_block": Call(
        "get_public_access_block", "s3:GetBucketPublicAccessBlock", (ACCOUNT_ABSENT,)
    ),
    "replication": Call(
        "get_bucket_replication",
        "s3:GetReplicationConfiguration",
        ("ReplicationConfigurationNotFoundError", "NoSuchReplicationConfiguration"),
    ),
    "versioning": Call("get_bucket_versioning", "s3:GetBucketVersioning"),
}
ACCESS = ("acl", "ownership", "policy", "public_access_block")
NEEDS: dict[str, tuple[str, ...]] = {
    "audit_logging": (LOGGING,),
    "bucket_replication": ("replication",),
    "file_acl": ACCESS,
    "object_store_config": (
        *ACCESS,
        ENCRYPTION,
        "lifecycle",
        "location",
        "object_lock",
        "versioning",
    ),
    "storage_inventory": (*ACCESS, ENCRYPTION, "location"),
}
"""What the rows of each kind rest on."""
LOG_BUCKET = ("lifecycle", "object_lock")
"""What the log of another bucket rests on."""
