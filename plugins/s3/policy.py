"""Bucket policies: whom they let in, and whether that is everybody.

"Public" is read as AWS defines it: anybody is let in unless a condition holds the statement to
fixed values of certain keys. What is not understood lets everybody in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Any

POSITIVE = frozenset(
    {"stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike", "ipaddress"}
)
FIXED = frozenset(
    f"aws:{name}"
    for name in (
        "principalaccount",
        "principalarn",
        "principalorgid",
        "principalorgpaths",
        "sourceaccount",
        "sourcearn",
        "sourceip",
        "sourceorgid",
        "sourceorgpaths",
        "sourceowner",
        "sourcevpc",
        "sourcevpce",
        "userid",
        "vpceaccount",
        "vpceorgid",
    )
) | {
    "s3:dataaccesspointaccount",
    "s3:dataaccesspointarn",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
}
WIDEST = {4: 8, 6: 32}
"""Shortest prefix of a network that is not everybody."""
EVERYBODY = ("other", "everyone")
ARN = re.compile(r"arn:[^:]*:(?:iam|sts)::(\d*):(user|role|assumed-role|federated-user)/(.+)")
ROOT = re.compile(r"(?:arn:[^:]*:iam::)?(\d{12})(?::root)?")


@dataclass(frozen=True, slots=True)
class Grant:
    """Whom a statement lets in, and to do what."""

    type: str
    principal: str
    permissions: frozenset[str]


def grants(text: str) -> list[Grant]:
    """What the statements of a policy allow.

    Raises:
        ValueError: this is no policy; nothing of it is quoted.
    """
    try:
        document = json.loads(text)
        statements = _listed(document["Statement"])
        return [one for statement in statements for one in _of_statement(statement)]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ValueError("the policy cannot be read") from None


def _of_statement(statement: dict[str, Any]) -> Iterator[Grant]:
    if statement["Effect"] != "Allow":
        return
    actions = [str(one) for one in _listed(statement.get("Action", []))]
    permissions = frozenset(actions or ["all but some"])
    narrowed = narrow(statement.get("Condition") or {})
    for kind, name in _principals(statement):
        if "*" in name and narrowed:
            yield Grant(*narrowed, permissions)
        elif "*" in name:
            yield Grant(*EVERYBODY, permissions)
        else:
            yield Grant(*_called(kind, name), permissions)


def _principals(statement: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Whom a statement names; all but some are everybody."""
    given = statement.get("Principal", "*")
    if isinstance(given, dict):
        for kind, names in given.items():
            yield from ((kind, str(name)) for name in _listed(names))
    else:
        yield "AWS", "*"


def narrow(condition: dict[str, Any]) -> tuple[str, str] | None:
    """The key and the values that a condition holds everybody to, or None."""
    for operator, tests in condition.items():
        if operator.lower().removeprefix("foranyvalue:") not in POSITIVE:
            continue
        for key, values in tests.items():
            texts = [str(value) for value in _listed(values)]
            if key.lower() in FIXED and texts and all(_fixed(key, text) for text in texts):
                return key, ", ".join(sorted(texts))
    return None


def _fixed(key: str, value: str) -> bool:
    if key.lower() == "aws:sourceip":
        try:
            network = ip_network(value, strict=False)
        except ValueError:
            return False
        return network.prefixlen >= WIDEST[network.version]
    parts = value.split(":")
    if value.startswith("arn:") and len(parts) > 5:
        return parts[4] != "" and not set(parts[4]) & set("*?$")
    return bool(value) and not set(value) & set("*?$")


def _called(kind: str, name: str) -> tuple[str, str]:
    """Type and name of one principal."""
    if kind == "CanonicalUser":
        return "user", name
    if kind != "AWS":
        return kind.lower(), name
    account, person = ROOT.fullmatch(name), ARN.fullmatch(name)
    if account:
        return "account", account[1]
    if person:
        path = person[3].split("/")
        return person[2].removeprefix("assumed-").removesuffix("-user"), path[
            0 if "assumed" in person[2] else -1
        ]
    return "user", name


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
