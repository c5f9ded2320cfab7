"""Marks in trees, ages, stray files and copies, stores, and what is asked for."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor_plugins.shares import auditor_collectors, mounts
from auditor_plugins.shares.walk import folders

(COLLECTOR,) = auditor_collectors()
KEPT = {"path": "share/kept", "store_id": "S1", "data_class": "personal", "custody": True}
HOMES = {"path": "share/homes", "store_id": "S2", "custody": False}
LONG = b"customer,1\n" * 20


def test_what_a_marked_folder_holds_is_of_its_level(share):
    share.file("机密/a.pdf")
    share.file("机密/b.pdf", 0o644)
    found = share.collect()
    assert found.paths() == ["/share/", "/share/机密/", "/share/机密/b.pdf"]
    assert found.row("/share/机密/b.pdf")["classification"] == "secret"


def test_a_folder_of_marked_files_only_is_of_the_highest(share):
    share.file("a/机密1.pdf")
    share.file("a/绝密2.pdf")
    found = share.collect()
    assert found.row("/share/a/")["classification"] == "top_secret"
    assert found.row("/share/a/机密1.pdf")["classification"] == "secret"


@pytest.mark.parametrize("plain", ["0.pdf", "机密5.pdf.txt~"])
def test_a_folder_that_holds_others_too_is_a_row_without_a_level(share, plain):
    share.file(f"a/{plain.replace('机密5', '普通')}")
    share.file("a/机密1.pdf")
    found = share.collect()
    assert "classification" not in found.row("/share/a/")
    assert found.paths().count("/share/a/") == 1


def test_files_beyond_their_term(share):
    share.file("old.xlsx", days=401)
    share.file("last.pdf", days=399)
    tree = {"path": "share", "store_id": "S1", "data_class": "personal", "retention_days": 400}
    found = share.collect(tree, scanned_elsewhere=True)
    (row,) = found.rows["dlp_scan"]
    assert (row["path"], row["retention_until"]) == ("/share/old.xlsx", "2026-11-20")
    assert (row["file_type"], row["data_class"]) == ("spreadsheet", "personal")
    assert row["finding_id"] == "nas-1:/share/old.xlsx" and not found.gaps


def test_the_names_alone_are_no_scan(share):
    share.folder("homes")
    told = share.collect(HOMES).told("dlp_scan")
    assert told[0][0] == "absent" and "contents were not scanned" in told[0][1]
    assert share.collect(HOMES, scanned_elsewhere=True).told("dlp_scan") == []


def test_marked_files_outside_custody(share):
    share.file("homes/li/机密/a.docx")
    share.file("homes/li/b.docx")
    found = share.collect(HOMES, scanned_elsewhere=True)
    (row,) = found.rows["dlp_scan"]
    assert (row["path"], row["data_class"]) == ("/share/homes/li/机密/a.docx", "sensitive")
    assert row["store_id"] == "S2" and "retention_until" not in row


def test_copies_outside_custody_are_found_by_content(share):
    share.file("kept/2026/list.csv", data=LONG, days=10)
    share.file("homes/li/renamed.csv", data=LONG)
    share.file("homes/li/other.csv", data=LONG[::-1])
    share.file("homes/li/list.txt", data=LONG)
    share.file("homes/tiny.csv", data=b"x")
    share.file("kept/tiny.csv", data=b"x")
    found = share.collect(HOMES, KEPT | {"retention_days": 400}, scanned_elsewhere=True)
    (row,) = found.rows["dlp_scan"]
    assert row["path"] == "/share/homes/li/renamed.csv"
    assert (row["data_class"], row["retention_until"]) == ("personal", "2027-12-16")


@pytest.mark.parametrize("size", [1 << 20, (1 << 20) + 1, 5 << 20])
def test_large_files_are_told_apart_by_both_ends(share, size):
    data = bytes(size - 1)
    share.file("kept/a.bin", data=data + b"a")
    share.file("homes/same.bin", data=data + b"a")
    share.file("homes/other.bin", data=data + b"b")
    found = share.collect(HOMES, KEPT)
    assert found.paths("dlp_scan") == ["/share/homes/same.bin"]


def test_more_candidates_than_the_bound_are_a_gap(share):
    share.file("kept/a.csv", data=LONG)
    for number in range(4):
        share.file(f"homes/{number}.csv", data=LONG)
    found = share.collect(HOMES, KEPT, max_rows=2, scanned_elsewhere=True)
    assert len(found.rows["dlp_scan"]) == 3
    assert found.told("dlp_scan")[-1][0] == "invalid"


def test_stores_as_they_are_stated(share):
    share.folder("kept"), share.folder("homes")
    tree = KEPT | {"classification": "secret", "content": "customer_information"}
    other = {"path": "share/homes", "store_id": "S1", "store": {"encrypted": True}}
    (row,) = share.collect(tree, other).rows["storage_inventory"]
    assert row == {
        "store_id": "S1",
        "kind": "file_share",
        "location": "nas-1:/share/kept",
        "classification": "secret",
        "holds_customer_info": True,
        "encrypted": True,
        "data_classes": ["personal"],
        "_loc": {"file": "share/kept"},
    }


def test_only_what_is_wanted_is_read(share, wanting):
    found = share.collect({"path": "none"}, context=wanting("storage_inventory"))
    assert list(found.rows) == ["storage_inventory"] and not found.gaps
    share.file("old.pdf", days=900)
    tree = {"path": "share", "data_class": "personal", "retention_days": 400}
    assert list(share.collect(tree, context=wanting("dlp_scan")).rows) == ["dlp_scan"]


@pytest.mark.parametrize(
    ("tree", "more", "kinds"),
    [
        ({}, {}, ("file_acl", "storage_inventory")),
        ({"custody": False}, {}, ("dlp_scan", "file_acl", "storage_inventory")),
        ({"custody": False}, {"leave_out": ["dlp_scan", "file_acl"]}, ("storage_inventory",)),
    ],
)
def test_what_is_promised(tree, more, kinds):
    options = COLLECTOR.options(trees=[{"path": "x"} | tree], **more)
    assert COLLECTOR.kinds(options) == kinds


def test_a_mount_that_makes_up_modes_is_a_gap(share, monkeypatch):
    table = "1 0 0:5 / / rw - cifs //nas/x rw\n"
    monkeypatch.setattr(mounts, "mounts", lambda: table)
    (told,) = share.collect().told("file_acl")
    assert told[0] == "invalid" and "cifs are made up by the mount" in told[1]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from("ab-."), min_size=1, max_size=3), max_size=12))
def test_each_folder_and_file_is_met_once(tmp_path_factory, paths):
    top = tmp_path_factory.mktemp("tree")
    for parts in paths:
        names = ["d" + part for part in parts]
        (top.joinpath(*names)).mkdir(parents=True, exist_ok=True)
        (top.joinpath(*names) / "f").write_text("x")
    met = list(folders(str(top), frozenset(), lambda *_: pytest.fail("nothing is refused")))
    files = [folder.path + name for folder in met for name in folder.names]
    expected = [str(one.relative_to(top)) for one in top.rglob("f")]
    assert sorted(files) == sorted(expected)
    assert len({folder.path for folder in met}) == len(met)
    for folder, after in itertools.pairwise(met):
        assert after.depth <= folder.depth + 1
