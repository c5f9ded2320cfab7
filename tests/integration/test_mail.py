"""The plugin `mail` against a real Postfix: its log, its configuration, and a real check."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.api import Collected, Context, Target
from auditor.api.trees import Tree
from auditor_plugins.mail import auditor_collectors
from auditor_plugins.mail.postfix import Postfix as Read
from tests.integration.mail_audit import audit, outcome, reported
from tests.integration.mail_postfix import Postfix, free_port, running, short_path
from tests.require import require

CUSTOMER = "13812345678@qq.com"
TARGET = """\
- {{name: mx, type: mail, postfix: etc, logs: [mail.log], holds_customer_info: true,
   headers: {{data_class: X-Data-Class}}, {more}}}
"""
(COLLECTOR,) = auditor_collectors()
__all__ = ["short_path"]


@pytest.fixture(scope="module")
def postfix(short_path) -> Postfix:
    """Stopped again, with what it wrote: four messages, one of them twice refused."""
    root = short_path()
    with running(root) as server:
        server.send("li@bank.test", "a@partner.test", CUSTOMER, tag="identity")
        server.send("wang@bank.test", "b@partner.test", tag="identity")
        server.send("li@bank.test", "c@qq.com")
        server.send("x@partner.test", "li@bank.test")
        server.wait("removed", 6)
    return server


def rows(postfix: Postfix, kind: str, **options) -> list[dict]:
    given = COLLECTOR.options(**({"postfix": "etc", "logs": ["mail.log"]} | options))
    target = Target("mx", "mail", "b", given, postfix.root)
    context = Context(datetime.now(UTC), "UTC", wanted=frozenset({kind}))
    (one,) = COLLECTOR.collect(target, context)
    assert isinstance(one, Collected)
    return list(one.items)


def test_which_messages_went_out_in_clear_text_and_by_whom(postfix):
    sent = [row for row in rows(postfix, "mail_log") if row["direction"] == "outbound"]
    found = {(row["sender"], row["recipient_address"], row["tls_version"]) for row in sent}
    assert found == {
        ("li@bank.test", "a@partner.test", "1.3"),
        ("li@bank.test", CUSTOMER, "none"),
        ("wang@bank.test", "b@partner.test", "1.3"),
        ("li@bank.test", "c@qq.com", "none"),
    }
    assert {row["status"] for row in sent} == {"sent"}
    text = postfix.log.read_text().splitlines()
    for row in sent:
        line = text[row["_loc"]["line"] - 1]
        assert row["queue_id"] in line
        assert row["recipient_address"] in line


def test_reused_connections_of_a_real_server(short_path):
    root = short_path()
    extra = "smtp_tls_connection_reuse = yes\nsmtp_connection_cache_destinations = partner.test"
    with running(root, extra) as server:
        for number in range(3):
            server.send("li@bank.test", f"c{number}@partner.test", "d@qq.com")
        server.wait("removed", 6)
    sent = [row for row in rows(server, "mail_log") if row["direction"] == "outbound"]
    versions = {(row["recipient_domain"], row["tls_version"]) for row in sent}
    assert versions == {("partner.test", "1.3"), ("qq.com", "none")}
    assert len(sent) == 6


def test_a_server_that_cannot_be_reached_is_deferred(short_path):
    root = short_path()
    with running(root, "smtp_connect_timeout = 2s") as server:
        closed = free_port()
        main = server.etc / "main.cf"
        main.write_text(f"{main.read_text()}\ndefault_transport = smtp:[127.0.0.1]:{closed}\n")
        server.control("reload")
        server.send("li@bank.test", "a@far.test")
        server.wait("status=deferred", 1)
    (row,) = rows(server, "mail_log")
    assert (row["status"], row["direction"]) == ("deferred", "outbound")


def test_main_cf_reads_as_postconf_reads_it(postfix):
    """Every parameter that is set, expanded; and every `-o` of master.cf."""
    read = Read.read(Tree(postfix.root, Path("/")), "etc")
    said = dict(line.split(" = ", 1) if " = " in line else (line.rstrip(" ="), "")
                for line in postfix.postconf("-n").splitlines())  # fmt: skip
    del said["config_directory"]
    own = {name: " ".join(value.text.split()) for name, value in read.settings.given.items()}
    assert own == {name: " ".join(text.split()) for name, text in said.items()}
    for name in ("mydestination", "smtpd_tls_cert_file", "inet_interfaces"):
        assert read.settings.text(name) == postfix.postconf("-x", "-h", name).strip()
    given = {
        f"{one.name}/{one.type}/{name} = {value.text}"
        for one in read.services
        for name, value in one.given.items()
    }
    assert given == set(postfix.postconf("-P").splitlines())
    services = {line.split()[0] for line in postfix.postconf("-M").splitlines()}
    assert {one.name for one in read.services} == services


def test_dovecot_reads_as_doveconf_reads_it(tmp_path):
    require("dovecot", shutil.which("doveconf"))
    shutil.copytree("/usr/share/dovecot", tmp_path / "dovecot")
    shutil.copytree("/etc/dovecot/conf.d", tmp_path / "dovecot/conf.d", dirs_exist_ok=True)
    path = tmp_path / "dovecot/dovecot.conf"
    tail = "\nprotocols = imap\nssl = no\ndisable_plaintext_auth = no\n"
    path.write_text(path.read_text() + tail)
    ask = ["doveconf", "-c", path, "-h", "protocols", "ssl", "disable_plaintext_auth"]
    said = subprocess.run(ask, check=True, capture_output=True, text=True).stdout.split()
    assert said == ["imap", "no", "no"]
    given = COLLECTOR.options(dovecot=str(path))
    context = Context(datetime.now(UTC), "UTC", wanted=frozenset({"listening_services"}))
    (one,) = COLLECTOR.collect(Target("mx", "mail", "b", given, tmp_path), context)
    assert [(row["port"], row["encrypted"]) for row in one.items] == [(143, False)]


def test_a_check_finds_the_planted_faults_at_their_place(postfix):
    loud = (postfix.etc / "main.cf").read_text().replace("loopback-only", "all")
    loud_master = (postfix.etc / "master.cf").read_text().replace("127.0.0.1:", "10.0.0.9:")
    folder = postfix.root / "loud"
    folder.mkdir(exist_ok=True)
    (folder / "main.cf").write_text(loud)
    (folder / "master.cf").write_text(loud_master)
    target = TARGET.format(more="rspamd: none").replace("postfix: etc", "postfix: loud")
    controls = ("CIC-026-1", "CIC-026-3b", "CIC-026-3c")
    done = audit(postfix.root, target, *controls)
    mail = outcome(done, "CIC-026-3b")
    assert mail.verdict == "fail"
    (finding,) = mail.findings
    line = postfix.log.read_text().splitlines()[finding.location.line - 1]
    assert CUSTOMER in line
    assert "relay=127.0.0.1" in line
    assert len(mail.unknown) == 1, "the message without a tag"
    (clear,) = outcome(done, "CIC-026-3c").findings
    assert clear.location.file == "loud/master.cf"
    assert clear.location.line == 1
    text = reported(done)
    assert CUSTOMER.encode() not in text
    assert b"13812345678" not in text
    assert reported(audit(postfix.root, target, *controls)) == text


def test_a_hardened_server_raises_no_alarm(short_path):
    root = short_path()
    extra = "smtp_tls_mandatory_protocols = >=TLSv1.2\nsmtpd_tls_security_level = encrypt"
    with running(root, extra) as server:
        with_tls = server.etc / "main.cf"
        with_tls.write_text(with_tls.read_text().replace("level = may", "level = encrypt", 1))
        server.control("reload")
        subprocess.run(
            ["sendmail", "-C", server.etc, "-f", "li@bank.test", "a@partner.test"],
            input=b"X-Data-Class: identity\n\nhello\n", check=True, capture_output=True,
        )  # fmt: skip
        server.wait("removed", 2)
    done = audit(root, TARGET.format(more="rspamd: none"), "CIC-026-3b", "CIC-026-3c")
    assert [outcome(done, one).verdict for one in ("CIC-026-3b", "CIC-026-3c")] == ["pass", "pass"]


def test_a_large_log_stays_within_its_bounds(tmp_path):
    """400,000 lines in a process of its own: memory does not grow with the log."""
    line = (
        "Nov 27 10:00:00 mx postfix/qmgr[5]: {0:09X}: from=<u@bank.test>, size=1, nrcpt=1 (queue)\n"
        "Nov 27 10:00:00 mx postfix/smtp[7]: {0:09X}: to=<c{0}@p.test>, relay=mx[10.0.0.1]:25, "
        "delay=1, status=sent (ok)\n"
        "Nov 27 10:00:00 mx postfix/smtpd[9]: connect from a[10.0.0.1]\n"
        "Nov 27 10:00:00 mx postfix/qmgr[5]: {0:09X}: removed\n"
    )
    with (tmp_path / "mail.log").open("w") as file:
        for number in range(100_000):
            file.write(line.format(number + (1 << 30)))
    program = (
        "import re, sys, pathlib, datetime\n"
        "from auditor.api import Context, Target\n"
        "from auditor_plugins.mail import auditor_collectors\n"
        "c, = auditor_collectors()\n"
        "o = c.options(logs=['mail.log'], internal_domains=['bank.test'])\n"
        "t = Target('mx', 'mail', 'b', o, pathlib.Path(sys.argv[1]))\n"
        "found = list(c.collect(t, Context(datetime.datetime.now(datetime.UTC), 'UTC')))\n"
        "print(len(found), len(found[0].items),"
        " int(re.search('VmHWM:\\\\s+(\\\\d+)',"
        " pathlib.Path('/proc/self/status').read_text())[1]) // 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, tmp_path], capture_output=True, text=True,
                          check=True, timeout=120)  # fmt: skip
    parts, count, megabytes = map(int, done.stdout.split())
    assert (parts, count) == (1, 100_000)
    assert megabytes < 150
