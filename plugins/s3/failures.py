"""What went wrong, as a gap: told by kind and never in the store's own words, which may quote."""

from __future__ import annotations

from auditor.api import GapError, GapReason
from auditor_plugins.s3.options import Options

CREDENTIALS = {
    "InvalidAccessKeyId": ("the access key is not known", "访问密钥未知"),
    "SignatureDoesNotMatch": ("the secret key is wrong", "密钥错误"),
    "ExpiredToken": ("the session has expired", "会话已过期"),
    "InvalidToken": ("the session token is not valid", "会话令牌无效"),
    "InvalidClientTokenId": ("the access key is not known", "访问密钥未知"),
    "RequestTimeTooSkewed": ("the clocks differ by more than 15 minutes", "时钟相差超过15分钟"),
}
TIMEOUTS = frozenset({"ConnectTimeoutError", "ReadTimeoutError"})
LOST = frozenset(
    {
        "EndpointConnectionError",
        "ConnectionError",
        "ConnectionClosedError",
        "HTTPClientError",
        "ResponseStreamingError",
    }
)
CERTIFICATE = (
    ("expired", "its certificate has expired", "证书已过期"),
    ("self-signed", "its certificate is self-signed: see `ca`", "证书为自签名:见 ca"),
    ("self signed", "its certificate is self-signed: see `ca`", "证书为自签名:见 ca"),
    ("mismatch", "its certificate is for another name", "证书名称不符"),
    (
        "",
        "its certificate does not verify, or TLS failed: see `ca`",
        "证书未通过验证或 TLS 失败:见 ca",
    ),
)
NOT_KNOWN = (
    "Name or service",
    "Could not resolve",
    "name resolution",
    "nodename",
    "NameResolution",
)


def refused(code: str, options: Options) -> GapError | None:
    """The gap of credentials that the store does not take, which holds for every question."""
    if code not in CREDENTIALS:
        return None
    text, text_zh = CREDENTIALS[code]
    return _gap(GapReason.DENIED, text, text_zh, options)


def as_gap(error: Exception, options: Options) -> GapError:
    """The gap of a store that cannot be asked."""
    name, said = type(error).__name__, f"{error} {getattr(error, 'kwargs', {}).get('error', '')}"
    if name in TIMEOUTS:
        return _gap(GapReason.TIMEOUT, "no answer in time", "未在时限内应答", options)
    if "Credential" in name or name == "ProfileNotFound":
        text = "no credentials were found: set `access_key` and `secret_key`"
        return _gap(GapReason.DENIED, text, "没有凭据:请设置 access_key 和 secret_key", options)
    if name == "SSLError" or "CERTIFICATE" in said:
        _, text, text_zh = next(row for row in CERTIFICATE if row[0] in said)
        return _gap(GapReason.UNREACHABLE, text, text_zh, options)
    if any(sign in said for sign in NOT_KNOWN):
        return _gap(GapReason.UNREACHABLE, "its name is not known", "无法解析主机名", options)
    if name in LOST or isinstance(error, OSError):
        text = "the connection was refused or lost"
        return _gap(GapReason.UNREACHABLE, text, "连接被拒绝或中断", options)
    text = f"the answer could not be used ({name})"
    return _gap(GapReason.INVALID, text, f"无法使用其应答({name})", options)


def _gap(reason: GapReason, text: str, text_zh: str, options: Options) -> GapError:
    where = options.endpoint or "AWS S3"
    return GapError(reason, f"{where}: {text}", None, f"{where}:{text_zh}")
