"""NFSv4 lists, mounts, marks: what needs no tree."""

from __future__ import annotations

import os
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from auditor_plugins.shares import nfs4
from auditor_plugins.shares.marks import NONE, Label, Marks, highest
from auditor_plugins.shares.mounts import file_systems
from auditor_plugins.shares.options import Options

READ, WRITE, EXECUTE = 0x1, 0x2, 0x20
TREE = {"path": "x"}


def ace(kind: int, flags: int, mask: int, who: str) -> bytes:
    raw = who.encode()
    return struct.pack(">IIII", kind, flags, mask, len(raw)) + raw + bytes(-len(raw) % 4)


def acl(*aces: bytes) -> bytes:
    return struct.pack(">I", len(aces)) + b"".join(aces)


def test_a_list_of_nfs4():
    raw = acl(
        ace(0, 0, READ | WRITE, "OWNER@"),
        ace(0, 0x40, READ | EXECUTE, "GROUP@"),
        ace(1, 0, WRITE, "wang@bank.example"),
        ace(0, 0, READ | WRITE, "wang@bank.example"),
        ace(0, 0x43, READ, "audit@bank.example"),
        ace(0, 0x0B, READ, "EVERYONE@"),
        ace(2, 0, READ, "EVERYONE@"),
    )
    assert nfs4.entries(raw, "staff") == [
        {"type": "group", "principal": "audit", "permissions": "r--"},
        {"type": "group", "principal": "audit", "permissions": "r--", "default": True},
        {"type": "group", "principal": "staff", "permissions": "r-x"},
        {"type": "other", "principal": "other", "permissions": "r--", "default": True},
        {"type": "user", "principal": "wang", "permissions": "r--"},
    ]


@pytest.mark.parametrize("mask", [0x4, 0x40, 0x10000, 0x40000, 0x80000])
def test_deleting_and_changing_the_list_is_writing(mask):
    (entry,) = nfs4.entries(acl(ace(0, 0, mask, "EVERYONE@")), "staff")
    assert entry["permissions"] == "-w-"


@given(st.binary(max_size=80))
def test_any_bytes_are_a_list_or_refused(raw):
    try:
        entries = nfs4.entries(raw, "staff")
    except ValueError:
        return
    assert all(entry["type"] in ("user", "group", "other") for entry in entries)


def test_the_innermost_mount_counts(tmp_path):
    place = tmp_path / "a b"
    place.mkdir()
    point = str(place).replace(" ", "\\040")
    table = (
        "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n"
        f"2 1 0:5 / {point} rw - cifs //nas/x rw\n"
        f"3 1 0:6 / {point}x rw - nfs4 nas:/x rw\nbroken\n"
    )
    assert file_systems(place, table) == ["cifs"]
    assert file_systems(place / "below", table) == ["cifs"]
    assert file_systems(tmp_path, table) == ["cifs", "ext4", "nfs4"], "mounts inside count too"
    assert file_systems("/", table) == ["cifs", "ext4", "nfs4"]
    assert file_systems(tmp_path, "") == []


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("绝密-客户名单.xlsx", "top_secret"),
        ("机密客户.doc", "secret"),
        ("机密性要求.doc", None),
        ("TOP SECRET list.pdf", "top_secret"),
        ("report_secret.pdf", "secret"),
        ("Confidential.pdf", "secret"),
        ("secretary.pdf", None),
        ("public.pdf", None),
    ],
)
def test_marks_in_names(name, level):
    assert Marks(Options(trees=[TREE])).of_name(name).classification == level


def test_own_marks_come_first_and_may_be_the_only_ones():
    own = {"pattern": "秘密", "classification": "important", "content": "aml_reports"}
    marks = Marks(Options(trees=[TREE], marks=[own]))
    assert marks.of_name("秘密.pdf") == Label("important", "aml_reports", None)
    only = Marks(Options(trees=[TREE], default_marks=False))
    assert only.of_name("绝密") is NONE


@pytest.mark.parametrize(
    ("raw", "level"),
    [
        (b"top-secret\0", "top_secret"),
        ("机密".encode(), "secret"),
        (b"Internal", "internal"),
        (b"company confidential", "secret"),
        (b"C3", "unreadable"),
        (b"\xff\xfe", "unreadable"),
    ],
)
def test_marks_in_attributes(raw, level):
    assert Marks(Options(trees=[TREE])).of_value(raw).classification == level


def test_an_unknown_level_is_the_highest():
    assert highest(["internal", "secret", "public"]) == "secret"
    assert highest(["top_secret", "unreadable"]) == "unreadable"


@pytest.mark.parametrize(
    "options",
    [
        {"trees": []},
        {"trees": [TREE | {"retention_days": 10}]},
        {"trees": [TREE | {"custody": True}]},
        {"trees": [TREE | {"shown": "relative"}]},
        {"trees": [TREE], "marks": [{"pattern": "("}]},
        {"trees": [TREE], "unknown": 1},
    ],
)
def test_options_that_cannot_be_meant(options):
    with pytest.raises(ValidationError):
        Options(**options)


def test_an_attribute_marks_its_file(share):
    place = share.file("a.pdf")
    try:
        os.setxattr(place, "user.classification", "机密".encode())
    except OSError:
        pytest.skip("this file system keeps no attributes")
    assert share.collect().row("/share/a.pdf")["classification"] == "secret"
