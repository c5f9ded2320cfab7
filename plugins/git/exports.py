"""What the APIs of GitHub, GitLab and Gitee say of repositories, their protection and members."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.api import GapError, GapReason, Item, Location
from auditor_plugins.git.remotes import address_of

LARGEST = 256 << 20
DEVELOPER = 30
"""Level of GitLab from which on a member may push."""
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """One JSON value of a file, the number of it counted from 1."""

    file: str
    number: int
    value: Any


def documents(base: Path, file: str) -> tuple[Document, ...]:
    """The members of the list or lists in a file, as pages of an API put one after the other.

    Raises:
        GapError: when it may not be read, or is no JSON.
    """
    at = Location(file)
    try:
        path = base / file
        if path.stat().st_size > LARGEST:
            raise GapError(GapReason.INVALID, f"{file} is larger than {LARGEST} bytes", at)
        values = _values(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise GapError(GapReason.ABSENT, f"{file} is missing", at, f"{file} 不存在") from None
    except OSError:
        text = f"{file} cannot be read; the auditing account needs r on it"
        raise GapError(GapReason.DENIED, text, at, f"{file} 无权读取,需要 r 权限") from None
    except (ValueError, RecursionError):
        raise GapError(
            GapReason.INVALID, f"{file}: expected JSON", at, f"{file}:应为 JSON"
        ) from None
    return tuple(Document(file, number, value) for number, value in enumerate(values, 1))


def _values(text: str) -> list[Any]:
    decoder, found, at = json.JSONDecoder(), [], 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        value, at = decoder.raw_decode(text, at)
        found += value if isinstance(value, list) else [value]
    return found


def repository(forge: str, value: Json) -> Item:
    """The fields of `repositories` that an entry of a forge's list gives, with `host` and `path`.

    Raises:
        KeyError, TypeError: when it is none.
    """
    address = address_of(value["web_url" if forge == "gitlab" else "html_url"])
    path = value["path_with_namespace" if forge == "gitlab" else "full_name"]
    if not (isinstance(path, str) and path and address.host):
        raise TypeError("expected a name and an address")
    row: Item = {
        "repository": f"{address.host}/{path}",
        "origin": "forge",
        "location": f"{address.host}/{path}",
        "visibility": _visibility(forge, value),
        "default_branch": value.get("default_branch"),
        "archived": value.get("archived"),
        "fork": "forked_from_project" in value if forge == "gitlab" else value.get("fork"),
    }
    kinds = {"default_branch": str, "archived": bool, "fork": bool, "visibility": str}
    return {
        name: field
        for name, field in row.items()
        if name not in kinds or isinstance(field, kinds[name])
    }


def _visibility(forge: str, value: Json) -> str | None:
    """Nothing where the entry does not say it."""
    said = value.get("visibility")
    if forge != "gitee" and said in ("public", "internal", "private"):
        return str(said)
    if value.get("internal") is True:
        return "internal"
    private = value.get("private", None if forge == "gitee" else said)
    return {True: "private", False: "public"}.get(private) if isinstance(private, bool) else None


def protection(forge: str, value: Json, branch: str | None) -> Item:
    """What an answer says of the default branch; nothing if it is about another branch."""
    if forge == "github":
        return _github(value)
    name = value.get("name")
    if branch is not None and name not in (branch, "*"):
        return {}
    if forge == "gitee":
        said = value.get("protected")
        return {"protected": said} if isinstance(said, bool) else {}
    row = {
        "protected": True,
        "force_push": value.get("allow_force_push"),
        "code_owner_reviews": value.get("code_owner_approval_required"),
    }
    return {name: field for name, field in row.items() if isinstance(field, bool)}


def _github(value: Json) -> Item:
    if "url" not in value:
        return {"protected": False} if value.get("message") == "Branch not protected" else {}
    reviews = value.get("required_pull_request_reviews") or {}
    return {
        "protected": True,
        "required_reviews": int(reviews.get("required_approving_review_count") or 0),
        "code_owner_reviews": reviews.get("require_code_owner_reviews") is True,
        "force_push": (value.get("allow_force_pushes") or {}).get("enabled") is True,
        "admins_bound": (value.get("enforce_admins") or {}).get("enabled") is True,
    }


def entries(forge: str, values: list[Any]) -> Iterator[Item]:
    """Members of a repository as entries of `file_acl`.

    Raises:
        KeyError, TypeError, AttributeError: when one is none.
    """
    for value in values:
        if "slug" in value:
            yield _entry("group", value["slug"], value["permission"] not in ("pull", "triage"))
        elif forge == "gitlab":
            yield _entry("user", value["username"], value["access_level"] >= DEVELOPER)
        else:
            rights = value["permissions"]
            yield _entry("user", value["login"], bool(rights.get("push") or rights.get("admin")))


def _entry(kind: str, name: str, writes: bool) -> Item:
    if not isinstance(name, str):
        raise TypeError("expected a name")
    return {"type": kind, "principal": name, "permissions": "rw-" if writes else "r--"}


def public(visibility: str | None) -> list[Item]:
    """Whom a visibility lets in beside the members."""
    words = {"public": ("other", "everyone"), "internal": ("group", "authenticated_users")}
    return [_entry(*words[visibility], False)] if visibility in words else []
