"""Real OPA servers on loopback, and a proxy that does to them what networks do."""

import http.client
import shutil
import socket
import subprocess
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

from auditor.engines.interface import (
    EngineSettings,
    Input,
    Module,
    OpaSettings,
    Policies,
    Question,
)
from auditor.engines.opa import OpaEngine

LIB = Module("lib.rego", "package lib.size\n\nlarge(x) if x > data.params.limit\n")
CONTROLS = ("a", "b", "c", "d", "e", "f", "g", "h", "i", "j")


def control(name):
    text = f"""package rules.{name}
import data.lib.size

deny contains {{"msg": "{name} is large"}} if size.large(input.{name})
applicable if input.{name}
"""
    return Module(f"rules/{name}.rego", text)


POLICIES = Policies((LIB, *map(control, CONTROLS)), '{"params": {"limit": 10}}')
INPUT = Input(
    ('{"a": 11, "b": 9, "c": 12' + "".join(f', "{n}": 1' for n in "defghi") + "}").encode()
)
QUESTIONS = [Question(name, f"rules.{name}", ("deny", "applicable"), INPUT) for name in CONTROLS]


@dataclass
class Server:
    """A running `opa run --server`."""

    url: str
    process: subprocess.Popen
    session: requests.Session = field(default_factory=requests.Session)

    def get(self, path):
        return self.session.get(f"{self.url}/v1/{path}", timeout=10).json()

    def leftovers(self):
        """What runs have left: ids of policies, and names below `data`."""
        ids = [policy["id"] for policy in self.get("policies").get("result", [])]
        return sorted(ids), list(self.get("data").get("result", {}))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(*options, port=None, folder=None):
    port = port or free_port()
    command = [shutil.which("opa"), "run", "--server", "--addr", f"127.0.0.1:{port}"]
    command += ["--log-level", "error", *map(str, options)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return Server(f"http://127.0.0.1:{port}", process)
        time.sleep(0.02)
    raise AssertionError("opa does not start")


def stop(server):
    server.process.kill()
    server.process.wait()


@contextmanager
def running(*options, port=None):
    server = start(*options, port=port)
    try:
        yield server
    finally:
        stop(server)


class Proxy(ThreadingHTTPServer):
    """Forwards to an OPA server what `behave(method, path)` answers "pass" to; else it does what
    the answer says.
    """

    daemon_threads = True

    def __init__(self, upstream, behave):
        super().__init__(("127.0.0.1", 0), Handler)
        self.upstream, self.behave = upstream.removeprefix("http://"), behave
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.seen = []

    def handle_error(self, *_):
        pass


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def _any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.seen.append((self.command, self.path))
        what = self.server.behave(self.command, self.path)
        getattr(self, f"_{what}")(body)

    do_GET = do_PUT = do_POST = do_DELETE = _any

    def _pass(self, body, cut=False):
        upstream = http.client.HTTPConnection(self.server.upstream, timeout=60)
        headers = {"Content-Type": self.headers.get("Content-Type", "")}
        upstream.request(self.command, self.path, body, headers)
        reply = upstream.getresponse()
        self._answer(reply.status, reply.read(), cut=cut)

    def _answer(self, status, content, cut=False, type_="application/json"):
        self.send_response(status)
        self.send_header("Content-Type", type_)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2] if cut else content)
        self.close_connection = cut

    def _cut(self, body):
        self._pass(body, cut=True)

    def _drop(self, _):
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True

    def _500(self, _):
        self._answer(500, b"<html>oops</html>", type_="text/html")

    def _json500(self, _):
        self._answer(500, b'{"code": "internal_error", "message": "oops \\"secret\\""}')

    def _503(self, _):
        self._answer(503, b"busy")

    def _garbage(self, _):
        self._answer(200, bytes(range(256)) * 9)

    def _wrong(self, _):
        self._answer(200, b'{"result": {"deny": [], "applicable": true}}')

    def _list(self, _):
        self._answer(200, b'{"result": []}')

    def _empty(self, _):
        self._answer(200, b"{}")

    def _redirect(self, _):
        self.send_response(307)
        self.send_header("Location", f"http://{self.server.upstream}{self.path}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _hang(self, _):
        time.sleep(30)

    def _drip(self, _):
        """One byte in a while: no pause is ever as long as the timeout."""
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.2)

    def _slowly(self, body):
        time.sleep(0.3)
        self._pass(body)


@contextmanager
def proxied(server, behave):
    proxy = Proxy(server.url, behave)
    threading.Thread(target=proxy.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield proxy
    finally:
        proxy.shutdown()
        proxy.server_close()


def settings(url="", timeout=20.0, jobs=2, **more):
    return EngineSettings(jobs, timeout, opa=OpaSettings(url, **more))


def ask(opa, questions=QUESTIONS, policies=POLICIES):
    """Answers by key."""
    with OpaEngine(opa) as engine:
        return {answer.key: answer for answer in engine.ask(policies, questions)}


def assert_right(answers):
    """Every control was judged, and rightly."""
    assert [answers[name].error for name in CONTROLS] == [""] * len(CONTROLS)
    denied = {name for name in CONTROLS if answers[name].sets["deny"]}
    assert denied == {"a", "c"}
    assert answers["a"].sets["deny"] == ({"msg": "a is large"},)
    assert [answers[name].applicable for name in CONTROLS] == [True] * 9 + [None]


def assert_no_green(answers):
    """Every control has an answer, and it is an error."""
    assert set(answers) == set(CONTROLS)
    assert [name for name in CONTROLS if not answers[name].error] == []
    assert not any(answers[name].sets for name in CONTROLS)
