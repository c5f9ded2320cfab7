"""What went wrong, as a gap: told by kind and never in the server's own words, which may quote."""

from __future__ import annotations

from auditor.api import GapError, GapReason
from auditor_plugins.ldap.options import Options

SIZE, SIZE_ZH = (
    'more entries than the server gives: olcLimits: dn.exact="BIND" size=unlimited',
    '条目数超过服务器上限:olcLimits: dn.exact="BIND" size=unlimited',
)
BY_TYPE: dict[str, tuple[GapReason, str, str]] = {
    "LDAPInvalidCredentialsResult": (
        GapReason.DENIED,
        "the bind was refused: unknown name, wrong, expired or locked password",
        "绑定被拒绝:名称未知,或密码错误、过期、锁定",
    ),
    "LDAPInsufficientAccessRightsResult": (
        GapReason.DENIED,
        "the server refuses the search: the bind DN needs `read`",
        "服务器拒绝查询:绑定 DN 需要 read 权限",
    ),
    "LDAPConfidentialityRequiredResult": (
        GapReason.DENIED,
        "the server demands TLS",
        "服务器要求使用 TLS",
    ),
    "LDAPStrongerAuthRequiredResult": (
        GapReason.DENIED,
        "the server demands TLS or signing: use ldaps://, or ldap:// without `tls: none`",
        "服务器要求使用 TLS 或签名:请用 ldaps://,或用 ldap:// 且不设 `tls: none`",
    ),
    "LDAPInappropriateAuthenticationResult": (
        GapReason.DENIED,
        "the server refuses this way of binding",
        "服务器拒绝此绑定方式",
    ),
    "LDAPOperationsErrorResult": (
        GapReason.DENIED,
        "the server answers to bound clients only: set `bind_dn` and `password`",
        "服务器只应答已绑定的客户端:请设置 bind_dn 和 password",
    ),
    "LDAPSizeLimitExceededResult": (GapReason.DENIED, SIZE, SIZE_ZH),
    "LDAPAdminLimitExceededResult": (GapReason.DENIED, SIZE, SIZE_ZH),
    "LDAPTimeLimitExceededResult": (
        GapReason.TIMEOUT,
        "the server gave the search up at its time limit",
        "服务器在时限内未完成查询",
    ),
    "LDAPInvalidFilterError": (
        GapReason.INVALID,
        "the filter of `accounts` cannot be used",
        "accounts 过滤条件无法使用",
    ),
    "LDAPReferralResult": (
        GapReason.INVALID,
        "the server refers to another one: give that server's url, or its own `base`",
        "服务器指向另一台服务器:请改用其 url 或本服务器的 base",
    ),
}
EARLY = {
    3: "LDAPTimeLimitExceededResult",
    4: "LDAPSizeLimitExceededResult",
    10: "LDAPReferralResult",
}
TIMED_OUT = ("timed out", "timeout", "no response", "Resource temporarily unavailable")
CERTIFICATE = (
    ("expired", "its certificate has expired", "证书已过期"),
    ("self-signed", "its certificate is self-signed: see `ca`", "证书为自签名:见 ca"),
    ("self signed", "its certificate is self-signed: see `ca`", "证书为自签名:见 ca"),
    ("CERTIFICATE_VERIFY", "its certificate does not verify: see `ca`", "证书未通过验证:见 ca"),
    ("ertificate", "its certificate is for another name", "证书名称不符"),
    ("ssl", "TLS could not be negotiated", "TLS 协商失败"),
    ("SSL", "TLS could not be negotiated", "TLS 协商失败"),
    ("wrap socket", "TLS could not be negotiated", "TLS 协商失败"),
)
UNREACHABLE = (
    ("refused", "the connection was refused", "连接被拒绝"),
    ("invalid server address", "its name is not known", "无法解析主机名"),
    ("Name or service", "its name is not known", "无法解析主机名"),
)


def as_gap(error: Exception, options: Options) -> GapError:
    """The gap of an error, with the address of the server before it."""
    return _gap(_told(error), options)


def ended(code: int, options: Options) -> GapError | None:
    """The gap of a search that gave entries and ended early, which ldap3 takes for a success."""
    name = EARLY.get(code)
    return _gap(BY_TYPE[name], options) if name else None


def _gap(told: tuple[GapReason, str, str], options: Options) -> GapError:
    reason, text, text_zh = told
    text, text_zh = (one.replace("BIND", options.bind_dn or "*") for one in (text, text_zh))
    return GapError(reason, f"{options.url}: {text}", None, f"{options.url}:{text_zh}")


def _told(error: Exception) -> tuple[GapReason, str, str]:
    known = BY_TYPE.get(type(error).__name__)
    if known:
        return known
    said = f"{type(error).__name__} {error}"
    for sign, text, text_zh in CERTIFICATE:
        if sign in said and not any(word in said for word in TIMED_OUT):
            return GapReason.UNREACHABLE, text, text_zh
    if any(word in said for word in TIMED_OUT):
        return GapReason.TIMEOUT, "no answer in time", "未在时限内应答"
    for sign, text, text_zh in UNREACHABLE:
        if sign in said:
            return GapReason.UNREACHABLE, text, text_zh
    return GapReason.UNREACHABLE, "the connection was lost", "连接中断"
