"""Message stores: counted, never opened further than their first line."""

import mailbox
import os
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor_plugins.mail import stores
from auditor_plugins.mail.probe import probe
from tests.accounts import nobody
from tests.plugins.mail.conftest import COLLECTOR, CONTEXT, Host, Target


def letter(text="hello"):
    message = EmailMessage()
    message["From"], message["To"] = "li@bank.test", "a@p.test"
    message.set_content(text)
    return message


def listed(host, *paths, **options):
    return host.collect(stores=paths or ["mail"], **options)["message_stores"]


def test_a_maildir_with_folders(host):
    (host.base / "mail").mkdir()
    box = mailbox.Maildir(host.base / "mail/li")
    box.add(letter())
    box.add(letter())
    box.add_folder("Sent").add(letter())
    rows = listed(host).by("path")
    assert set(rows) == {"mail/li", "mail/li/.Sent"}
    one = rows["mail/li"]
    assert (one["format"], one["messages"]) == ("maildir", 2)
    sizes = [path.stat().st_size for path in (host.base / "mail/li/new").iterdir()]
    assert one["bytes"] == sum(sizes)


def test_an_mbox_and_letters(host):
    (host.base / "mail").mkdir()
    box = mailbox.mbox(host.base / "mail/li")
    for _ in range(3):
        box.add(letter("a line\nFrom here it goes on\n"))
    box.close()
    host.write({"mail/out/1.eml": "x", "mail/out/2.EML": "yy", "mail/notes.txt": "no mail"})
    os.utime(host.base / "mail/out/2.EML", (1790000000, 1790000000))
    os.utime(host.base / "mail/out/1.eml", (1780000000, 1780000000))
    rows = listed(host).by("path")
    assert {path: (row["format"], row["messages"]) for path, row in rows.items()} == {
        "mail/li": ("mbox", 3),
        "mail/out": ("eml", 2),
    }
    assert rows["mail/out"]["newest"] == "2026-09-21T22:13:20+08:00"
    assert rows["mail/out"]["bytes"] == 3


@settings(max_examples=30)
@given(st.integers(1, 5), st.integers(8, 40), st.booleans())
def test_messages_are_counted_across_blocks(tmp_path_factory, count, size, carriage):
    end = b"\r\n" if carriage else b"\n"
    path = tmp_path_factory.mktemp("box") / "box"
    path.write_bytes((b"From a@b now" + end + b"hello From you" + end + end) * count)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stores, "BLOCK", size)
        assert stores._mbox(path) == count


def test_links_are_not_followed(host, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    mailbox.Maildir(outside / "box").add(letter())
    (host.base / "mail").mkdir()
    (host.base / "mail/box").symlink_to(outside / "box")
    assert listed(host).items == []


def test_gaps(host):
    missing = listed(host, "none").gap
    assert (missing.reason, missing.partial) == ("absent", True)
    host.write({f"mail/{number}.eml": "x" for number in range(5)})
    result = listed(host, max_files=3)
    assert result.row["messages"] == 3
    assert "more than 3 files" in result.gap.message


def test_a_denied_folder_is_a_gap_and_the_others_are_read(open_host: Host):
    open_host.write({"mail/a/1.eml": "x", "mail/b/1.eml": "x"})
    (open_host.base / "mail/a").chmod(0)
    with nobody():
        result = listed(open_host)
    assert result.row["path"] == "mail/b"
    assert result.gap.message == "mail/a: the right to search (x) and read (r) is missing"
    assert result.gap.partial


def test_doctor(open_host):
    open_host.write({"mail.log": "x", "etc/main.cf": ""})
    os.utime(open_host.base / "mail.log", (CONTEXT.now.timestamp() + 90,) * 2)
    (open_host.base / "mail.log").chmod(0)
    (open_host.base / "etc/main.cf").chmod(0o444)
    given = COLLECTOR.options(logs=["mail.log"], postfix="etc")
    with nobody():
        found = {one.check: one for one in
                 probe(Target("mx", "mail", "b", given, open_host.base), CONTEXT)}  # fmt: skip
    assert {check: one.ok for check, one in found.items()} == {
        "reach": False,
        "rights": False,
        "excess": True,
        "clock": False,
    }
    assert found["reach"].message == "missing: etc/master.cf"
    assert found["rights"].message == "read (r) is missing on: mail.log"
