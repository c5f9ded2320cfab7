from __future__ import annotations

import socket

import pytest

from auditor_plugins.linux.hosts import LocalHost
from auditor_plugins.linux.ports import exposure
from auditor_plugins.linux.sockets import decoded, listening

CASES = [
    ("openssh-server", "ssh", {"/etc/ssh/sshd_config": "Port 2222\n"}, (2222, "ssh", True), 1),
    (
        "openbsd-inetd",
        "inetd",
        {"/etc/inetd.conf": "#ftp x\ntelnet stream tcp nowait root /usr/sbin/telnetd telnetd\n"},
        (23, "telnet", False),
        2,
    ),
    (
        "xinetd",
        "xinetd",
        {"/etc/xinetd.d/tel": "service telnet\n{\n disable = no\n}\n"},
        (23, "telnet", False),
        1,
    ),
    ("vsftpd", "vsftpd", {"/etc/vsftpd.conf": "listen=YES\n"}, (21, "ftp", False), 1),
    ("vsftpd", "vsftpd", {"/etc/vsftpd.conf": "\nssl_enable=YES\n"}, (21, "ftp", True), 2),
    (
        "vsftpd",
        "vsftpd",
        {"/etc/vsftpd.conf": "ssl_enable=YES\nforce_local_data_ssl=NO\n"},
        (21, "ftp", False),
        1,
    ),
    (
        "proftpd-core",
        "proftpd",
        {"/etc/proftpd/proftpd.conf": "Port 2121\n"},
        (2121, "ftp", False),
        1,
    ),
    (
        "tftpd-hpa",
        "tftpd-hpa",
        {"/etc/default/tftpd-hpa": 'TFTP_ADDRESS=":69"\n'},
        (69, "tftp", False),
        1,
    ),
    (
        "nginx",
        "nginx",
        {"/etc/nginx/sites-enabled/a": "server {\n listen 0.0.0.0:8080;\n}\n"},
        (8080, "http", False),
        2,
    ),
    (
        "nginx",
        "nginx",
        {"/etc/nginx/conf.d/a.conf": "server { \nlisten [::]:443 ssl http2; }\n"},
        (443, "https", True),
        2,
    ),
    ("apache2", "apache2", {"/etc/apache2/ports.conf": "Listen 80\n"}, (80, "http", False), 1),
    (
        "apache2",
        "apache2",
        {
            "/etc/apache2/ports.conf": "<IfModule ssl_module>\n Listen 443\n</IfModule>\n",
            "/etc/apache2/mods-enabled/ssl.load": "",
            "/etc/apache2/sites-enabled/s.conf": "<VirtualHost *:443>\n SSLEngine on\n",
        },
        (443, "https", True),
        2,
    ),
    (
        "postfix",
        "postfix",
        {
            "/etc/postfix/master.cf": "# s\nsmtp inet n - y - - smtpd\nsmtp unix - - y - - smtp\n",
            "/etc/postfix/main.cf": "smtpd_tls_security_level = may\n",
        },
        (25, "smtp", False),
        2,
    ),
    (
        "postfix",
        "postfix",
        {
            "/etc/postfix/master.cf": "submission inet n - y - - smtpd\n"
            "  -o smtpd_tls_security_level=encrypt\n",
            "/etc/postfix/main.cf": "",
        },
        (587, "smtp", True),
        1,
    ),
    (
        "slapd",
        "slapd",
        {"/etc/default/slapd": 'SLAPD_SERVICES="ldap:/// ldapi:///"\n'},
        (389, "ldap", False),
        1,
    ),
    (
        "snmpd",
        "snmpd",
        {"/etc/snmp/snmpd.conf": "agentaddress udp:10.0.0.1:161\nrocommunity public\n"},
        (161, "snmp_v2c", False),
        2,
    ),
]


MAIN = {
    "nginx": {"/etc/nginx/nginx.conf": "events {}\n"},
    "apache2": {"/etc/apache2/apache2.conf": "# main\n", "/etc/apache2/ports.conf": "# ports\n"},
}


