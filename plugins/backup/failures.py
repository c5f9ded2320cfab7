"""Why a tool failed, from its exit code and what it wrote; its words are never repeated."""

from __future__ import annotations

import re
from typing import Any

from auditor.api import GapError, GapReason

Kind = tuple[GapReason, str, str]
# In this order: restic asks "is there a repository" whatever went wrong.
SIGNS: tuple[tuple[str, Kind], ...] = (
    (
        r"wrong password|no key found|empty password|passphrase",
        (
            GapReason.DENIED,
            "the password (option password) does not open the repository",
            "口令(选项 password)无法打开备份库",
        ),
    ),
    (
        r"please run barman as",
        (
            GapReason.DENIED,
            "it wants to be run by the account of its own (barman_user)",
            "须以其专用账号(barman_user)运行",
        ),
    ),
    (
        r"x509|certificate",
        (
            GapReason.UNREACHABLE,
            "the certificate of the store does not verify (see ca)",
            "存储服务器的证书验证失败(见 ca)",
        ),
    ),
    (
        r"connection (refused|reset|closed|timed out)|no such host|could not resolve|no route"
        r"|network is unreachable|host key verification failed|i/o timeout|bad gateway"
        r"|service unavailable",
        (GapReason.UNREACHABLE, "the store does not answer", "存储服务器没有应答"),
    ),
    (
        r"key ?file .* (not|no )|no key file",
        (GapReason.DENIED, "the key of the repository is missing (see key_file)", "缺少密钥文件"),
    ),
    (
        r"permission ?denied|access ?denied|forbidden|unauthorized|\b40[13]\b|permissionerror",
        (
            GapReason.DENIED,
            "the repository may not be read: its folders and files want the right to read",
            "无权读取备份库:其目录和文件需要读权限",
        ),
    ),
    (
        r"already locked|acquire the lock|lock.{0,40}timeout",
        (GapReason.UNREACHABLE, "another process holds the repository locked", "备份库被锁定"),
    ),
    (
        r"does not exist|is there a repository|no such file|not a valid repository|not found",
        (GapReason.ABSENT, "there is no such repository", "没有该备份库"),
    ),
)


def sign_of(answer: dict[str, Any]) -> Kind | None:
    """What the error text of an answer tells, if anything that we know."""
    text = answer["err"].lower()
    return next((kind for pattern, kind in SIGNS if re.search(pattern, text)), None)


def error_of(tool: str, answer: dict[str, Any]) -> GapError:
    """The gap of a tool that failed."""
    reason, en, zh = sign_of(answer) or _unknown(answer["code"])
    return GapError(reason, f"{tool}: {en}", None, f"{tool}:{zh}")


def _unknown(code: int) -> Kind:
    if code < 0:
        return GapReason.UNREACHABLE, f"it was ended by signal {-code}", f"被信号 {-code} 终止"
    if code == 0:
        return GapReason.INVALID, "it could not load all snapshots", "未能载入全部快照"
    return GapReason.INVALID, f"it failed with exit code {code}", f"以退出码 {code} 失败"
