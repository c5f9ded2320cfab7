"""A small HTTPS server with the forms of the Kubernetes API: for what a real one cannot be made
to do, such as to hang, to die in the middle, or to hold a hundred thousand pods.
"""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.integration.certificates import self_signed
from tests.integration.kube_real import kubeconfig

TOKEN = "recorded-token"
Items = Callable[[int, int], list[dict[str, Any]]]


@dataclass
class Api:
    """What the server holds, by resource, and how it behaves."""

    url: str = ""
    certificate: Path = Path()
    counts: dict[str, int] = field(default_factory=dict)
    make: dict[str, Items] = field(default_factory=dict)
    behave: Callable[[str, int], str] = lambda path, asked: ""
    asked: list[str] = field(default_factory=list)

    def kubeconfig(self, token: str = TOKEN) -> str:
        return kubeconfig(self.url, self.certificate, token)

    def answer(self, path: str) -> tuple[int, Any]:
        parts = urlsplit(path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/version":
            return 200, {"gitVersion": "v1.33.4"}
        if parts.path == "/apis":
            return 200, {"kind": "APIGroupList", "groups": [{"name": "apps"}]}
        name = parts.path.rpartition("/")[2]
        start, size = int(query.get("continue", 0)), int(query["limit"])
        total = self.counts.get(name, 0)
        end = min(start + size, total)
        items = self.make[name](start, end) if total else []
        more = {"continue": str(end), "remainingItemCount": total - end} if end < total else {}
        return 200, {"kind": "List", "metadata": {"resourceVersion": "7", **more}, "items": items}


def status(code: int, **more: Any) -> tuple[int, Any]:
    return code, {"kind": "Status", "status": "Failure", "code": code, "metadata": more}


class _Handler(BaseHTTPRequestHandler):
    api: Api
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self.api.asked.append(self.path)
        way = self.api.behave(self.path, len(self.api.asked))
        if way in ("hang", "die", "trickle"):
            {"hang": self._hang, "die": self._die, "trickle": self._trickle}[way]()
        elif self.headers.get("Authorization") != f"Bearer {TOKEN}":
            self._send(*status(401))
        elif way == "gone":
            self._send(*status(410, **{"continue": "1000"}))
        else:
            self._send(*(status(int(way)) if way else self.api.answer(self.path)))

    def _hang(self) -> None:
        time.sleep(20)

    def _die(self) -> None:
        self.connection.shutdown(socket.SHUT_RDWR)

    def _send(self, code: int, body: Any) -> None:
        data = json.dumps(body).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _trickle(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        for _ in range(60):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.2)

    def log_message(self, *_: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: Any) -> None:
        """Clients that turn away are what is tested."""


@contextmanager
def recorded(folder: Path, days: int = 30) -> Iterator[Api]:
    certificate, key = self_signed(folder, days=days)
    api = Api()
    server = _Server(("127.0.0.1", 0), type("Bound", (_Handler,), {"api": api}))
    server.daemon_threads = True
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    server.socket = tls.wrap_socket(server.socket, server_side=True)
    api.url, api.certificate = f"https://127.0.0.1:{server.server_address[1]}", certificate
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield api
    finally:
        server.shutdown()
        server.server_close()
