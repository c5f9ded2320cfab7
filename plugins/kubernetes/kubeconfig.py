"""Where the API is and who we are there, from a kubeconfig. Nothing of it is ever shown."""

from __future__ import annotations

import base64
import binascii
import ssl
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from auditor.api import GapError, GapReason, Target, read_secret
from auditor_plugins.kubernetes.objects import table, text


@dataclass(frozen=True, slots=True)
class Access:
    """How to reach the API. `token` never appears in a repr."""

    server: str
    tls: ssl.SSLContext
    server_name: str
    headers: Mapping[str, str]

    def __repr__(self) -> str:
        return "Access()"


def access(target: Target) -> Access:
    """The cluster and the user of the chosen context.

    Raises:
        GapError: `denied` without a kubeconfig or usable credentials, `invalid` for its form.
    """
    options = target.options
    given = _parsed(read_secret(options.kubeconfig, target.base))
    folder = _folder(options.kubeconfig, target.base)
    name = options.context or text(given.get("current-context"))
    context = _named(given, "contexts", name, "context")
    cluster = _named(given, "clusters", text(context.get("cluster")), "cluster")
    user = {} if options.token else _named(given, "users", text(context.get("user")), "user")
    server = text(cluster.get("server")).rstrip("/")
    if not server.startswith("https://"):
        raise _bad("its server is not an https:// address", "其服务器地址不是 https://")
    tls = _trust(target, cluster, folder)
    _own_certificate(tls, user, folder)
    headers = _headers(target, user, folder)
    return Access(server, tls, text(cluster.get("tls-server-name")), headers)


def _parsed(content: str) -> Mapping[str, Any]:
    try:
        found = yaml.safe_load(content)
    except (yaml.YAMLError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise _bad("it is not YAML or JSON", "不是 YAML 或 JSON")
    return found


def _folder(reference: str, base: Path) -> Path:
    """Paths in a kubeconfig are relative to its own folder."""
    kind, _, path = reference.partition(":")
    return (base / path).parent if kind == "file" else base


def _named(given: Mapping[str, Any], plural: str, name: str, one: str) -> Mapping[str, Any]:
    listed = given.get(plural)
    for entry in listed if isinstance(listed, list) else []:
        if isinstance(entry, dict) and entry.get("name") == name and name:
            return table(entry, one)
    raise _bad(
        f"it has no such {one} (see the option context)", f"其中没有该 {one}(见选项 context)"
    )


def _trust(target: Target, cluster: Mapping[str, Any], folder: Path) -> ssl.SSLContext:
    tls = ssl.create_default_context()
    try:
        if target.options.ca:
            tls = ssl.create_default_context(cafile=str(target.base / target.options.ca))
        elif authority := _content(cluster, "certificate-authority", folder):
            tls = ssl.create_default_context(cadata=authority.decode("ascii"))
    except (OSError, ValueError):
        raise _bad("its CA certificate cannot be read", "无法读取 CA 证书") from None
    if target.options.tls == "unverified":
        tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
    return tls


def _content(given: Mapping[str, Any], name: str, folder: Path) -> bytes:
    """What `name-data` holds, or the file that `name` gives."""
    if data := text(given.get(f"{name}-data")):
        try:
            return base64.b64decode(data, validate=True)
        except binascii.Error:
            raise _bad(f"{name}-data is not base64", f"{name}-data 不是 base64") from None
    path = text(given.get(name))
    try:
        return (folder / path).read_bytes() if path else b""
    except OSError:
        raise _bad(f"the file of {name} cannot be read", f"无法读取 {name} 指向的文件") from None


def _own_certificate(tls: ssl.SSLContext, user: Mapping[str, Any], folder: Path) -> None:
    certificate = _content(user, "client-certificate", folder)
    key = _content(user, "client-key", folder)
    if not (certificate and key):
        return
    with tempfile.NamedTemporaryFile() as file:  # mode 0600; OpenSSL reads files only
        file.write(certificate + b"\n" + key)
        file.flush()
        try:
            tls.load_cert_chain(file.name, password=lambda: "")
        except (OSError, ValueError):
            raise _bad("its client certificate cannot be used", "客户端证书不可用") from None


def _headers(target: Target, user: Mapping[str, Any], folder: Path) -> dict[str, str]:
    token = text(user.get("token"))
    if target.options.token:
        token = read_secret(target.options.token, target.base)
    elif not token:
        token = _content({"token": user.get("tokenFile")}, "token", folder).decode().strip()
    if token:
        return {"Authorization": f"Bearer {token}"}
    for name in ("exec", "auth-provider", "username"):
        if name in user:
            message = f"credentials by `{name}` are not used; give the option token"
            raise _denied(message, f"不使用 {name} 方式的凭据,请给出选项 token")
    return {}


def _bad(message: str, message_zh: str) -> GapError:
    return GapError(GapReason.INVALID, f"kubeconfig: {message}", None, f"kubeconfig:{message_zh}")


def _denied(message: str, message_zh: str) -> GapError:
    return GapError(GapReason.DENIED, f"kubeconfig: {message}", None, f"kubeconfig:{message_zh}")
