"""S3 stores on loopback: moto's server, SeaweedFS, and a door that lets only named actions in."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.integration.ports import end, free_port, wait_for
from tests.require import require

PAGE = Path(__file__).parents[2] / "plugins" / "s3" / "README.md"
ACTIONS = {
    "acl": "s3:GetBucketAcl",
    "encryption": "s3:GetEncryptionConfiguration",
    "lifecycle": "s3:GetLifecycleConfiguration",
    "location": "s3:GetBucketLocation",
    "logging": "s3:GetBucketLogging",
    "object-lock": "s3:GetBucketObjectLockConfiguration",
    "ownershipControls": "s3:GetBucketOwnershipControls",
    "policy": "s3:GetBucketPolicy",
    "publicAccessBlock": "s3:GetBucketPublicAccessBlock",
    "replication": "s3:GetReplicationConfiguration",
    "versioning": "s3:GetBucketVersioning",
    "list-type": "s3:ListBucket",
}
"""Which right a query asks for, after the service authorization reference of AWS."""
DENIED = b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"


def documented_actions() -> list[str]:
    """The actions of the page's policy."""
    (block,) = re.findall(r"```json\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    return [name for one in json.loads(block)["Statement"] for name in one["Action"]]


@dataclass
class Server:
    url: str
    process: subprocess.Popen[bytes]


@contextmanager
def moto() -> Iterator[Server]:
    """A moto server."""
    require("moto", shutil.which("moto_server", path=str(Path(sys.executable).parent)))
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, process, 40)
        yield Server(f"http://127.0.0.1:{port}", process)
    finally:
        end(process)


@contextmanager
def seaweedfs(folder: Path) -> Iterator[str]:
    """The URL of a SeaweedFS server with its S3 gateway."""
    weed = shutil.which("weed", path=str(Path(sys.executable).parent)) or shutil.which("weed")
    require("seaweedfs", weed)
    identity = {
        "name": "admin",
        "credentials": [{"accessKey": "admin", "secretKey": "secret"}],
        "actions": ["Admin", "Read", "Write", "List", "Tagging"],
    }
    (folder / "s3.json").write_text(json.dumps({"identities": [identity]}))
    (folder / "data").mkdir()
    ports = {
        name: free_port()
        for part in ("master", "volume", "filer", "s3")
        for name in (f"{part}.port", f"{part}.port.grpc")
    }
    command = [weed, "server", "-s3", f"-dir={folder / 'data'}", "-ip=127.0.0.1"]
    command += [f"-s3.config={folder / 's3.json'}", "-volume.max=20"]
    command += [f"-{name}={port}" for name, port in ports.items()]
    log = (folder / "weed.log").open("wb")
    process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
    try:
        wait_for(ports["s3.port"], process, 40)
        yield f"http://127.0.0.1:{ports['s3.port']}"
    finally:
        end(process)


class Door:
    """A proxy that refuses actions beyond `allowed` with 403, and calls `before` each request."""

    def __init__(self, upstream: str, allowed: list[str]) -> None:
        self.upstream, self.allowed = urlsplit(upstream).netloc, set(allowed)
        self.asked: list[str] = []
        self.before: Callable[[str], None] = lambda _: None

    @contextmanager
    def open(self, certificate: tuple[Path, Path] | None = None) -> Iterator[str]:
        """The URL of the door, by TLS where there is a certificate."""
        door = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                status, body, headers = door.answer(self.path, dict(self.headers))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Silence."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            scheme = "https" if certificate else "http"
            yield f"{scheme}://localhost:{server.server_address[1]}"
        finally:
            server.shutdown()
            server.server_close()

    def answer(self, path: str, headers: dict[str, str]) -> tuple[int, bytes, dict[str, str]]:
        action = action_of(path)
        self.asked.append(action)
        self.before(action)
        if action not in self.allowed:
            return 403, DENIED, {"Content-Type": "application/xml"}
        upstream = http.client.HTTPConnection(self.upstream, timeout=10)
        upstream.request("GET", path, headers=headers)
        response = upstream.getresponse()
        body = response.read()
        upstream.close()
        return response.status, body, {"Content-Type": "application/xml"}


def action_of(path: str) -> str:
    """The action that a request needs."""
    url = urlsplit(path)
    if url.path.startswith("/v20180820/"):
        return "s3:GetAccountPublicAccessBlock"
    if url.path == "/":
        return "s3:ListAllMyBuckets"
    query = parse_qs(url.query, keep_blank_values=True)
    return next((action for key, action in ACTIONS.items() if key in query), "s3:Unknown")
