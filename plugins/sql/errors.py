"""What a database said went wrong, as a gap. Its words are looked at and never shown."""

from __future__ import annotations

from typing import Any

from auditor.api import GapError, GapReason

DENIED_STATES = frozenset(("42501", "28000", "28P01"))
DENIED_CODES = frozenset((1044, 1045, 1130, 1142, 1143, 1227, 1370, 1698, 1820, 3118, 3159, 4151))
ABSENT_STATES = frozenset(("42P01", "42703", "3D000", "3F000"))
ABSENT_CODES = frozenset((1049, 1054, 1146))
SLOW_STATES = frozenset(("57014", "55P03"))
SLOW_CODES = frozenset((1205, 1317, 1969, 3024))
LOST_CODES = frozenset((2003, 2006, 2013, 2014, 2055))
UNORDERED_STATES = frozenset(("42883",))
UNTRUSTED = ("certificate", "ssl", "tls")
DENIED_WORDS = (
    *("permission denied", "access denied", "not authorized", "authentication failed"),
    *("pg_hba.conf", "login failed", "insufficient privileg", "no password supplied"),
)
ABSENT_WORDS = ("no such table", "no such column", "does not exist", "unknown database")
SLOW_WORDS = ("timed out", "timeout", "interrupted")


def reason_of(error: Exception, connecting: bool = False) -> GapReason:
    """The reason in an error of SQLAlchemy or of the driver behind it."""
    orig = getattr(error, "orig", None) or error
    state = str(getattr(orig, "sqlstate", None) or getattr(orig, "pgcode", None) or "")
    code = orig.args[0] if orig.args and isinstance(orig.args[0], int) else 0
    text = str(orig).lower()
    lost = code in LOST_CODES or bool(getattr(error, "connection_invalidated", False))
    told = (
        (GapReason.DENIED, state in DENIED_STATES or code in DENIED_CODES),
        (GapReason.ABSENT, state in ABSENT_STATES or code in ABSENT_CODES),
        (GapReason.TIMEOUT, state in SLOW_STATES or code in SLOW_CODES or _has(text, SLOW_WORDS)),
        (GapReason.DENIED, not state and _has(text, DENIED_WORDS)),
        (GapReason.ABSENT, not state and _has(text, ABSENT_WORDS)),
        (GapReason.UNREACHABLE, lost or state[:2] in ("08", "57") or connecting),
    )
    return next((reason for reason, is_so in told if is_so), GapReason.INVALID)


def refusal(error: Exception, where: str, user: str) -> GapError:
    """Why there is no session."""
    text = str(getattr(error, "orig", None) or error).lower()
    reason = reason_of(error, connecting=True)
    if reason is GapReason.UNREACHABLE and _has(text, UNTRUSTED):
        en = f"{where}: the certificate does not verify, or the server offers no TLS"
        return GapError(reason, en, None, f"{where}：证书校验失败，或服务器未启用 TLS")
    if _is_no_use(error):
        en = f"{where}: user {user} may not use the database; GRANT CONNECT or a right within it"
        return GapError(reason, en, None, f"{where}：用户 {user} 无权使用该数据库，需授予连接权限")
    en, zh = {
        GapReason.DENIED: (
            f"user {user} is not let in: check password:, and the server's rules for this host",
            f"用户 {user} 无法登录；请检查 password: 和服务器的访问规则",
        ),
        GapReason.ABSENT: ("there is no such database", "没有这个数据库"),
        GapReason.TIMEOUT: ("it does not answer in time", "未能及时应答"),
    }.get(reason, ("the server cannot be reached", "无法连接服务器"))
    return GapError(reason, f"{where}: {en}", None, f"{where}：{zh}")


def failure(error: Exception, needs: str, timeout: float) -> GapError:
    """Why a table could not be read; `needs` is the grant to name where it is refused."""
    reason = reason_of(error)
    state = str(getattr(getattr(error, "orig", None), "sqlstate", None) or "")
    if state in UNORDERED_STATES:
        en = "its rows cannot be put in order by all columns; name some under order_by:"
        return GapError(reason, en, None, "无法按全部列排序；请在 order_by: 中指定列")
    name = type(getattr(error, "orig", None) or error).__name__
    en, zh = {
        GapReason.DENIED: (f"may not be read; {needs}", f"无权读取；{needs}"),
        GapReason.ABSENT: (
            "there is no such table or column, or it may not be seen",
            "没有该表或列，或无权查看",
        ),
        GapReason.TIMEOUT: (f"no answer within {timeout:g} s", f"{timeout:g} 秒内没有应答"),
        GapReason.UNREACHABLE: ("the connection was lost", "连接中断"),
    }.get(reason, (f"the database cannot carry it out ({name})", f"数据库无法执行（{name}）"))
    return GapError(reason, en, None, zh)


def _has(text: str, words: Any) -> bool:
    return any(word in text for word in words)


def _is_no_use(error: Exception) -> bool:
    """Whether the user was let in, and then may not use the database."""
    orig = getattr(error, "orig", None) or error
    code = orig.args[0] if orig.args else None
    return code == 1044 or "for database" in str(orig).lower()
