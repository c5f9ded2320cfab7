from __future__ import annotations

import shutil
import subprocess

import pytest

from auditor.api.acl import acl_text

PASSWD = "root:x:0:0:root:/root:/bin/sh\nwang:x:4242:4242::/:/bin/sh\n"
GROUP = "root:x:0:\ncustomer_service:x:4300:\n"
WATCHED = {"path": "/srv/customer", "store_id": "S1", "content": "customer_information"}
METADATA = """\
# file: srv/customer
# owner: root
# group: customer_service
# flags: -s-
user::rwx
user:wang:rwx\t#effective:r-x
group::r-x
mask::r-x
other::---
default:user::rwx
default:group::r-x
default:other::r-x

# file: srv/customer/a\\040b.csv
# owner: root
# group: root
user::rw-
group::r--
other::r--
"""


def files(tree):
    return tree.write(
        {"/etc/passwd": PASSWD, "/etc/group": GROUP, "/srv/customer/a.csv": "x", "/srv/other": ""}
    )


def test_metadata_gives_ownership_mode_and_acl_with_its_line(tree):
    (tree.base / "acl.txt").write_text(METADATA)
    found = files(tree).collect(metadata="acl.txt", paths=[WATCHED | {"recursive": True}])
    folder, file = found["file_acl"].items
    assert folder["mode"] == "2750" and folder["group"] == "customer_service"
    assert folder["entries"] == [
        {"type": "group", "principal": "customer_service", "permissions": "r-x"},
        {"type": "group", "principal": "customer_service", "permissions": "r-x", "default": True},
        {"type": "other", "principal": "other", "permissions": "r-x", "default": True},
        {"type": "user", "principal": "wang", "permissions": "r-x"},
    ]
    assert (folder["store_id"], folder["content"]) == ("S1", "customer_information")
    assert folder["_loc"] == {"file": "acl.txt", "line": 1}
    assert file["path"] == "/srv/customer/a b.csv" and file["mode"] == "0644"
    assert file["_loc"]["line"] == 14


def test_metadata_without_the_path_is_an_absent_gap(tree):
    (tree.base / "acl.txt").write_text(METADATA)
    found = files(tree).collect(metadata="acl.txt", paths=[WATCHED, {"path": "/srv/lost"}])
    assert len(found["file_acl"].items) == 1
    assert (found["file_acl"].gap.reason, found["file_acl"].gap.partial) == ("absent", True)


@pytest.mark.parametrize("text", ["user::rwx\n", "# file: a\nuser:rwx\n", "# file: a\nuser::rwt\n"])
def test_metadata_that_is_none_is_invalid(tree, text):
    (tree.base / "acl.txt").write_text(text)
    gap = files(tree).collect(metadata="acl.txt", paths=[WATCHED])["file_acl"].gap
    assert gap.reason == "invalid" and gap.location.file == "acl.txt"


def test_mode_and_names_from_the_tree_itself(tree):
    files(tree)
    (tree.root / "srv/customer").chmod(0o750)
    row = tree.collect(paths=[WATCHED])["file_acl"].row
    assert row["mode"] == "0750" and row["inherited"] is False
    assert row["_loc"] == {"file": "host/srv/customer", "line": 1}
    assert not [entry for entry in row["entries"] if entry["principal"] == "other"]


def test_recursion_leaves_links_out(tree):
    files(tree)
    (tree.root / "srv/customer/link").symlink_to("/etc/passwd")
    found = tree.collect(paths=[WATCHED | {"recursive": True}])["file_acl"]
    assert [row["path"] for row in found.items] == ["/srv/customer", "/srv/customer/a.csv"]


def test_a_missing_path_is_an_absent_gap(tree):
    found = files(tree).collect(paths=[{"path": "/srv/none"}])["file_acl"]
    assert found.gap.reason == "absent" and found.gap.location.file == "host/srv/none"


def test_without_configuration_a_few_system_paths(tree):
    found = files(tree).collect()["file_acl"]
    assert [row["path"] for row in found.items] == ["/etc/passwd"]
    assert not found.gaps and "content" not in found.items[0]


def test_the_kernel_s_acl_agrees_with_getfacl(tree):
    files(tree)
    place = tree.root / "srv/customer"
    if not shutil.which("setfacl"):
        pytest.skip("setfacl is not installed (Debian: acl)")
    marks = "u:4242:rwx,g:4300:r-x,m::r-x,d:u:4242:r--"
    done = subprocess.run(["setfacl", "-m", marks, place], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this file system keeps no ACL")
    said = subprocess.run(
        ["getfacl", "-nEcp", place], capture_output=True, text=True, check=True
    ).stdout.split()
    assert acl_text(place).split() == said
    (tree.base / "acl.txt").write_text(
        subprocess.run(["getfacl", "-p", place], capture_output=True, text=True, check=True).stdout
    )
    row = tree.collect(paths=[WATCHED])["file_acl"].row
    assert {"type": "user", "principal": "wang", "permissions": "r-x"} in row["entries"]
    assert {
        "type": "group",
        "principal": "customer_service",
        "permissions": "r-x",
    } in row["entries"]
