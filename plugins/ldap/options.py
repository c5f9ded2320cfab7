"""Options of an `ldap` target, as written in the configuration."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from auditor.api import SecretRef

CharacterClass = Literal["upper", "lower", "digit", "special"]
EvidenceKind = Literal["account_inventory", "directory_groups", "lockout_policy", "password_policy"]


class CheckModule(BaseModel):
    """What a password filter beside the policy enforces, which no directory tells."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    required_classes: tuple[CharacterClass, ...] = ()
    dictionary_check: bool = False
    user_info_check: bool = False


class Options(BaseModel):
    """What an `ldap` target may say.

    Attributes:
        url: `ldaps://host[:port]`, or `ldap://host[:port]`, which then uses StartTLS.
        tls: `unverified` accepts any certificate, `none` speaks in the clear.
        ca: file of CA certificates, relative to the configuration; the system's without it.
        bind_dn: whom to bind as; anonymous without it.
        password: where the password of `bind_dn` is.
        base: subtree of accounts and groups; the first naming context without it.
        policy_base: subtree of password policies (OpenLDAP), where it is not below `base`.
        default_policy: DN of the default policy (OpenLDAP's `ppolicy_default`).
        accounts: filter that tells accounts from other entries.
        account_attribute: attribute with the account's name (`uid`, in AD `sAMAccountName`).
        person_attribute: attribute with the staff number of the person.
        owners: account to the person who answers for it.
        service_accounts: patterns of names of accounts that services use.
        shared_accounts: patterns of names of accounts that several persons use.
        persons_using: pattern of account names to how many persons know the password.
        privileged_groups: patterns of names or DNs of groups that give rights of administration.
        check_module: what a password filter enforces beside the policy.
        timeout: seconds for each answer of the server.
        max_rows: how many accounts, and how many groups, are read at most.
        leave_out: evidence kinds that another target delivers.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str = Field(pattern=r"^ldaps?://[^/\s@]+/?$")
    tls: Literal["verified", "unverified", "none"] = "verified"
    ca: str | None = None
    bind_dn: str | None = None
    password: SecretRef | None = None
    base: str | None = None
    policy_base: str | None = None
    default_policy: str | None = None
    accounts: str | None = Field(default=None, pattern=r"^\(.*\)$")
    account_attribute: str | None = None
    person_attribute: str = "employeeNumber"
    owners: dict[str, str] = Field(default_factory=dict)
    service_accounts: tuple[str, ...] = ()
    shared_accounts: tuple[str, ...] = ()
    persons_using: dict[str, int] = Field(default_factory=dict)
    privileged_groups: tuple[str, ...] = ()
    check_module: CheckModule = CheckModule()
    timeout: int = Field(default=10, gt=0, le=120)
    max_rows: int = Field(default=200_000, gt=0)
    leave_out: frozenset[EvidenceKind] = frozenset()

    @model_validator(mode="after")
    def _whole(self) -> Options:
        if bool(self.bind_dn) != bool(self.password):
            raise ValueError("`bind_dn` and `password` go together")
        if self.tls == "none" and self.url.startswith("ldaps:"):
            raise ValueError("`tls: none` does not go with ldaps://")
        return self


def matches(name: str, patterns: tuple[str, ...]) -> bool:
    """True when the name, in any case, is one of the patterns."""
    low = name.lower()
    return any(fnmatchcase(low, pattern.lower()) for pattern in patterns)
