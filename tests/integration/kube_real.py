"""A real API server on loopback, with its etcd, as kubebuilder's envtest starts them: no node, no
controllers, so that what is stored is what a person put there. How to build both programs:
tests/integration/kube_build.sh.
"""

from __future__ import annotations

import json
import shutil
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.integration.certificates import self_signed
from tests.integration.ports import end, free_port, wait_for

ADMIN, AUDITOR = "admin-token", "auditor-token"
USERS = f'{ADMIN},admin,1,"system:masters"\n{AUDITOR},auditor,2\n'
PLURALS = {"NetworkPolicy": "networkpolicies", "Ingress": "ingresses"}
EVERYWHERE = ("Namespace", "ClusterRole", "ClusterRoleBinding")


@dataclass
class Kube:
    url: str
    folder: Path
    certificate: Path
    process: subprocess.Popen[bytes] | None = None

    def call(self, method: str, path: str, body: Any = None) -> Any:
        tls = ssl.create_default_context(cafile=str(self.certificate))
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {ADMIN}", "Content-Type": "application/json"}
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=20, context=tls) as answer:
            return json.load(answer)

    def apply(self, text: str) -> None:
        """Put the objects of manifests into the cluster; those that are there are replaced."""
        for one in filter(None, yaml.safe_load_all(text)):
            path = collection(one)
            try:
                self.call("POST", path, one)
            except urllib.error.HTTPError as error:
                if error.code != 409:
                    raise AssertionError(error.read()) from None
                self.call("PUT", f"{path}/{one['metadata']['name']}", one)

    def kubeconfig(self, token: str = AUDITOR) -> str:
        return kubeconfig(self.url, self.certificate, token)


def collection(one: dict[str, Any]) -> str:
    version = one["apiVersion"]
    head = f"/apis/{version}" if "/" in version else f"/api/{version}"
    plural = PLURALS.get(one["kind"], one["kind"].lower() + "s")
    if one["kind"] in EVERYWHERE:
        return f"{head}/{plural}"
    return f"{head}/namespaces/{one['metadata'].get('namespace', 'default')}/{plural}"


def kubeconfig(url: str, certificate: Path, token: str) -> str:
    cluster = {"server": url, "certificate-authority": str(certificate)}
    return yaml.safe_dump(
        {
            "apiVersion": "v1",
            "kind": "Config",
            "current-context": "main",
            "contexts": [{"name": "main", "context": {"cluster": "one", "user": "auditor"}}],
            "clusters": [{"name": "one", "cluster": cluster}],
            "users": [{"name": "auditor", "user": {"token": token}}],
        }
    )


def found() -> bool:
    return bool(shutil.which("kube-apiserver") and shutil.which("etcd"))


@contextmanager
def kube(folder: Path) -> Iterator[Kube]:
    certificate, key = self_signed(folder)
    (folder / "users.csv").write_text(USERS)
    store, port = _etcd(folder)
    log = (folder / "apiserver.log").open("wb")
    server = subprocess.Popen(_command(folder, port, certificate, key), stdout=log, stderr=log)
    secure = int(next(w for w in server.args if w.startswith("--secure-port")).partition("=")[2])
    one = Kube(f"https://127.0.0.1:{secure}", folder, certificate, server)
    try:
        wait_for(secure, server, 60)
        _ready(one)
        yield one
    finally:
        end(server)
        end(store)
        log.close()


def _etcd(folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    port, peer = free_port(), free_port()
    here, there = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{peer}"
    command = [
        "etcd",
        f"--data-dir={folder / 'etcd'}",
        f"--listen-client-urls={here}",
        f"--advertise-client-urls={here}",
        f"--listen-peer-urls={there}",
        f"--initial-advertise-peer-urls={there}",
        f"--initial-cluster=default={there}",
        "--unsafe-no-fsync",
    ]
    log = (folder / "etcd.log").open("wb")
    process = subprocess.Popen(command, stdout=log, stderr=log)
    log.close()
    wait_for(port, process)
    return process, port


def _command(folder: Path, etcd: int, certificate: Path, key: Path) -> list[str]:
    return [
        "kube-apiserver",
        f"--etcd-servers=http://127.0.0.1:{etcd}",
        f"--secure-port={free_port()}",
        "--bind-address=127.0.0.1",
        "--endpoint-reconciler-type=none",
        f"--tls-cert-file={certificate}",
        f"--tls-private-key-file={key}",
        f"--service-account-signing-key-file={key}",
        f"--service-account-key-file={certificate}",
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-cluster-ip-range=10.0.0.0/24",
        "--disable-admission-plugins=ServiceAccount",
        "--authorization-mode=RBAC",
        "--allow-privileged=true",
        "--watch-cache=false",
        f"--token-auth-file={folder / 'users.csv'}",
        f"--client-ca-file={certificate}",
    ]


def _ready(one: Kube) -> None:
    """Until its own roles and namespaces are made."""
    stop = time.monotonic() + 60
    while time.monotonic() < stop:
        try:
            one.call("GET", "/api/v1/namespaces/kube-node-lease")
            one.call("GET", "/readyz")
        except json.JSONDecodeError:
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError((one.folder / "apiserver.log").read_text()[-2000:])
