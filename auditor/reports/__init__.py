"""Output formats, one file each."""

from auditor.reports.interface import BUILTIN, BuiltinReport

__all__ = ["BUILTIN", "BuiltinReport"]
