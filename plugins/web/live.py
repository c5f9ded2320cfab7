"""The truth of a TLS port: a handshake for each version, through one `ask(question)`."""

from __future__ import annotations

import json
import socket
import ssl
import warnings
from collections.abc import Callable, Iterable
from typing import Any

from auditor.api import GapError, GapReason

Ask = Callable[[str], Any]
VERSIONS = {"1.0": ssl.TLSVersion.TLSv1, "1.1": ssl.TLSVersion.TLSv1_1,
            "1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}  # fmt: skip


def server(address: str, timeout: float) -> Ask:
    """A question is JSON: port, name, version. The answer: whether it is accepted, and until when
    the certificate is valid. The certificate is read and not trusted; nothing else is sent.
    """

    def ask(question: str) -> Any:
        port, name, version = json.loads(question)
        try:
            with socket.create_connection((address, port), timeout) as plain:
                return _shaken(plain, name, version)
        except ssl.SSLError:
            return {"accepted": False, "expires": None}
        except TimeoutError:
            text = f"port {port} does not answer in time"
            raise GapError(GapReason.TIMEOUT, text, None, f"端口 {port} 未及时响应") from None
        except ConnectionResetError:
            return {"accepted": False, "expires": None}
        except OSError as error:
            text = f"port {port} cannot be reached: {type(error).__name__}"
            raise GapError(GapReason.UNREACHABLE, text, None, f"端口 {port} 无法连接") from None

    return ask


def _shaken(plain: socket.socket, name: str, version: str) -> dict[str, Any]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = VERSIONS[version]
    context.set_ciphers("ALL:@SECLEVEL=0")
    with context.wrap_socket(plain, server_hostname=name or None) as shaken:
        return {"accepted": True, "expires": expiry(shaken.getpeercert(binary_form=True))}


def expiry(data: bytes | None) -> str | None:
    """Until when a certificate (DER or PEM) is valid."""
    from cryptography import x509  # noqa: PLC0415 - start-up time

    if not data:
        return None
    try:
        pem = data.lstrip().startswith(b"-----")
        found = (
            x509.load_pem_x509_certificate(data) if pem else x509.load_der_x509_certificate(data)
        )
    except ValueError:
        return None
    return found.not_valid_after_utc.isoformat()


def look(ask: Ask, port: int, names: Iterable[str]) -> tuple[str, str | None]:
    """The lowest version that any of the names accepts, and the first end of a certificate.

    Raises:
        GapError: the port cannot be reached, or speaks no TLS.
    """
    lowest, ends = "", set()
    for name in names:
        for version in VERSIONS:
            answer = ask(json.dumps([port, name, version]))
            if answer["accepted"]:
                lowest = min(lowest or version, version)
                ends |= {answer["expires"]} - {None}
    if not lowest:
        text, text_zh = f"port {port} accepts no version of TLS", f"端口 {port} 不接受任何 TLS 版本"
        raise GapError(GapReason.INVALID, text, None, text_zh)
    return lowest, min(ends, default=None)
