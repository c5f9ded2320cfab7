"""Options of an `itsm` target: where approvals are kept, and how they become rows."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from auditor.api import SecretRef

Text = Annotated[str, Field(min_length=1)]
Word = str | bool | int | float
Preset = Literal["generic", "jira", "jira-cloud", "servicenow", "dingtalk", "feishu"]


def check_path(path: str) -> str:
    """A JSONPath that can be read; where the library is missing the target says so later."""
    try:
        import jsonpath  # noqa: PLC0415 - an extra
    except ImportError:
        return path
    try:
        jsonpath.compile(path)
    except jsonpath.JSONPathError:
        raise ValueError(f"not a JSONPath: {path}") from None
    return path


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Pick(_Model):
    """Where a field comes from: the first of the paths or form labels that gives a value.

    Attributes:
        of: JSONPaths (they begin with `$`) or labels of the form.
        pick: which of several values: `one` takes none of them and reports it.
    """

    of: tuple[Text, ...] = Field(min_length=1)
    pick: Literal["one", "first", "last"] = "one"

    @field_validator("of", mode="before")
    @classmethod
    def _one_or_more(cls, found: object) -> object:
        return (found,) if isinstance(found, str) else found

    @field_validator("of")
    @classmethod
    def _readable(cls, found: tuple[str, ...]) -> tuple[str, ...]:
        for path in found:
            if path.startswith("$"):
                check_path(path)
        return found


class Page(_Model):
    """How the next page is asked for.

    Attributes:
        by: `offset` and `page` count, `cursor` repeats what the answer gave, `link` follows the
            header Link.
        param: parameter of offset, page number or cursor.
        size_param, size: parameter and number of items of a page.
        first: number of the first page.
        next: JSONPath of the cursor in an answer.
        total: JSONPath of the number of all items, or a header's name.
    """

    by: Literal["none", "offset", "page", "cursor", "link"] = "none"
    param: Text | None = None
    size_param: Text | None = None
    size: int = Field(default=100, ge=1, le=10_000)
    first: int = 1
    next: Text | None = None
    total: Text | None = None

    @model_validator(mode="after")
    def _complete(self) -> Page:
        if self.by in ("offset", "page", "cursor") and not self.param:
            raise ValueError(f"param: is needed for pages by {self.by}")
        if self.by == "cursor" and not self.next:
            raise ValueError("next: is needed for pages by cursor")
        for path in (self.next, self.total):
            if path and path.startswith("$"):
                check_path(path)
        return self


class ItsmSource(_Model):
    """One list of approvals: a REST path or a file, and its mapping to a kind.

    Attributes:
        kind: evidence kind of the rows.
        path: under the url of the target, with `params`.
        file: JSON file, or a pattern of several (`exports/*.json`).
        items: JSONPath of the approvals in an answer.
        fields: field of the kind to a JSONPath, a form label, a list of them, or `of` and `pick`.
        set: fields with the same value in all rows.
        values: field to the system's own words and the catalogue's value of each.
        error: JSONPath of a code in the answer that is 0 when all is well.
        timezone: of times without offset.
    """

    kind: Text
    path: Text | None = None
    file: Text | None = None
    params: dict[str, str] = {}
    items: Text | None = None
    fields: dict[str, Pick] = {}
    set: dict[str, Word] = {}
    values: dict[str, dict[str, Word]] = {}
    page: Page | None = None
    error: Text | None = None
    timezone: Text | None = None

    @field_validator("fields", mode="before")
    @classmethod
    def _short_forms(cls, found: object) -> object:
        if not isinstance(found, dict):
            return found
        return {
            name: one if isinstance(one, dict | Pick) else {"of": one}
            for name, one in found.items()
        }

    @field_validator("items", "error")
    @classmethod
    def _paths(cls, path: str | None) -> str | None:
        return check_path(path) if path else path

    @model_validator(mode="after")
    def _one_place(self) -> ItsmSource:
        if bool(self.path) == bool(self.file):
            raise ValueError("give either path: or file:")
        if self.path and (not self.path.startswith("/") or self.path.startswith("//")):
            raise ValueError("path: begins with one /")
        return self


class Rights(_Model):
    """How `auditor doctor` asks which rights the account of the token has.

    Attributes:
        path: under the url of the target, with `params`.
        names: JSONPath of the names of the rights that it has.
        allowed: names or patterns (`*:readonly`) of rights to read; others are too many.
        read_only: a right that takes all writing, whatever else the account has.
    """

    path: Annotated[str, Field(pattern=r"^/([^/]|$)")]
    params: dict[str, str] = {}
    names: Text
    allowed: tuple[Text, ...] = ()
    read_only: Text | None = None

    @field_validator("names")
    @classmethod
    def _readable(cls, path: str) -> str:
        return check_path(path)


class Options(_Model):
    """Keys of an `itsm` target.

    Attributes:
        url: of the system, for sources with a `path`.
        plaintext: allows http:// (the token can then be read on the way).
        preset: system whose usual forms are known.
        token: bearer token; with `user` the password of Basic authentication.
        token_header: header that holds the token as it is, instead of Authorization.
        ca: certificates to verify the server against.
        sources: lists of approvals.
        rights: where the system tells the rights of the account; presets know it.
        timeout: seconds for one answer.
        max_rows: rows of a source that are read at most.
    """

    url: Text | None = None
    plaintext: bool = False
    preset: Preset = "generic"
    token: SecretRef | None = None
    user: Text | None = None
    token_header: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+$")] | None = None
    ca: Text | None = None
    sources: tuple[ItsmSource, ...] = Field(min_length=1)
    rights: Rights | None = None
    timeout: float = Field(default=30.0, gt=0, le=300)
    max_rows: int = Field(default=100_000, ge=1)

    @model_validator(mode="after")
    def _fits(self) -> Options:
        parts = urlsplit(self.url or "")
        if parts.scheme not in ("", "https", "http") or parts.query or "@" in parts.netloc:
            raise ValueError("url: expected https://HOST[:PORT][/PATH] without credentials")
        if parts.scheme == "http" and not self.plaintext:
            raise ValueError("url: http:// can be read on the way; use https:// or plaintext: true")
        if any(source.path for source in self.sources) and not parts.netloc:
            raise ValueError("url: is needed for sources with a path:")
        if self.preset == "generic" and not all(source.items for source in self.sources):
            raise ValueError("items: is needed without a preset")
        return self
