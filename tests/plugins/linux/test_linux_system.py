from __future__ import annotations

import json

import pytest

from auditor_plugins.linux import auditor_collectors, collector
from auditor_plugins.linux.packages import parse_status

APT = "/etc/apt/apt.conf.d/20auto-upgrades"
ON = 'APT::Periodic::Update-Package-Lists "1";\nAPT::Periodic::Unattended-Upgrade "{}";\n'
LOG = "/var/log/unattended-upgrades/unattended-upgrades.log"
HEADER = "ClamAV-VDB:06 Oct 2026 04-30 -0400:27400:1:90:x:y:z:1:2"


def test_the_inventory_says_what_the_host_says_and_is_a_fallback(tree):
    tree.write({"/usr/lib/os-release": 'NAME=x\nPRETTY_NAME="Debian 12"\n'})
    found = tree.collect(kind="database", holds_customer_info=True)["system_inventory"]
    assert found.row["os_name"] == "Debian 12" and found.row["kind"] == "database"
    assert found.row["system_id"] == found.row["host"] == "web-1"
    assert found.at("os_name") == ("host/usr/lib/os-release", 2)
    assert found.collected.fallback and "public_facing" not in found.row


def test_updates_that_run_by_themselves(tree):
    log = "2026-11-19 06:00:00,1 INFO x\n2026-11-20 06:00:00,1 INFO x\nTraceback\n"
    files = {
        APT: ON.format(1),
        LOG: log,
        "/var/lib/update-notifier/updates-available": "0 updates\n",
    }
    found = tree.write(files).install("unattended-upgrades").collect()["patch_status"]
    assert found.row["auto_update_enabled"] is True
    assert found.row["last_checked_at"] == "2026-11-20"
    assert found.at("last_checked_at") == (f"host{LOG}", 2)
    assert not found.gaps and not found.collected.fallback


def test_a_kind_that_another_target_delivers_can_be_left_out(tree):
    assert "patch_status" not in tree.collect(leave_out=["patch_status"])
    with pytest.raises(ValueError, match="leave_out"):
        tree.collect(leave_out=["patches"])


def test_gaps_are_told_in_chinese_too(tree):
    gaps = [gap for one in tree.collect().values() for gap in one.gaps]
    assert gaps and all(gap.message_zh for gap in gaps)


@pytest.mark.parametrize(("value", "package"), [("0", "unattended-upgrades"), ("1", "bash")])
def test_updates_that_do_not(tree, value, package):
    found = tree.write({APT: ON.format(value)}).install(package).collect()["patch_status"]
    assert found.row["auto_update_enabled"] is False
    assert found.at("auto_update_enabled") == (f"host{APT}", 2)


@pytest.mark.parametrize("note", [None, "12 updates can be applied\n"])
def test_pending_updates_that_are_not_known_are_a_gap(tree, note):
    files = {"/var/lib/update-notifier/updates-available": note} if note else {}
    found = tree.write({APT: ON.format(1)} | files).collect()["patch_status"]
    assert (found.gap.reason, found.gap.partial) == ("absent", True)


def test_clamav(tree):
    files = {
        "/etc/clamav/clamd.conf": "",
        "/var/lib/clamav/daily.cvd": HEADER.encode().ljust(512) + b"\0\xff",
        "/var/log/clamav/scan.log": "x\nStart Date: 2026:11:20 04:00:01\n",
    }
    tree.write(files).install("clamav-daemon").start("clamav-daemon")
    row = tree.collect()["endpoint_protection"].row
    assert (row["product"], row["running"], row["realtime"]) == ("clamav", True, False)
    assert row["signatures_at"] == "2026-10-06T08:30:00Z"
    assert row["last_scan_at"] == "2026-11-20"


def test_no_clamav_is_no_row_and_no_knowledge_is_a_gap(tree):
    assert tree.collect()["endpoint_protection"].gap.reason == "absent"
    found = tree.install("bash").collect()["endpoint_protection"]
    assert found.collected and not found.items


ENDPOINT = {
    "/etc/fstab": "# x\n/dev/mapper/root_crypt / ext4 defaults 0 1\nUUID=1 /boot ext4 d 0 2\n",
    "/etc/crypttab": "root_crypt UUID=2 none luks\n",
    "/etc/modprobe.d/usb.conf": "install usb-storage /bin/false\n",
    "/etc/dconf/db/local.d/00": "[org/gnome/desktop/session]\nidle-delay=uint32 600\n"
    "[org/gnome/desktop/screensaver]\nlock-enabled=true\nlock-delay=uint32 30\n",
    "/etc/firefox/policies/policies.json": json.dumps(
        {"policies": {"OfferToSaveLogins": False, "SanitizeOnShutdown": True}}
    ),
    "/etc/NetworkManager/system-connections/cafe.nmconnection": (
        "[connection]\nid=x\n[wifi]\nssid=x\n"
    ),
}


def test_a_laptop(tree):
    found = tree.write(ENDPOINT).start("cron").collect(kind="laptop")["endpoint_config"]
    row = found.row
    assert row["disk_encrypted"] is True and row["removable_storage"] == "blocked"
    assert row["screen_lock_minutes"] == 11
    assert row["browser_saves_passwords"] is False and row["browser_clear_on_exit"] is True
    assert row["wifi_autojoin_open"] is True and row["firewall_on"] is False
    assert "vpn_on_untrusted" not in row
    assert found.at("screen_lock_minutes") == ("host/etc/dconf/db/local.d/00", 2)


def test_a_plain_disk_is_found_at_its_line(tree):
    tree.write(ENDPOINT | {"/etc/fstab": "/dev/sda1 / ext4 d 0 1\n"}).start("cron")
    found = tree.collect(kind="workstation")["endpoint_config"]
    assert found.row["disk_encrypted"] is False
    assert found.at("disk_encrypted") == ("host/etc/fstab", 1)


def test_a_server_has_no_endpoint_row(tree):
    found = tree.write(ENDPOINT).collect()["endpoint_config"]
    assert found.collected and not found.items


def test_packages_that_were_removed_are_not_installed():
    text = (
        "Package: a\nStatus: install ok installed\nVersion: 2\nDescription: x\n more: y\n\n"
        "Package: b\nStatus: deinstall ok config-files\nVersion: 1\n"
    )
    assert parse_status(text) == {"a": "2"}


def test_an_empty_tree_gives_a_gap_or_a_statement_for_every_kind(tree):
    results = tree.collect()
    without = {kind for kind, one in results.items() if not one.gaps}
    assert without == {"endpoint_config", "system_inventory"}
    assert all(gap.reason == "absent" for one in results.values() for gap in one.gaps)


def test_a_room_that_fails_is_a_gap_of_its_kind_alone(tree, monkeypatch):
    def fail(_):
        raise RuntimeError("secret value")

    monkeypatch.setitem(collector.ROOMS, "file_acl", fail)
    (found,) = auditor_collectors()
    with pytest.raises(AssertionError, match="crashed"):
        tree.collect()
    (gap,) = collector._guarded("file_acl", fail, type("S", (), {"name": "h"})())
    assert gap.reason == "crashed" and "secret" not in gap.message
    assert found.kinds(found.options()) == tuple(sorted(collector.ROOMS))
