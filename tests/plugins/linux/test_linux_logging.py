from __future__ import annotations

import pytest

AUDITD = "/etc/audit/auditd.conf"
RULES = "/etc/audit/rules.d/customer.rules"
JOURNALD = "/etc/systemd/journald.conf"
RSYSLOG = "/etc/rsyslog.conf"


def sources(tree, files, units=("auditd", "rsyslog")):
    tree.install("bash").start("cron", *units)
    found = tree.write(files).collect()["audit_logging"]
    return {row["source"]: row for row in found.items}


def test_auditd_with_a_watch_and_a_remote_server(tree):
    files = {
        AUDITD: "num_logs = 5\nmax_log_file_action = ROTATE\n",
        RULES: "## rules\n-D\n-w /srv/customer -p rwxa -k customer\n",
        "/etc/audit/audisp-remote.conf": "remote_server = siem.example\n",
        "/etc/audit/plugins.d/au-remote.conf": "active = yes\n",
    }
    row = sources(tree, files)["auditd"]
    assert row["enabled"] and row["covers_reads"] and row["covers_writes"] and row["forwarded"]
    assert (row["host"], row["system_id"]) == ("web-1", "web-1")
    assert "retention_days" not in row and "append_only" not in row
    assert row["_loc"] == {"file": "host/etc/audit/auditd.conf", "line": 1}
    assert row["_locs"]["covers_reads"] == {"file": f"host{RULES}", "line": 3}


@pytest.mark.parametrize(
    ("rules", "reads", "writes"),
    [
        ("-w /srv -p wa\n", False, True),
        ("-w /srv\n", True, True),
        ("-a always,exit -F dir=/srv -F perm=r -k x\n", True, False),
        ("-a always,exit -F arch=b64 -S open,openat -F dir=/srv\n", True, False),
        ("-a always,exit -F arch=b64 -S unlink,rename\n", False, True),
        ("-a never,exit -F dir=/srv -F perm=rw\n", False, False),
        ("# -w /srv -p rw\n", False, False),
        ("-w /srv -p x\n", False, False),
    ],
)
def test_what_audit_rules_cover(tree, rules, reads, writes):
    row = sources(tree, {AUDITD: "", RULES: rules})["auditd"]
    assert (row["covers_reads"], row["covers_writes"]) == (reads, writes)


def test_audit_switched_off_by_a_rule_or_by_the_unit(tree):
    files = {AUDITD: "", RULES: "-w /srv -p rw\n-e 0\n"}
    row = sources(tree, files)["auditd"]
    assert row["enabled"] is False and row["_locs"]["enabled"]["line"] == 2


def test_audit_not_started(tree):
    assert sources(tree, {AUDITD: "", RULES: ""}, units=())["auditd"]["enabled"] is False


def test_audit_logs_kept_for_ever_or_by_logrotate(tree):
    keep = {AUDITD: "max_log_file_action = keep_logs\n"}
    assert sources(tree, keep)["auditd"]["retention_days"] == 36500
    rotated = {
        AUDITD: "max_log_file_action = ignore\n",
        "/etc/logrotate.conf": "include /etc/logrotate.d\n",
        "/etc/logrotate.d/audit": "/var/log/audit/*.log {\n  weekly\n  rotate 30\n}\n",
    }
    assert sources(tree, rotated, units=())["auditd"]["retention_days"] == 210


def test_the_journal_and_its_drop_ins(tree):
    files = {
        JOURNALD: "[Journal]\n#Storage=none\nMaxRetentionSec=1week\n",
        f"{JOURNALD}.d/10.conf": "[Journal]\nMaxRetentionSec=200day\n",
        "/etc/systemd/journal-upload.conf": "[Upload]\nURL=https://logs.example\n",
    }
    row = sources(tree, files, units=("systemd-journal-upload",))["journald"]
    assert row["enabled"] and row["forwarded"] and row["retention_days"] == 200
    assert row["_locs"]["retention_days"]["file"] == f"host{JOURNALD}.d/10.conf"
    tree.write({f"{JOURNALD}.d/20.conf": "[Journal]\nStorage=none\n"})
    (row,) = tree.collect()["audit_logging"].items
    assert row["enabled"] is False


@pytest.mark.parametrize(
    ("line", "forwarded"),
    [
        ("*.* @@logs.example:514", True),
        ("auth.*  @10.0.0.5", True),
        ("*.* :omrelp:logs.example:2514", True),
        ('*.* action(type="omfwd" target="logs.example")', True),
        ('action(type="omfile" file="/var/log/x")', False),
        ("#*.* @@logs.example:514", False),
        ("auth,authpriv.* /var/log/auth.log", False),
    ],
)
def test_rsyslog_forwarding(tree, line, forwarded):
    row = sources(tree, {RSYSLOG: 'module(load="imuxsock")\n', "/etc/rsyslog.d/9.conf": line})
    assert row["rsyslog"]["forwarded"] is forwarded
    if forwarded:
        place = {"file": "host/etc/rsyslog.d/9.conf", "line": 1}
        assert row["rsyslog"]["_locs"]["forwarded"] == place


@pytest.mark.parametrize(
    ("rotation", "days"),
    [
        ("weekly\n rotate 27", 189),
        ("daily\n rotate 184", 184),
        ("monthly\n rotate 12\n maxage 100", 100),
        ("rotate 4", 28),
        ("daily\n rotate 400\n size 10M", None),
    ],
)
def test_retention_by_logrotate(tree, rotation, days):
    files = {
        RSYSLOG: "",
        "/etc/logrotate.conf": "weekly\nrotate 4\ninclude /etc/logrotate.d\n",
        "/etc/logrotate.d/rsyslog": f"/var/log/syslog\n/var/log/mail.log\n{{\n {rotation}\n}}\n",
    }
    assert sources(tree, files)["rsyslog"].get("retention_days") == days


def test_an_unknown_absence_is_a_gap_and_a_known_one_is_not(tree):
    tree.write({JOURNALD: ""}).start("cron")
    found = tree.collect()["audit_logging"]
    assert {gap.location.file for gap in found.gaps} == {f"host{AUDITD}", f"host{RSYSLOG}"}
    assert all(gap.reason == "absent" and gap.partial for gap in found.gaps)
    tree.install("bash", "auditd")
    gaps = tree.collect()["audit_logging"].gaps
    assert [gap.location.file for gap in gaps] == [f"host{AUDITD}"]
