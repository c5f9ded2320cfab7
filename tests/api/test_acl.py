"""POSIX ACLs: the words of getfacl(1) and of the kernel mean the same."""

from __future__ import annotations

import errno
import os
import shutil
import struct
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.api.acl import Ace, ace_of, acl_of, acl_text, decoded, read_getfacl, rwx
from tests.require import require

RECORD = """\
# file: srv/a\\040b
# owner: root
# group: staff
# flags: -s-
user::rwx
user:wang:rwx\t#effective:r-x
group::rwx
mask::r-x
other::---
default:other::r--
"""


def test_a_record_of_getfacl():
    (acl,) = read_getfacl(RECORD.splitlines())
    assert (acl.path, acl.owner, acl.group, acl.line) == ("/srv/a b", "root", "staff", 1)
    assert acl.mode == "2750", "the group has what the mask leaves it"
    assert acl.granted() == [
        {"type": "group", "principal": "staff", "permissions": "r-x"},
        {"type": "other", "principal": "other", "permissions": "r--", "default": True},
        {"type": "user", "principal": "wang", "permissions": "r-x"},
    ]


def test_records_are_parted_by_empty_lines_and_know_theirs():
    lines = (RECORD + "\n\n" + RECORD).split("\n")
    assert [acl.line for acl in read_getfacl(lines)] == [1, 13]


@pytest.mark.parametrize(
    ("text", "line"), [("user::rwx", 1), ("# file: a\nuser:rwx", 2), ("# file: a\nuser::rwt", 2)]
)
def test_what_is_no_record_is_named_by_its_line(text, line):
    with pytest.raises(ValueError, match=f"^line {line}: "):
        list(read_getfacl(text.split("\n")))


def test_mode_bits_alone():
    acl = acl_of("/a", 0o4751, "root", "staff")
    assert acl.mode == "4751"
    assert [entry["permissions"] for entry in acl.granted()] == ["r-x", "--x"]


def test_numbers_become_names_where_they_are_known():
    text = "user::rw-\nuser:7:r--\nuser:8:r--\ngroup::---\ngroup:7:r--\nmask::rw-\nother::---"
    acl = acl_of("/a", 0o640, "root", "staff", text=text, users={7: "wang"}, groups={7: "audit"})
    names = [(entry["type"], entry["principal"]) for entry in acl.granted()]
    assert names == [("group", "audit"), ("user", "8"), ("user", "wang")]


@given(st.integers(0, 7), st.sampled_from(["user", "group", "mask", "other"]), st.booleans())
def test_an_entry_reads_what_it_writes(bits, kind, default):
    text = f"{'default:' * default}{kind}::{rwx(bits)}"
    assert ace_of(text) == Ace(kind, "", bits, default)


@given(st.binary(max_size=60))
def test_any_attribute_of_the_kernel_is_read_as_whole_entries(raw):
    for entry in decoded(raw):
        ace_of(entry)


def test_an_attribute_of_another_version_says_nothing():
    assert list(decoded(struct.pack("<IHHI", 3, 1, 7, 0))) == []
    assert list(decoded(struct.pack("<IHHI", 2, 2, 5, 42))) == ["user:42:r-x"]


def test_the_kernel_agrees_with_getfacl(tmp_path):
    require("getfacl", shutil.which("setfacl"))
    marks = "u:4242:rwx,g:4300:r-x,m::r-x,d:u:4242:r--"
    subprocess.run(["setfacl", "-m", marks, tmp_path], check=True)
    said = subprocess.run(
        ["getfacl", "-nEcp", tmp_path], capture_output=True, text=True, check=True
    ).stdout.split()
    assert acl_text(tmp_path).split() == said


def test_only_the_want_of_an_acl_is_none(tmp_path, monkeypatch):
    assert acl_text(tmp_path) == ""

    def broken(*_, **__):
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "getxattr", broken)
    with pytest.raises(OSError, match="broken"):
        acl_text(tmp_path)
