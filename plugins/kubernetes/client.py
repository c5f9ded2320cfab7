"""Questions to the API server: GET, in JSON, each with a time limit and a bound."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from auditor.api import GapError, GapReason, Target
from auditor_plugins.kubernetes.kubeconfig import Access, access
from auditor_plugins.kubernetes.objects import Ask

LARGEST = 64 << 20
"""Bytes of one answer."""
BUSY = (429, 503)
PATIENCE = 2.0
"""Seconds before a busy server is asked again, once."""


@contextmanager
def opened(target: Target) -> Iterator[Ask]:
    """A function that asks for a path and gives `{status, date, body}`.

    Raises:
        GapError: the kubeconfig cannot be used.
    """
    import urllib3  # noqa: PLC0415 - start-up time

    given = access(target)
    if target.options.tls == "unverified":
        urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
    names: dict[str, Any] = {"server_hostname": given.server_name} if given.server_name else {}
    pool = urllib3.PoolManager(
        ssl_context=given.tls, retries=False, num_pools=1, maxsize=1, **names
    )
    try:
        yield lambda question: _patient(pool, given, question, target.options.timeout)
    finally:
        pool.clear()


def _patient(pool: Any, given: Access, path: str, timeout: int) -> Any:
    answer = _asked(pool, given, path, timeout)
    if answer["status"] in BUSY:
        time.sleep(PATIENCE)
        answer = _asked(pool, given, path, timeout)
    return answer


def _asked(pool: Any, given: Access, path: str, timeout: int) -> Any:
    import urllib3  # noqa: PLC0415

    end = time.monotonic() + timeout
    headers = {"Accept": "application/json", "User-Agent": "auditor", **given.headers}
    limit = urllib3.Timeout(connect=timeout, read=timeout)
    try:
        response = pool.request(
            "GET",
            given.server + path,
            headers=headers,
            timeout=limit,
            redirect=False,
            preload_content=False,
        )
        try:
            return _answer(response, end)
        finally:
            response.close()
    except urllib3.exceptions.SSLError as error:
        raise _untrusted(error) from None
    except urllib3.exceptions.NewConnectionError:
        raise _away() from None
    except (urllib3.exceptions.TimeoutError, TimeoutError):
        raise _late(timeout) from None
    except (urllib3.exceptions.HTTPError, OSError):
        raise _away() from None


def _answer(response: Any, end: float) -> Any:
    data = bytearray()
    while piece := response.read1(1 << 16):
        data += piece
        if time.monotonic() > end:
            raise TimeoutError
        if len(data) > LARGEST:
            message = f"an answer is larger than {LARGEST} bytes (see page_size)"
            message_zh = f"应答超过 {LARGEST} 字节(见 page_size)"
            raise GapError(GapReason.INVALID, message, None, message_zh)
    try:
        body = json.loads(data or b"null")
    except (ValueError, RecursionError):
        body = None
    return {"status": response.status, "date": response.headers.get("Date", ""), "body": body}


def _untrusted(error: Exception) -> GapError:
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        message = "the certificate of the API server does not verify (see the option ca)"
        message_zh = "API 服务器的证书未通过验证(见选项 ca)"
    else:
        message, message_zh = "TLS with the API server failed", "与 API 服务器的 TLS 连接失败"
    return GapError(GapReason.UNREACHABLE, message, None, message_zh)


def _away() -> GapError:
    message = "the API server cannot be reached, or it broke off its answer"
    message_zh = "无法连接 API 服务器,或其应答中断"
    return GapError(GapReason.UNREACHABLE, message, None, message_zh)


def _late(timeout: int) -> GapError:
    message = f"the API server did not answer within {timeout} s"
    return GapError(GapReason.TIMEOUT, message, None, f"API 服务器 {timeout} 秒内未应答")
