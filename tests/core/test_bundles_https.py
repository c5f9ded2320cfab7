"""Bundles over https: from real servers on loopback, trusted or not, quick or not."""

import datetime
import ipaddress
import ssl
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from auditor.api import PolicyError
from auditor.core.bundles import fetching, read_source
from auditor.core.config import PolicySource, Verification
from tests.core.bundle_tools import FILES, built, pair, tar, write

ARCHIVE = tar(FILES)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for 127.0.0.1 that is its own authority, with its key, in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    start = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + datetime.timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(signed.public_bytes(Encoding.PEM) + private)
    return path


@pytest.fixture
def trusted(certificate, monkeypatch):
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    return certificate


@contextmanager
def serving(certificate, answer):
    """The address of a server that lets `answer(handler)` answer each request."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            answer(self)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    scheme = "http"
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"{scheme}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def sending(body, status=200, **headers):
    def answer(handler):
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def refused(folder, url, words):
    with pytest.raises(PolicyError, match=words) as caught:
        read_source(PolicySource(path=url), folder)
    assert "secret" not in str(caught.value)


def test_a_bundle_is_fetched_and_named_without_its_query(folder, trusted):
    with serving(trusted, sending(ARCHIVE)) as url:
        bundle = read_source(PolicySource(path=f"{url}/b.tar.gz?token=secret"), folder)
    assert bundle.name == f"{url}/b.tar.gz"
    assert bundle.modules[0].name == f"{url}/b.tar.gz/rules/own/limit.rego"


def test_a_fetched_bundle_is_verified(folder, trusted):
    archive = built(write(folder / "p", FILES), "RS256")
    (folder / "k").write_bytes(pair("RS256")[1])
    verify = Verification(key="file:k")
    with serving(trusted, sending(archive)) as url:
        assert read_source(PolicySource(path=f"{url}/b", verify=verify), folder).modules
    with serving(trusted, sending(ARCHIVE)) as url, pytest.raises(PolicyError, match="not signed"):
        read_source(PolicySource(path=f"{url}/b", verify=verify), folder)


def test_a_server_that_nobody_vouches_for_is_refused(folder, certificate, trusted, monkeypatch):
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    with serving(certificate, sending(ARCHIVE)) as url:
        refused(folder, f"{url}/b?secret", "no trusted TLS")


def test_a_certificate_for_another_name_is_refused(folder, trusted):
    with serving(trusted, sending(ARCHIVE)) as url:
        refused(folder, url.replace("127.0.0.1", "localhost"), "no trusted TLS")


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:1/b?secret", "ftp://127.0.0.1/b", "file:///etc/passwd",
     "https://u:secret@127.0.0.1:1/b", "https:///b", "https://[::1/b", "https://h:x/b"],
)  # fmt: skip
def test_other_addresses_are_refused_without_a_connection(folder, url):
    refused(folder, url, "https address|valid address")


def test_redirects_lead_to_https_only(folder, trusted):
    with (
        serving(trusted, sending(ARCHIVE)) as there,
        serving(trusted, sending(b"", 302, Location=f"{there}/b")) as url,
    ):
        assert read_source(PolicySource(path=f"{url}/b"), folder).modules
    with (
        serving(None, sending(ARCHIVE)) as plain,
        serving(trusted, sending(b"", 301, Location=f"{plain}/b")) as url,
    ):
        refused(folder, f"{url}/b", "not an https address")


def test_redirects_come_to_an_end(folder, trusted):
    with serving(trusted, sending(b"", 302, Location="/again")) as url:
        refused(folder, f"{url}/b", "more than 5 redirects")


@pytest.mark.parametrize("status", [204, 206, 304, 401, 404, 500])
def test_any_other_answer_is_refused(folder, trusted, status):
    with serving(trusted, sending(b"", status)) as url:
        refused(folder, f"{url}/b", f"the server answered {status}")


def test_too_much_is_refused(folder, trusted, monkeypatch):
    monkeypatch.setattr(fetching, "MAX_PACKED", 100)
    with serving(trusted, sending(ARCHIVE)) as url:
        refused(folder, f"{url}/b", "larger than")


def test_a_download_cut_off_is_refused(folder, trusted):
    with serving(trusted, sending(ARCHIVE[:50], Content_Length="5000")) as url:
        refused(folder, f"{url}/b", "cannot be fetched|cut off")


def test_a_body_in_chunks_is_read_whole(folder, trusted):
    def chunked(handler):
        handler.protocol_version = "HTTP/1.1"
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for start in range(0, len(ARCHIVE), 100):
            part = ARCHIVE[start : start + 100]
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        handler.wfile.write(b"0\r\n\r\n")
        handler.close_connection = True

    with serving(trusted, chunked) as url:
        assert read_source(PolicySource(path=f"{url}/b"), folder).modules


def test_a_server_that_stalls_or_drips_is_given_up(folder, trusted, monkeypatch):
    done = threading.Event()

    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        while not done.wait(0.05):
            handler.wfile.write(b"x")

    monkeypatch.setattr(fetching, "READ", 0.2)
    with serving(trusted, lambda _: done.wait(5)) as url:
        refused(folder, f"{url}/b", "no answer in time")
        done.set()
    done.clear()
    monkeypatch.setattr(fetching, "WHOLE", 0.3)
    with serving(trusted, drip) as url:
        refused(folder, f"{url}/b", "not downloaded within")
        done.set()


def test_nobody_there(folder, trusted):
    with serving(trusted, sending(b"")) as url:
        pass
    refused(folder, f"{url}/b?secret", "cannot be fetched: ConnectionError")
