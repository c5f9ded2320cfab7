"""Which paths become rows of `file_acl`, and what the rows say."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess

import pytest

from auditor_plugins.shares import rights, walk
from tests.require import require


def setfacl(entries, place):
    require("getfacl", shutil.which("setfacl"))
    subprocess.run(["setfacl", "-m", entries, place], check=True)


def test_a_hardened_tree_is_one_row(share):
    for number in range(5):
        share.file(f"a/b{number}/c.pdf")
    found = share.collect({"path": "share", "store_id": "S1", "content": "customer_information"})
    (row,) = found.rows["file_acl"]
    assert (row["path"], row["mode"], row["store_id"]) == ("/share/", "0750", "S1")
    assert row["content"] == "customer_information" and row["inherited"] is False
    assert [entry["permissions"] for entry in row["entries"]] == ["r-x"]
    assert row["_loc"] == {"file": "share"} and not found.gaps


def test_all_paths_are_rows_when_asked(share):
    share.file("a/b.pdf")
    share.file("a.txt")
    assert share.collect(rows="all").paths() == [
        "/share/",
        "/share/a.txt",
        "/share/a/",
        "/share/a/b.pdf",
    ]


@pytest.mark.parametrize(("mode", "deviates"), [(0o644, True), (0o660, False), (0o600, False)])
def test_a_file_deviates_by_whom_it_serves(share, mode, deviates):
    share.file("a/b.pdf", mode)
    assert ("/share/a/b.pdf" in share.collect().paths()) is deviates


def test_what_is_open_as_its_folder_is_told_by_its_folder(share):
    share.folder("open", 0o755)
    share.file("open/a.pdf", 0o644)
    share.file("open/b.pdf", 0o666)
    assert share.collect().paths() == ["/share/", "/share/open/", "/share/open/b.pdf"]


def test_a_foreign_group_deviates(share):
    place = share.file("a.pdf")
    if os.geteuid():
        pytest.skip("only the superuser gives files away")
    os.chown(place, -1, 4321)
    row = share.collect().row("/share/a.pdf")
    assert row["group"] == "4321"
    assert {"type": "group", "principal": "4321", "permissions": "r--"} in row["entries"]


def test_named_users_and_defaults_of_an_acl(share):
    setfacl("u:4242:r-x,d:u:4243:r--", share.folder("a"))
    (share.base / "passwd").write_text("wang:x:4242:1::/:\nbroken\nli:x:4243:1::/:\n")
    row = share.collect(passwd="passwd").row("/share/a/")
    assert {"type": "user", "principal": "wang", "permissions": "r-x"} in row["entries"]
    default = {"type": "user", "principal": "li", "permissions": "r--", "default": True}
    assert default in row["entries"]


def test_a_file_of_names_that_is_not_there_is_an_absent_gap(share):
    with pytest.raises(Exception, match="none is missing") as caught:
        share.collect(passwd="none")
    assert caught.value.reason == "absent"


def test_the_owner_counts_where_a_rule_reads_it(share):
    place, other = share.file("a/x.pdf"), share.file("a/y.pdf")
    if os.geteuid():
        pytest.skip("only the superuser gives files away")
    for one in (place, other):
        os.chown(one, 4242, -1)
    assert share.collect().paths() == ["/share/"]
    found = share.collect({"path": "share", "content": "aml_reports"})
    assert found.paths() == ["/share/", "/share/a/x.pdf"], "one row for each owner in a folder"


def test_links_lead_nowhere(share, tmp_path):
    (tmp_path / "outside").mkdir(mode=0o777)
    (tmp_path / "outside/open.pdf").write_text("x")
    (share.top / "link").symlink_to(tmp_path / "outside")
    (share.top / "file").symlink_to("/etc/passwd")
    assert share.collect(rows="all").paths() == ["/share/"]


def test_snapshots_are_left_out(share):
    share.file(".snapshot/a.pdf", 0o666)
    assert share.collect().paths() == ["/share/"]
    assert "/share/.snapshot/a.pdf" in share.collect(exclude=[]).paths()


def test_names_in_gb18030_are_read(share):
    name = "客户.pdf".encode("gb18030")
    share.file(os.fsdecode(name), 0o644)
    assert "/share/客户.pdf" in share.collect().paths()
    assert walk.shown(os.fsdecode(b"a\xff")) == "a\\xff"


def test_paths_as_the_server_knows_them(share):
    share.file("a.pdf", 0o644)
    found = share.collect({"path": "share", "shown": "/volume1/customers"}, host="nas.bank")
    row = found.row("/volume1/customers/a.pdf")
    assert row["host"] == "nas.bank" and row["_loc"] == {"file": "share/a.pdf"}


def test_more_rows_than_the_bound_are_a_partial_gap(share):
    for number in range(5):
        share.file(f"{number}.pdf", 0o644)
    found = share.collect(max_rows=3)
    assert len(found.rows["file_acl"]) == 3
    assert found.told("file_acl") == [
        ("invalid", "share: more than 3 rows; the rest was left (see max_rows)")
    ]


def test_a_tree_that_is_not_there_hides_no_other(share):
    found = share.collect({"path": "none"}, {"path": "share"})
    assert found.paths() == ["/share/"]
    assert found.told("file_acl") == [("absent", "none is no folder here")]
    assert not found.gaps[0].partial


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.EACCES, "denied"),
        (errno.EIO, "unreachable"),
        (errno.ETIMEDOUT, "timeout"),
        (errno.EMFILE, "invalid"),
    ],
)
def test_what_the_system_refuses_is_a_gap_of_its_kind(share, monkeypatch, number, reason):
    share.file("a/b.pdf", 0o644)

    def refuse(*_, **__):
        raise OSError(number, "no")

    monkeypatch.setattr(rights.os, "listxattr", refuse)
    found = share.collect()
    assert found.rows["file_acl"] == []
    assert {told for told, _ in found.told("file_acl")} == {reason}


def test_a_file_that_is_gone_meanwhile_is_no_gap(share, monkeypatch):
    share.file("a.pdf", 0o644)
    real = walk.Folder.status

    def gone(folder, name):
        (share.top / name).unlink()
        return real(folder, name)

    monkeypatch.setattr(walk.Folder, "status", gone)
    found = share.collect()
    assert found.paths() == ["/share/"] and not found.gaps


def test_many_refusals_are_counted(share, monkeypatch):
    for number in range(30):
        share.file(f"{number}.pdf")
    monkeypatch.setattr(
        walk.Folder, "status", lambda *_: (_ for _ in ()).throw(PermissionError(13, ""))
    )
    told = share.collect().told("file_acl")
    assert len(told) == 21 and told[-1][1] == "share: 10 more paths could not be read"


def test_a_tree_too_deep_is_a_gap(share, monkeypatch):
    monkeypatch.setattr(walk, "DEPTH", 3)
    share.file("a/b/c/d.pdf", 0o644)
    found = share.collect()
    assert found.told("file_acl") == [("invalid", "share/a/b/c: ELOOP")]


def test_windows_lists_are_a_gap(share, monkeypatch):
    real = os.listxattr
    monkeypatch.setattr(rights.os, "listxattr", lambda *a, **k: [*real(*a, **k), rights.WINDOWS])
    (told,) = share.collect().told("file_acl")
    assert told == (
        "invalid",
        "share: 1 paths have a Windows ACL (security.NTACL), which is not read",
    )


def test_a_list_that_cannot_be_understood_is_told_of_each_tree(share, monkeypatch):
    share.folder("a"), share.folder("b")
    real = os.listxattr
    named = rights.nfs4.ATTRIBUTE
    monkeypatch.setattr(rights.os, "listxattr", lambda *a, **k: [*real(*a, **k), named])
    monkeypatch.setattr(rights.os, "getxattr", lambda *a, **k: b"broken")
    told = share.collect({"path": "share/a"}, {"path": "share/b"}).told("file_acl")
    assert [message for _, message in told] == [
        "share/a: some NFSv4 ACLs cannot be understood",
        "share/b: some NFSv4 ACLs cannot be understood",
    ]
