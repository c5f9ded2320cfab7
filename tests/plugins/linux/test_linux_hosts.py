from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.api import Context, GapError, Target
from auditor_plugins.linux import auditor_collectors
from auditor_plugins.linux.hosts import LocalHost, TreeHost

(COLLECTOR,) = auditor_collectors()


@pytest.fixture
def host(tree):
    tree.write({"/etc/a": "inside\n"})
    (tree.base / "etc").mkdir()
    (tree.base / "etc/a").write_text("outside\n")
    return TreeHost(tree.root, tree.base)


def reason(call, *arguments):
    with pytest.raises(GapError) as caught:
        call(*arguments)
    return caught.value.reason


def test_an_absolute_link_starts_at_the_root_of_the_tree(host, tree):
    (tree.root / "link").symlink_to("/etc/a")
    (tree.root / "folder").symlink_to("/etc")
    assert host.read("/link") == b"inside\n"
    assert host.read("/folder/a") == b"inside\n"
    assert host.glob("/folder/*") == ("/folder/a",)


@pytest.mark.parametrize("way", ["../etc/a", "etc/../../etc/a", "/../etc/a"])
def test_a_link_that_climbs_out_is_refused(host, tree, way):
    (tree.root / "link").symlink_to(way)
    for call in (host.read, host.stat, host.exists, host.names):
        assert reason(call, "/link") == "invalid"


def test_a_link_that_leaves_the_tree_is_a_gap_of_its_kind_alone(tree):
    secret = tree.base / "outside"
    secret.write_text("PermitRootLogin yes\n")
    tree.write({"/etc/os-release": 'PRETTY_NAME="Debian 12"\n', "/etc/ssh/x": ""})
    (tree.root / "etc/ssh/sshd_config").symlink_to("../../../outside")
    results = tree.collect()
    assert results["sshd_config"].gap.reason == "invalid"
    assert results["system_inventory"].row["os_name"] == "Debian 12"


def test_circles_devices_and_folders_are_refused(host, tree):
    (tree.root / "one").symlink_to("two")
    (tree.root / "two").symlink_to("one")
    os.mkfifo(tree.root / "pipe")
    assert reason(host.read, "/one") == "invalid"
    assert reason(host.read, "/pipe") == "invalid"
    assert reason(host.read, "/etc") == "invalid"
    assert reason(host.read, "/etc/none") == "absent"
    assert reason(host.read, "/etc/a/b") == "absent"


@given(st.lists(st.sampled_from(["..", ".", "etc", "a", "/etc", "l0", "l1"]), max_size=5))
def test_no_path_or_link_ever_reads_outside(tmp_path_factory, parts):
    base = tmp_path_factory.mktemp("base")
    root = base / "host"
    (root / "etc").mkdir(parents=True)
    (base / "etc").mkdir()
    (base / "etc/a").write_text("outside\n")
    (root / "etc/a").write_text("inside\n")
    (root / "l0").symlink_to("/".join(parts) or ".")
    (root / "etc/l1").symlink_to("../" + "/".join(parts))
    host = TreeHost(root, base)
    for path in ("/l0", "/etc/l1", "/l0/a", "/etc/l1/etc/a", "/" + "/".join(parts)):
        try:
            assert host.read(path) == b"inside\n"
        except GapError as error:
            assert error.reason in ("absent", "invalid")


def test_hidden_files_match_only_patterns_with_a_dot(host, tree):
    tree.write({"/d/.x.conf": "", "/d/b.conf": "", "/d/a.conf": ""})
    assert host.glob("/d/*.conf") == ("/d/a.conf", "/d/b.conf")
    assert host.glob("/none/*") == ()


def test_part_of_a_file(host):
    assert host.read("/etc/a", 2, 3) == b"sid"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_what_may_not_be_read_is_denied(host, tree):
    (tree.root / "etc/a").chmod(0)
    assert reason(host.read, "/etc/a") == "denied"


def test_denied_by_the_system_is_denied(host, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "no")

    monkeypatch.setattr(os, "open", refuse)
    assert reason(host.read, "/etc/a") == "denied"


def test_locations_are_relative_below_the_configuration_and_absolute_elsewhere(tree):
    assert TreeHost(tree.root, tree.base).locate("/etc/a") == "host/etc/a"
    assert LocalHost(tree.base).locate("/etc/passwd") == "/etc/passwd"
    with pytest.raises(GapError, match="none is no directory"):
        TreeHost(tree.base / "none", tree.base)


def test_only_listed_commands_run(tree):
    local = LocalHost(tree.base)
    assert reason(local.run, ("/bin/sh", "-c", "true")) == "denied"
    assert reason(local.run, ("/usr/sbin/sshd", "-T", "-f/etc/shadow")) == "denied"
    assert reason(TreeHost(tree.root, tree.base).run, ("/usr/sbin/sshd", "-T")) == "unreachable"


def test_a_tree_that_is_not_there_is_an_absent_gap(tree):
    target = Target("web-1", "linux", "e", COLLECTOR.options(root="none"), tree.base)
    context = Context(None, "UTC")  # type: ignore[arg-type]
    with pytest.raises(GapError, match="none is no directory") as caught:
        list(COLLECTOR.collect(target, context))
    assert caught.value.reason == "absent"


def test_the_running_host_answers_for_every_kind(tree):
    results = tree.collect(root="local")
    assert results["system_inventory"].row["host"] == "web-1"
    assert results["account_inventory"].items or results["account_inventory"].gaps


def test_the_same_tree_gives_the_same_evidence(tree):
    tree.write({"/etc/passwd": "root:x:0:0::/root:/bin/sh\n", "/etc/shadow": "root:*:1:::::\n"})
    assert str(tree.collect()) == str(tree.collect())


def test_an_unknown_option_is_refused():
    with pytest.raises(ValueError, match="passwordless"):
        COLLECTOR.options(passwordless=True)


def test_loading_the_plugin_imports_nothing_heavy():
    code = "import sys, auditor_plugins.linux as _; m = sys.modules; "
    code += "print('pydantic' in m, 'sqlite3' in m)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_rooms_see_no_other_package_of_the_project():
    folder = Path(sys.modules["auditor_plugins.linux"].__file__).parent
    for path in folder.glob("*.py"):
        for line in path.read_text().splitlines():
            if line.startswith(("from auditor", "import auditor")):
                assert line.startswith(("from auditor.api", "from auditor_plugins.linux")), path
