"""Runs the command line in this process, as `auditor.__main__` does."""

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from auditor.__main__ import _run


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


@pytest.fixture
def auditor(monkeypatch, capfdbinary, tmp_path):
    """A function that runs `auditor ARGS` in an empty folder with a private state folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".state"))
    for name in ("LANG", "LC_ALL", "AUDITOR_LANG", "AUDITOR_MASKING_KEY"):
        monkeypatch.delenv(name, raising=False)

    def run(*args: str) -> Result:
        monkeypatch.setattr(sys, "argv", ["auditor", *map(str, args)])
        code = _run()
        out, err = capfdbinary.readouterr()
        return Result(code, out.decode(), err.decode())

    return run


LOANS = """\
借阅编号,借阅人,材料,份数,借出时间,归还时间,借阅理由,签名
LN-1,u101,客户合同,1,2026-11-10 09:00,2026-11-12 09:00,核对合同条款,u101
LN-2,u102,客户档案,1,2026-11-10 09:00,2026-11-18 09:00,核对客户档案,u102
"""
CONFIG = """\
version: 1
organisation: {name: 某银行, timezone: Asia/Shanghai}
environments:
  - name: branch-01
    profile: {base: none, include: [CIC-019-5b]}
    targets:
      - name: registers
        type: registers
        files:
          - kind: loan_register
            path: loans.csv
            columns:
              {loan_id: 借阅编号, borrower: 借阅人, item: 材料, copies: 份数, borrowed_at: 借出时间,
               returned_at: 归还时间, reason: 借阅理由, borrower_signature: 签名}
"""


@pytest.fixture
def branch(tmp_path: Path) -> Path:
    """A folder with a small configuration and one register, one loan overdue (line 3)."""
    (tmp_path / "auditor.yaml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "loans.csv").write_text(LOANS, encoding="utf-8")
    return tmp_path
