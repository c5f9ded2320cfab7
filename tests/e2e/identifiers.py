"""Identifiers of customers who do not exist, planted where a branch would have them, and a search
for them in whatever comes out.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

RESIDENT, RESIDENT_X = "110101190003071232", "11010119000101009X"
PHONE, SPACED, WIDE = "13987650001", "139 8765 0002", "13987650003"
CARD, CARD_16 = "6222020000000000018", "4556737000000015"
MAIL = "li.si0302@mailbox.example.org"
PLAIN = (RESIDENT, RESIDENT_X, PHONE, SPACED.replace(" ", ""), "13987650003", CARD, CARD_16, MAIL)
CUSTOMER_NUMBER = re.compile(r"C0001\d\d")
FOLDED = str.maketrans("", "", " -\u3000")


def leaked(outputs: Iterable[tuple[str, bytes]]) -> list[str]:
    """Which secrets stand in which output, in any form, and as plain digests."""
    return [f"{name}: {secret}" for name, data in outputs for secret in _in(data)]


def _in(data: bytes) -> list[str]:
    text = unicodedata.normalize("NFKC", data.decode("utf-8", "replace"))
    text += unicodedata.normalize("NFKC", data.decode("gb18030", "replace"))
    folded = text.translate(FOLDED)
    hits = [secret for secret in PLAIN if secret.casefold() in folded.casefold()]
    hits += [f"digest of {secret}" for secret in PLAIN if _digest(secret) in folded]
    return hits + sorted(set(CUSTOMER_NUMBER.findall(folded)))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()[:16]


def files_below(folder: Path) -> list[tuple[str, bytes]]:
    """Name and content of all files: a name can leak too."""
    found = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    names = "\n".join(path.relative_to(folder).as_posix() for path in found)
    return [("names of files", names.encode()), *((path.name, path.read_bytes()) for path in found)]


def plant(folder: Path) -> None:
    """Plant identifiers in a copy of the violating state."""
    for edit in (_registers, _typed_wrong, _broken_rows, _databases, _host, _beside):
        edit(folder)


def _edit(path: Path, change: Callable[[str], str], encoding: str = "utf-8") -> None:
    before = path.read_bytes().decode(encoding)
    after = change(before)
    assert after != before, path.name
    path.write_bytes(after.encode(encoding))


def _swap(path: Path, old: str, new: str, encoding: str = "utf-8") -> None:
    assert old in path.read_bytes().decode(encoding), (path.name, old)
    _edit(path, lambda text: text.replace(old, new, 1), encoding)


def _registers(folder: Path) -> None:
    """Personal fields and free text, on rows that give findings."""
    books = folder / "registers"
    _swap(books / "customer_files.csv", "C000116", RESIDENT)
    _swap(books / "access_applications.csv", RESIDENT_X, RESIDENT)
    _swap(books / "access_applications.csv", "处理投诉", f"回复 {MAIL} 的投诉")
    _swap(books / "loans.csv", "处理客户投诉", f"客户{PHONE}的卡{CARD}有误", "gb18030")
    _swap(books / "loans.csv", "财务顾问合同", f"{WIDE}的合同", "gb18030")
    _swap(books / "mail.jsonl", "case@mingli-law.example", MAIL)
    _swap(books / "dlp.json", "pan.netdisk.example", f"pan.netdisk.example/{PHONE}/{CARD_16}")
    _swap(books / "incidents.csv", "合作方错寄对账单", f"对账单错寄至 {SPACED}")
    _swap(books / "partners.csv", "青禾广告", f"青禾广告 {SPACED}")


def plant_staff(folder: Path) -> None:
    """Fields that are for staff, filled with a customer."""
    books = folder / "registers"
    _swap(books / "mail.jsonl", "news@regulator.example", MAIL)
    _edit(
        books / "loans.csv",
        lambda t: re.sub(r"(JY-009.*?,)u117(,u106)", rf"\g<1>{RESIDENT}\2", t),
        "gb18030",
    )
    _swap(books / "access_applications.csv", "外审-陈某", f"外审 {RESIDENT_X}")


def plant_numbers(folder: Path) -> None:
    """Columns of whole numbers that hold the digits of a person."""
    books = folder / "registers"
    _edit(
        books / "loans.csv",
        lambda t: re.sub(r"(JY-004.*?,KH-0010,)2,", rf"\g<1>{PHONE},", t),
        "gb18030",
    )
    _swap(books / "password_rules.json", '"min_length": 12', f'"min_length": {RESIDENT}')


def _typed_wrong(folder: Path) -> None:
    """Cells that hold something else than their column is for."""
    books = folder / "registers"
    _edit(
        books / "loans.csv",
        lambda t: re.sub(r"(JY-010.*?,KH-0014,)1,", rf"\g<1>{RESIDENT_X},", t),
        "gb18030",
    )
    _swap(books / "loans.csv", "2026/10/26 8:50", PHONE, "gb18030")
    _swap(books / "customer_files.csv", "KH-0012", f"KH-0012,{MAIL}")
    _swap(books / "access_applications.csv", "SQ-013,查阅", f"SQ-013,{RESIDENT}")
    _swap(books / "meetings.csv", "HY-05,u112,2026/10/19 9:30", f"HY-05,u112,{CARD}", "gb18030")


def _broken_rows(folder: Path) -> None:
    """Rows that cannot be read."""
    books = folder / "registers"
    for name, encoding in (("copies.csv", "gb18030"), ("disclosures.csv", "utf-8")):
        with (books / name).open("ab") as file:
            file.write(f"{PHONE},{RESIDENT},{CARD}\r\n".encode(encoding))
    with (books / "incidents.csv").open("ab") as file:
        file.write(f'SJ-099,"泄露 {RESIDENT},未闭合\r\n{PHONE}\r\n'.encode())
    with (books / "mail.jsonl").open("ab") as file:
        file.write(f'{{"queue_id": "{PHONE}", "sender": {MAIL}\n'.encode())
    rows = json.loads((books / "buckets.json").read_text("utf-8"))
    rows.append({"bucket": PHONE, "public_access": RESIDENT, MAIL: CARD})
    (books / "buckets.json").write_text(json.dumps(rows), encoding="utf-8")


def _databases(folder: Path) -> None:
    """Texts in databases, and a column named like a person."""
    with closing(sqlite3.connect(folder / "registers" / "oa.sqlite")) as database, database:
        path = f"/srv/customers/{PHONE}.pdf"
        database.execute("UPDATE access_log SET object_id = ? WHERE event_id = 'E-1006'", [path])
        database.execute("UPDATE print_jobs SET device = ? WHERE job = 'P-2210'", [f"扫给 {MAIL}"])
        database.execute(f'ALTER TABLE print_jobs ADD COLUMN "{PHONE}" TEXT')


def _host(folder: Path) -> None:
    """Comments, account comments, and a path with open rights."""
    etc = folder / "teller-host" / "etc"
    for name in ("ssh/sshd_config", "nftables.conf", "login.defs", "security/pwquality.conf"):
        _edit(etc / name, lambda text: f"# 客户 {RESIDENT},{PHONE}\n{text}")
    _swap(etc / "ssh/sshd_config", "PrintMotd no", f'PrintMotd no\n{PHONE}\nBanner "{RESIDENT}')
    _swap(etc / "security/pwquality.conf", "dictcheck = 1", f"dictcheck = {CARD}x")
    _swap(etc / "passwd", "u106:", f"u106 {SPACED} {MAIL}:")
    _swap(etc / "sudoers", "%sudo", f"{PHONE} {RESIDENT}\n%sudo")
    record = f"# file: /srv/customers/{PHONE}.pdf\n# owner: root\n# group: root\n"
    with (folder / "teller-host.facl").open("a", encoding="utf-8") as file:
        file.write(f"{record}user::rw-\ngroup::r--\nother::r--\n\n")


def _beside(folder: Path) -> None:
    """A file that cannot be read, and a comment in the configuration."""
    config, books = folder / "auditor.yaml", folder / "registers"
    (books / "partners.csv").unlink()
    (books / "partners.csv").mkdir()
    _swap(config, "version: 1", f"# 联系人 {MAIL} {PHONE}\nversion: 1")


def plant_names(folder: Path) -> None:
    """Files that are named after customers, one of them missing."""
    config, books = folder / "auditor.yaml", folder / "registers"
    (books / "meetings.csv").rename(books / f"会议-{PHONE}.csv")
    _swap(config, "registers/meetings.csv", f"registers/会议-{PHONE}.csv")
    _swap(config, "registers/endpoints.csv", f"registers/{RESIDENT}.csv")
