"""JSONPaths, compiled once each."""

from __future__ import annotations

from functools import cache
from typing import Any

from auditor.api import GapError, GapReason

WHOLE = ("0", "None", "", "False")
"""What an error code is when all is well."""


class Paths:
    """Asks documents by JSONPath.

    Raises:
        GapError: absent; the library is not installed.
    """

    def __init__(self) -> None:
        try:
            import jsonpath  # noqa: PLC0415 - an extra
        except ImportError:
            en = "the package python-jsonpath is not installed: pip install auditor[itsm]"
            zh = "未安装 python-jsonpath:pip install auditor[itsm]"
            raise GapError(GapReason.ABSENT, en, None, zh) from None
        self._errors = jsonpath.JSONPathError
        self._compile = cache(jsonpath.compile)

    def values(self, document: Any, path: str) -> list[Any]:
        """All values at the path; none where it fits nothing."""
        try:
            return list(self._compile(path).findall(document))
        except (self._errors, TypeError, RecursionError):
            return []

    def items(self, document: Any, path: str, error: str = "") -> list[Any]:
        """The objects at the path of items.

        Raises:
            GapError: invalid; the document reports an error, or has no such place. Only an empty
                list at that place says that there are none.
        """
        if error and any(str(code) not in WHOLE for code in self.values(document, error)):
            en = "the system reports an error instead of approvals"
            raise GapError(GapReason.INVALID, en, None, "系统返回的是错误而不是审批")
        found = self.values(document, path)
        if any(not isinstance(one, dict) for one in found):
            en = "items: the path leads to what is no object"
            raise GapError(GapReason.INVALID, en, None, "items: 路径指向的不是对象")
        if not found and not self._is_empty(document, path):
            en = "items: there is nothing at the path, not even an empty list"
            raise GapError(GapReason.INVALID, en, None, "items: 该路径下没有内容,也没有空列表")
        return found

    def _is_empty(self, document: Any, path: str) -> bool:
        if path.endswith("[*]"):
            return [] in self.values(document, path.removesuffix("[*]"))
        return document == []
