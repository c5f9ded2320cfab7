"""Page after page of a source, until there is no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from auditor.api import GapError, GapReason
from auditor_plugins.itsm.client import Ask, question_of, refusal
from auditor_plugins.itsm.options import Page
from auditor_plugins.itsm.paths import Paths


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of the server, resolved from the source and its preset."""

    url: str
    path: str
    params: Mapping[str, str]
    page: Page
    items: str
    error: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the pages were read."""

    pages: int
    seen: int
    is_done: bool


def items(ask: Ask, query: Query, paths: Paths) -> Iterator[tuple[Any, Any]]:
    """Each item with the answer that it stands in.

    Raises:
        GapError: a page is refused, repeats the one before, or fewer came than were counted.
    """
    seen, last, total = 0, None, None
    asked: set[str] = set()
    question: str | None = question_of(query.path, _params(query, 0, 0))
    while question is not None:
        answer = ask(question)
        if error := refusal(answer, query.path):
            raise error
        found = paths.items(answer["body"], query.items, query.error)
        asked.add(question)
        yield from ((item, answer["body"]) for item in found)
        seen, total = seen + len(found), _total(query.page, answer, paths)
        is_done = not found or (total is not None and seen >= total)
        question = _next(query, answer, paths, Progress(len(asked), seen, is_done))
        if question in asked or (found and found == last):
            en = "the server repeats a page: see param and size_param of page"
            raise GapError(GapReason.INVALID, en, None, "服务器重复返回同一页:见 page 的 param")
        last = found
    if total is not None and seen < total:
        en = f"the server counts {total} items and showed {seen}: the account of the token may not"
        zh = f"服务器共有 {total} 项,只返回 {seen} 项:令牌的账户无权读取其余各项"
        raise GapError(GapReason.DENIED, f"{en} read the others", None, zh)


def _params(query: Query, number: int, seen: int) -> dict[str, str]:
    page = query.page
    found = dict(query.params)
    if page.size_param:
        found[page.size_param] = str(page.size)
    if page.by == "offset" and page.param:
        found[page.param] = str(seen)
    if page.by == "page" and page.param:
        found[page.param] = str(page.first + number)
    return found


def _total(page: Page, answer: Mapping[str, Any], paths: Paths) -> int | None:
    if not page.total:
        return None
    if page.total.startswith("$"):
        told = next(iter(paths.values(answer["body"], page.total)), None)
    else:
        told = answer["headers"].get(page.total.lower())
    return int(str(told)) if str(told).isdecimal() else None


def _next(query: Query, answer: Mapping[str, Any], paths: Paths, progress: Progress) -> str | None:
    page = query.page
    if page.by == "cursor":
        cursor = next(iter(paths.values(answer["body"], page.next or "")), None)
        more = _params(query, 0, 0) | {page.param or "": str(cursor)}
        return question_of(query.path, more) if cursor else None
    if page.by == "link":
        return _link(query, answer["headers"].get("link", ""))
    if page.by == "none" or progress.is_done:
        return None
    return question_of(query.path, _params(query, progress.pages, progress.seen))


def _link(query: Query, header: str) -> str | None:
    import requests  # noqa: PLC0415 - start-up time

    links = requests.utils.parse_header_links(header) if header else []
    found = next((link["url"] for link in links if link.get("rel") == "next"), None)
    if found is None:
        return None
    own, other = urlsplit(query.url), urlsplit(found)
    base = own.path.rstrip("/")
    is_own = (other.scheme, other.netloc) in ((own.scheme, own.netloc), ("", ""))
    if not is_own or not other.path.startswith(base + "/"):
        # The token is for one server only.
        en = "the next page is said to be on another server"
        raise GapError(GapReason.INVALID, en, None, "下一页指向其他服务器")
    return other.path.removeprefix(base) + (f"?{other.query}" if other.query else "")
