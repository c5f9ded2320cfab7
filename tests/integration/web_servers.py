"""A real nginx and a real Apache on loopback, below one folder."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from tests.integration.mail_postfix import certificate, free_port
from tests.require import require

NGINX = """\
pid {root}/nginx.pid;
error_log {root}/error.log;
events {{}}
http {{
    access_log {root}/access.log;
    include sites/*.conf;
}}
"""
SITE = """\
server {{
    listen 127.0.0.1:{port} ssl;
    server_name a.test;
    ssl_certificate cert.pem;
    ssl_certificate_key key.pem;
    {body}
}}
"""


def wait(port: int) -> None:
    import socket

    for _ in range(100):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError("the server does not answer")


@contextlib.contextmanager
def nginx(root: Path, body: str, days: int = 60) -> Iterator[int]:
    """nginx with one TLS site; its files are in `root`."""
    require("nginx", shutil.which("nginx"))
    port = free_port()
    certificate(root, "a.test", days)
    (root / "sites").mkdir()
    (root / "nginx.conf").write_text(NGINX.format(root=root))
    (root / "sites/a.conf").write_text(SITE.format(port=port, body=body))
    argv = ["nginx", "-p", root, "-c", root / "nginx.conf", "-g", "daemon off;"]
    server = subprocess.Popen(argv, stderr=subprocess.DEVNULL)
    try:
        wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)
