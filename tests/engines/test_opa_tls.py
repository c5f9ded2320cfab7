"""Engine `opa` over TLS, with a certificate on both sides."""

import datetime
import ipaddress

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from auditor.api import ConfigError
from tests.engines.opa_tools import ask, assert_no_green, assert_right, running, settings

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def issue(folder, name, issuer=None, days=36500):
    """Write a certificate and its key; without an issuer it is its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    by, by_key = issuer or (subject, key)
    loopback = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - datetime.timedelta(days=7300))
        .not_valid_after(NOW - datetime.timedelta(days=7300) + datetime.timedelta(days=days))
        .add_extension(x509.BasicConstraints(issuer is None, None), critical=True)
        .add_extension(x509.SubjectAlternativeName([loopback]), critical=False)
    )
    certificate = builder.sign(by_key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    (folder / f"{name}.pem").write_bytes(certificate.public_bytes(pem))
    (folder / f"{name}.key").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return subject, key


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    authority = issue(folder, "authority")
    issue(folder, "server", authority)
    issue(folder, "client", authority)
    issue(folder, "stranger")
    both = (folder / "client.pem").read_bytes() + (folder / "client.key").read_bytes()
    (folder / "both.pem").write_bytes(both)
    (folder / "text.pem").write_text("no certificate")
    return folder


@pytest.fixture(scope="module")
def server(opa_binary, certificates):
    options = [
        f"--tls-cert-file={certificates}/server.pem",
        f"--tls-private-key-file={certificates}/server.key",
        f"--tls-ca-cert-file={certificates}/authority.pem",
        "--authentication=tls",
    ]
    with running(*options) as one:
        yield one.url.replace("http:", "https:")


def given(folder, **names):
    return {option: str(folder / name) for option, name in names.items()}


@pytest.mark.parametrize(
    "files",
    [
        {"authority": "authority.pem", "certificate": "client.pem", "key": "client.key"},
        {"authority": "authority.pem", "certificate": "both.pem"},
    ],
)
def test_both_sides_show_their_certificates(server, certificates, files):
    assert_right(ask(settings(server, **given(certificates, **files))))


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"authority": "stranger.pem", "certificate": "both.pem"},
        {"authority": "authority.pem"},
        {"authority": "authority.pem", "certificate": "stranger.pem", "key": "stranger.key"},
    ],
)
def test_without_trust_there_is_no_answer(server, certificates, files):
    answers = ask(settings(server, **given(certificates, **files)))
    assert_no_green(answers)
    assert answers["a"].error.startswith("engine unreachable: ")


def test_an_authority_that_is_not_trusted_is_named(server, certificates):
    answers = ask(settings(server, **given(certificates, authority="stranger.pem")))
    assert "--opa-ca" in answers["a"].error


def test_plain_http_to_a_tls_server_is_no_pass(server, monkeypatch):
    monkeypatch.setattr("auditor.engines.opa_remote.CLEAN_SECONDS", 0.1)
    assert_no_green(ask(settings(server.replace("https:", "http:"))))


@pytest.mark.parametrize(
    ("files", "option"),
    [
        ({"authority": "absent.pem"}, "--opa-ca"),
        ({"authority": "text.pem"}, "--opa-ca"),
        ({"certificate": "client.pem"}, "--opa-cert"),
        ({"certificate": "client.pem", "key": "stranger.key"}, "--opa-cert"),
        ({"certificate": "absent.pem", "key": "client.key"}, "--opa-cert"),
        ({"key": "client.key"}, "--opa-cert"),
    ],
)
def test_files_that_cannot_be_used_are_named(certificates, files, option):
    with pytest.raises(ConfigError, match=option):
        ask(settings("https://127.0.0.1:1", **given(certificates, **files)))


def test_a_file_in_the_environment_counts_for_nothing(server, certificates, monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificates / "authority.pem"))
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    assert_no_green(ask(settings(server, **given(certificates, certificate="both.pem"))))
    files = given(certificates, authority="authority.pem", certificate="both.pem")
    assert_right(ask(settings(server, **files)))
