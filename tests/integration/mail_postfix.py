"""A real Postfix on loopback, all of it below one folder: started, used, stopped."""

from __future__ import annotations

import contextlib
import os
import shutil
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.require import require

MAIN = """\
compatibility_level = 3.6
queue_directory = {root}/queue
data_directory = {root}/data
maillog_file = {root}/mail.log
maillog_file_prefixes = {root}
myhostname = mx.bank.test
mydomain = bank.test
mydestination = $myhostname,
    $mydomain
local_recipient_maps =
local_transport = discard:
inet_interfaces = loopback-only
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtp_host_lookup = native
smtp_dns_support_level = disabled
transport_maps = inline:{{ {{partner.test=smtp:[127.0.0.1]:{peer}}},
    {{qq.com=smtp:[127.0.0.1]:{sink}}}, {{filtered.test=smtp:[127.0.0.1]:{peer}}} }}
smtp_tls_security_level = may
header_checks = regexp:{root}/headers
smtp_tls_loglevel = 1
smtpd_tls_cert_file = {root}/cert.pem
smtpd_tls_key_file = {root}/key.pem
minimal_backoff_time = 1s
maximal_backoff_time = 1s
queue_run_delay = 1s
{extra}
"""
MASTER = """\
127.0.0.1:{intake} inet n - n - - smtpd
127.0.0.1:{peer} inet n - n - - smtpd
    -o myhostname=peer.partner.test
    -o smtpd_tls_security_level=encrypt
    -o content_filter=discard:
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
local unix - n n - - local
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsproxy unix - - n - 0 tlsproxy
postlog unix-dgram n - n - 1 postlogd
"""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def certificate(folder: Path, name: str = "peer.partner.test", days: int = 30) -> None:
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-keyout", folder / "key.pem", "-out", folder / "cert.pem",
         "-days", str(days), "-subj", f"/CN={name}"],
        check=True, capture_output=True,
    )  # fmt: skip


class Postfix:
    """`root/etc` is its configuration, `root/mail.log` its log."""

    def __init__(self, root: Path, extra: str = "") -> None:
        self.root, self.etc, self.log = root, root / "etc", root / "mail.log"
        self.intake, self.peer, self.sink = free_port(), free_port(), free_port()
        self.etc.mkdir(parents=True)
        (root / "queue").mkdir()
        (root / "data").mkdir()
        shutil.chown(root / "data", "postfix")
        certificate(root)
        places = {"root": root, "intake": self.intake, "peer": self.peer, "sink": self.sink}
        (self.etc / "main.cf").write_text(MAIN.format(**places, extra=extra))
        (root / "headers").write_text("/^X-(Data-Class|Disclosure):/ INFO\n")
        (self.etc / "master.cf").write_text(MASTER.format(**places))

    def control(self, word: str) -> None:
        subprocess.run(
            ["postfix", "-c", self.etc, word], check=True, capture_output=True, timeout=30
        )

    def postconf(self, *words: str) -> str:
        argv = ["postconf", "-c", self.etc, *words]
        return subprocess.run(argv, check=True, capture_output=True, text=True).stdout

    def send(self, sender: str, *recipients: str, tag: str = "") -> None:
        head = f"X-Data-Class: {tag}\r\n" if tag else ""
        text = f"{head}Subject: statement\r\n\r\nsee the attachment\r\n"
        with smtplib.SMTP("127.0.0.1", self.intake, timeout=20) as client:
            client.sendmail(sender, recipients, text)

    def wait(self, word: str, times: int) -> str:
        """The log, once `word` is in it so many times."""
        until = time.monotonic() + 30
        while time.monotonic() < until:
            text = self.log.read_text() if self.log.exists() else ""
            if text.count(word) >= times:
                return text
            time.sleep(0.1)
        raise AssertionError(f"{word} was not logged {times} times:\n{text}")


@pytest.fixture(scope="module")
def short_path() -> Iterator[Callable[[], Path]]:
    """Folders with names short enough for sockets, which other users may search."""
    with contextlib.ExitStack() as stack:

        def made() -> Path:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mx")))
            folder.chmod(0o755)
            return folder

        yield made


@contextlib.contextmanager
def running(root: Path, extra: str = "") -> Iterator[Postfix]:
    """Postfix, and beside it a sink that speaks no TLS."""
    require("postfix", shutil.which("postfix") and shutil.which("smtp-sink"))
    if os.geteuid() != 0:
        pytest.skip("Postfix starts as root only")
    postfix = Postfix(root, extra)
    argv = ["smtp-sink", "-u", "nobody", f"127.0.0.1:{postfix.sink}", "10"]
    sink = subprocess.Popen(argv)
    try:
        postfix.control("start")
        yield postfix
    finally:
        subprocess.run(["postfix", "-c", postfix.etc, "stop"], check=False, timeout=30)
        sink.kill()
        sink.wait()