@pytest.mark.parametrize(("package", "unit", "files", "expected", "line"), CASES)
def test_a_daemon_by_its_configuration(tree, package, unit, files, expected, line):
    tree.write({**MAIN.get(package, {}), **files}).install(package).start(unit)
    row = tree.collect(public_facing=True, holds_customer_info=True)["listening_services"].row
    assert (row["port"], row["protocol"], row["encrypted"]) == expected
    assert (row["exposure"], row["holds_customer_info"]) == ("external", True)
    assert row["_loc"]["line"] == line


def test_dovecot_in_clear_text_and_required_tls(tree):
    tree.write({"/etc/dovecot/dovecot.conf": "protocols = imap\nlisten = 127.0.0.1\nssl = yes\n"})
    tree.install("dovecot-imapd").start("dovecot")
    plain, wrapped = tree.collect()["listening_services"].items
    assert (plain["protocol"], plain["encrypted"], plain["exposure"]) == ("imap", False, "loopback")
    assert (wrapped["port"], wrapped["encrypted"]) == (993, True)


@pytest.mark.parametrize(("package", "unit"), [("bash", "vsftpd"), ("vsftpd", "cron")])
def test_what_is_not_installed_or_does_not_start_is_no_service(tree, package, unit):
    tree.write({"/etc/vsftpd.conf": ""}).install(package).start(unit)
    found = tree.collect()["listening_services"]
    assert found.collected and not found.items and not found.gaps


def test_an_installed_daemon_whose_file_is_lost_is_a_gap(tree):
    found = tree.install("vsftpd").start("vsftpd").collect()["listening_services"]
    assert found.gap.reason == "absent" and found.gap.location.file == "host/etc/vsftpd.conf"


def test_without_a_package_database_nobody_knows(tree):
    gap = tree.start("vsftpd").collect()["listening_services"].gap
    assert gap.reason == "absent" and gap.location.file == "host/var/lib/dpkg/status"


def test_the_widest_of_two_addresses_counts(tree):
    text = "server {\nlisten 127.0.0.1:80;\nlisten 80;\n}\n"
    tree.write({**MAIN["nginx"], "/etc/nginx/conf.d/a.conf": text}).install("nginx").start("nginx")
    row = tree.collect()["listening_services"].row
    assert (row["exposure"], row["_loc"]["line"]) == ("internal", 3)


@pytest.mark.parametrize(
    ("address", "reach"),
    [
        ("127.0.0.1", "loopback"),
        ("::1", "loopback"),
        ("[::1]", "loopback"),
        ("::ffff:127.0.0.1", "loopback"),
        ("localhost", "loopback"),
        ("*", "internal"),
        ("::", "internal"),
        ("10.0.0.1", "internal"),
    ],
)
def test_exposure(address, reach):
    assert exposure(address, None) == reach
    assert exposure(address, True) == ("loopback" if reach == "loopback" else "external")


def test_addresses_of_the_kernel_s_tables():
    assert decoded("0100007F") == "127.0.0.1"
    assert decoded("00000000000000000000000001000000") == "::1"
    assert exposure(decoded("0000000000000000FFFF00000100007F"), None) == "loopback"


def test_a_real_socket_is_seen(tree):
    udp = socket.socket(type=socket.SOCK_DGRAM)
    with socket.create_server(("127.0.0.1", 0)) as server, udp:
        udp.bind(("127.0.0.1", 0))
        port = server.getsockname()[1]
        wanted = {("127.0.0.1", port, "tcp"), ("127.0.0.1", udp.getsockname()[1], "udp")}
        seen = {(one.address, one.port, one.transport) for one in listening(LocalHost(tree.base))}
        assert wanted <= seen
        rows = tree.collect(root=None)["listening_services"].items
    row = next(one for one in rows if one["port"] == port)
    assert row["exposure"] == "loopback" and row["_loc"]["file"] == "/proc/net/tcp"


@pytest.mark.parametrize("package", [*MAIN])
def test_a_web_server_without_its_main_file_is_a_gap(tree, package):
    gap = tree.install(package).start(package).collect()["listening_services"].gaps[0]
    assert gap.reason == "absent" and gap.location.file == "host" + [*MAIN[package]][-1]
