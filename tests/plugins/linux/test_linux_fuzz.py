"""Whatever the files hold, no room crashes, and every kind is answered."""

from __future__ import annotations

import tempfile
from pathlib import Path

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FILES = [
    "/etc/apt/apt.conf.d/20auto-upgrades",
    "/etc/apache2/ports.conf",
    "/etc/audit/audit.rules",
    "/etc/audit/auditd.conf",
    "/etc/clamav/clamd.conf",
    "/etc/crypttab",
    "/etc/dconf/db/local.d/00",
    "/etc/default/slapd",
    "/etc/default/tftpd-hpa",
    "/etc/default/ufw",
    "/etc/dovecot/dovecot.conf",
    "/etc/firefox/policies/policies.json",
    "/etc/fstab",
    "/etc/group",
    "/etc/inetd.conf",
    "/etc/iptables/rules.v4",
    "/etc/login.defs",
    "/etc/logrotate.conf",
    "/etc/nftables.conf",
    "/etc/nginx/nginx.conf",
    "/etc/opt/chrome/policies/managed/a.json",
    "/etc/os-release",
    "/etc/pam.d/common-password",
    "/etc/passwd",
    "/etc/postfix/main.cf",
    "/etc/postfix/master.cf",
    "/etc/rsyslog.conf",
    "/etc/security/pwquality.conf",
    "/etc/shadow",
    "/etc/snmp/snmpd.conf",
    "/etc/ssh/sshd_config",
    "/etc/sudoers",
    "/etc/sysctl.conf",
    "/etc/systemd/journald.conf",
    "/etc/ufw/ufw.conf",
    "/etc/ufw/user.rules",
    "/etc/vsftpd.conf",
    "/etc/xinetd.d/a",
    "/var/lib/clamav/daily.cvd",
    "/var/lib/lastlog/lastlog2.db",
    "/var/lib/update-notifier/updates-available",
    "/var/log/lastlog",
]
INSTALLED = r"""
apache2 auditd clamav-daemon dovecot-imapd nginx openbsd-inetd openssh-server postfix
rsyslog slapd snmpd sudo tftpd-hpa vsftpd xinetd
"""
UNITS = r"""
apache2 auditd clamav-daemon dovecot inetd nginx nftables postfix ssh ufw vsftpd slapd snmpd
tftpd-hpa xinetd netfilter-persistent
"""
PIECES = r"""
= : ; { } [ ] ( ) , " ' \ # @ ! % * + - / -1 0 1 22 99999999999999999999 ² ٣ --1 root li ALL
yes no Match all User Include include /etc/nftables.conf /etc/sudoers @include
common-password #includedir password requisite pam_pwquality.so minlen=x pam_unix.so table
inet ip chain add rule input type filter hook policy drop accept jump goto :INPUT -A INPUT
-j ACCEPT *filter PermitRootLogin MaxAuthTries Ciphers +a, User_Alias A=B NOPASSWD:
PASS_MAX_DAYS listen 80; Listen <VirtualHost SSLEngine on agentaddress udp: smtp inet smtpd
-o max_log_file_action keep_logs -w -p rwxa -S open rotate weekly daily size maxage
PASS_MAX_DAYS=99999999999999999999 minlen=99999999999999999999 MaxRetentionSec=1x [Journal]
enabled=yes x:x:1:1:::/bin/sh {"policies": 3} null é �
"""
lines = st.lists(st.sampled_from(PIECES.split()), max_size=9).map(" ".join)
text = st.one_of(
    st.lists(lines, max_size=6).map("\n".join).map(str.encode),
    st.binary(max_size=60),
    st.text(max_size=60).map(lambda one: one.encode("utf-8", "surrogatepass")),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.dictionaries(st.sampled_from(FILES), text, min_size=12, max_size=len(FILES)), st.booleans()
)
def test_no_content_makes_a_room_crash(tree_type, files, known):
    with tempfile.TemporaryDirectory() as name:
        tree = tree_type(Path(name)).write(files).start(*UNITS.split())
        if known:
            tree.install(*INSTALLED.split())
        results = tree.collect(kind="laptop")
    shown = [one.items for one in results.values()]
    assert orjson.dumps(shown)
    assert all(gap.message and gap.message_zh for one in results.values() for gap in one.gaps)
