"""Whether the account of the token may do more than read, as far as the system tells."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase

from auditor.api import GapError, GapReason, Probe
from auditor.api.probes import listed, unknown
from auditor_plugins.itsm.client import Ask, question_of, refusal
from auditor_plugins.itsm.options import Rights
from auditor_plugins.itsm.paths import WHOLE, Paths


def excess(ask: Ask, rights: Rights | None, error: str = "") -> Probe:
    """The rights beyond reading; where they cannot be told, that. `error` is the JSONPath of a code
    that is 0 when all is well.
    """
    if rights is None:
        en = "no request is known that tells the rights of the account (option rights)"
        return unknown("excess", en, "不知如何查询该账户的权限(选项 rights)")
    try:
        held = _held(ask, rights, error)
    except GapError as problem:
        return unknown("excess", problem.message, problem.message_zh)
    if rights.read_only in held:
        return Probe("excess", True, f"{rights.read_only} keeps it from writing", "该账户只读")
    more = [one for one in held if not any(fnmatchcase(one, known) for known in rights.allowed)]
    if not more:
        return Probe("excess", True, "no right beyond reading", "没有读取以外的权限")
    text = f"the account of the token has more rights than it needs: {listed(more)}"
    return Probe("excess", False, text, f"令牌的账户权限过大:{listed(more)}")


def _held(ask: Ask, rights: Rights, error: str) -> Sequence[str]:
    """The names of the rights, sorted.

    Raises:
        GapError: the request is refused, or tells none: an account that may read has one.
    """
    answer, paths = ask(question_of(rights.path, rights.params)), Paths()
    if refused := refusal(answer, rights.path):
        raise refused
    codes = paths.values(answer["body"], error) if error else []
    found = paths.values(answer["body"], rights.names)
    names = sorted({one for one in found if isinstance(one, str) and one})
    if not names or len(found) > len([one for one in found if isinstance(one, str)]):
        en, zh = f"{rights.path} names no rights", f"{rights.path} 未列出权限"
        raise GapError(GapReason.INVALID, en, None, zh)
    if any(str(code) not in WHOLE for code in codes):
        en, zh = f"{rights.path} answers with an error code", f"{rights.path} 返回错误码"
        raise GapError(GapReason.INVALID, en, None, zh)
    return names
