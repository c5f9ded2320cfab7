"""The REST side: one GET at a time, verified, bounded in time and size."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode, urljoin

from auditor.api import GapError, GapReason, Target, read_secret

Ask = Callable[[str], dict[str, Any]]
"""A path with its query under the url, and the answer: `status`, `headers`, `body`."""
MAX_PAGE = 64 << 20
HEADERS = ("link", "date", "x-total-count", "x-seraph-loginreason", "x-ausername")
RETRIED = (429, 502, 503, 504)


def question_of(path: str, params: Mapping[str, str]) -> str:
    """Path and query, the parameters in order of their names."""
    query = urlencode(sorted(params.items()))
    return path + ("&" if "?" in path else "?") * bool(query) + query


def asker(target: Target) -> Ask:
    """Asks the server of a target.

    Raises:
        GapError: when asked; denied (no secret), unreachable, timeout, invalid.
    """
    import requests  # noqa: PLC0415 - start-up time
    from requests.adapters import HTTPAdapter  # noqa: PLC0415
    from urllib3.util import Retry  # noqa: PLC0415

    options = target.options
    session = requests.Session()
    # A server may ask to be left alone for hours (Retry-After): that is no reason to hang.
    retry = Retry(
        total=2,
        connect=0,
        read=False,
        status_forcelist=RETRIED,
        backoff_factor=0.3,
        respect_retry_after_header=False,
        raise_on_status=False,
    )
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    session.headers.update({"Accept": "application/json", "User-Agent": "auditor"})
    signed = _signed(target)
    verify: Any = str(target.base / options.ca) if options.ca else True

    def ask(question: str) -> dict[str, Any]:
        url = urljoin(options.url.rstrip("/") + "/", "." + question)
        try:
            with session.get(
                url,
                auth=signed,
                verify=verify,
                timeout=options.timeout,
                allow_redirects=False,
                stream=True,
            ) as response:
                found = {name.lower(): text for name, text in response.headers.items()}
                return {
                    "status": response.status_code,
                    "headers": {name: found[name] for name in HEADERS if name in found},
                    "body": _json(_body(response.raw, options.timeout)),
                }
        except OSError as error:  # requests' own errors are of this kind
            raise _failure(error) from None

    return ask


def _signed(target: Target) -> Callable[[Any], Any]:
    """Signs a request itself, so that no ~/.netrc does it."""
    import requests  # noqa: PLC0415

    options = target.options
    token = read_secret(options.token, target.base) if options.token else ""
    basic = requests.auth.HTTPBasicAuth(options.user, token) if options.user else None

    def sign(request: Any) -> Any:
        if basic:
            return basic(request)
        if token and options.token_header:
            request.headers[options.token_header] = token
        elif token:
            request.headers["Authorization"] = f"Bearer {token}"
        return request

    return sign


def _body(raw: Any, seconds: float) -> bytes:
    from urllib3.exceptions import HTTPError  # noqa: PLC0415

    parts, size, end = [], 0, time.monotonic() + seconds
    try:
        while part := raw.read1(1 << 16, decode_content=True):
            parts.append(part)
            size += len(part)
            if size > MAX_PAGE:
                en, zh = f"an answer of more than {MAX_PAGE >> 20} MB", "应答过大"
                raise GapError(GapReason.INVALID, en, None, zh)
            if time.monotonic() > end:
                raise TimeoutError
    except HTTPError as error:
        kind = TimeoutError if "timed out" in str(error).lower() else ConnectionError
        raise kind from None
    return b"".join(parts)


def _json(body: bytes) -> Any:
    """The document, or None for what is no JSON (a page for logging in, perhaps)."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _failure(error: OSError) -> GapError:
    import requests  # noqa: PLC0415

    if isinstance(error, requests.exceptions.SSLError):
        en, zh = "the server's certificate does not verify (see ca)", "服务器证书验证失败(见 ca)"
        return GapError(GapReason.UNREACHABLE, en, None, zh)
    if isinstance(error, requests.exceptions.Timeout | TimeoutError):
        en, zh = "the server did not answer in time (see timeout)", "服务器未在时限内应答"
        return GapError(GapReason.TIMEOUT, en, None, zh)
    if isinstance(error, FileNotFoundError) or "CA certificate" in str(error):
        en, zh = "the file of ca is missing or holds no certificate", "ca 文件缺失或不含证书"
        return GapError(GapReason.ABSENT, en, None, zh)
    en, zh = "the server cannot be reached, or hung up", "无法连接服务器,或连接中断"
    return GapError(GapReason.UNREACHABLE, en, None, zh)


def refusal(answer: Mapping[str, Any], path: str) -> GapError | None:
    """Why an answer is none, if so. Jira answers strangers with what everyone may see."""
    status, headers = answer["status"], answer["headers"]
    stranger = (
        "FAILED" in headers.get("x-seraph-loginreason", "")
        or headers.get("x-ausername", "") == "anonymous"
    )
    if status == 401 or stranger:
        en, zh = "the token is refused (option token)", "令牌被拒绝(选项 token)"
        return GapError(GapReason.DENIED, en, None, zh)
    if status == 403:
        en = f"the account of the token wants the right to read {path}"
        return GapError(GapReason.DENIED, en, None, f"令牌的账户需要读取 {path} 的权限")
    if status in (404, 410):
        return GapError(GapReason.ABSENT, f"there is no {path}", None, f"{path} 不存在")
    if status in RETRIED or status >= 500:
        en, zh = f"the server answers with status {status}", f"服务器返回状态 {status}"
        return GapError(GapReason.UNREACHABLE, en, None, zh)
    if status != 200 or answer["body"] is None:
        en = f"status {status} and no JSON, perhaps a page for logging in"
        return GapError(GapReason.INVALID, en, None, f"状态 {status},应答不是 JSON(可能是登录页)")
    return None
