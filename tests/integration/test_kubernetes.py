"""The kubernetes plugin against a real API server, by the documented role, and against one that
misbehaves.
"""

from __future__ import annotations

import base64
import os
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from auditor import app
from auditor.api import GapError, GapReason, ReportOptions, Run
from auditor.api.testing import Recording
from auditor.app import Settings, prepare
from auditor.core.config import load_config
from auditor.core.plugins import load_plugins
from auditor.engines.interface import EngineSettings
from auditor.reports.interface import BUILTIN
from auditor_plugins.kubernetes.client import opened
from auditor_plugins.kubernetes.collect import asked
from auditor_plugins.kubernetes.listing import rule
from auditor_plugins.kubernetes.resources import API
from tests.contracts.rego import ROOT
from tests.integration import auditing
from tests.integration.kube_manifests import (
    APP,
    CONTROLS,
    DENY,
    FAULTY_NETWORK,
    FAULTY_PODS,
    FAULTY_RIGHTS,
    FILES,
    NAMESPACE,
    PLANTED,
    POD,
    REGISTERS,
    SERVER,
    TARGETS,
)
from tests.integration.kube_real import ADMIN, Kube, found, kube
from tests.integration.kube_recorded import Api
from tests.plugins.kubernetes.conftest import COLLECTOR, CONTEXT, NOW, Result, collected, target
from tests.require import require

RECORDED = ROOT / "tests/plugins/kubernetes/recordings/kubernetes.json"
README = (ROOT / "plugins" / "kubernetes" / "README.md").read_text("utf-8")
(ROLE,) = re.findall(r"```yaml\n(.*?)```", README, re.S)
PHONE = "13800138000"
GRANTS = "".join(
    f"G-{i},system:kube-{name},p-1,cluster,administration,2026-01-05\n"
    for i, name in enumerate(("controller-manager", "scheduler", "proxy"), 5)
)
GRANTS += "G-9,auditor,p-1,cluster,audit,2026-01-05\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Kube]:
    require("kube-apiserver", found())
    with kube(tmp_path_factory.mktemp("kube")) as one:
        one.apply(ROLE)
        one.apply(NAMESPACE + "".join(map(DENY.format, ("app", "default", "kube-system"))))
        one.apply(SERVER + "---\n" + APP + POD)
        yield one


def of(server: Kube | Api, folder: Path, token: str = "", **options: Any) -> Result:
    config = server.kubeconfig(token) if token else server.kubeconfig()
    (folder / "config").write_text(config)
    return collected(folder, kubeconfig="file:config", **options)


def audited(server: Kube, folder: Path, planted: bool = False, **files: str) -> Run:
    folder.mkdir(exist_ok=True)
    (folder / "manifests").mkdir(exist_ok=True)
    for name, text in ((name, PLANTED[name] if planted else FILES[name]) for name in FILES):
        (folder / "manifests" / name).write_text(text)
    where = "kubeconfig: file:config\n  manifests: [manifests]"
    texts = {**REGISTERS, "config": server.kubeconfig(), **files}
    texts["grants.csv"] += GRANTS
    return auditing.audit(folder, TARGETS.format(where=where), *CONTROLS, files=texts)


OWN_RULE = """\
version: 1
organisation: {name: Bank, timezone: Asia/Shanghai}
policies: [builtin, ./rules]
environments:
  - name: centre
    profile: {base: none, include: [K8S-001]}
    targets:
      - {name: cluster, type: kubernetes, manifests: [pods.yaml]}
"""


def test_no_false_alarm_on_a_hardened_cluster(server, tmp_path):
    done = audited(server, tmp_path)
    for one in done.environments[0].outcomes:
        found = [(each.subject, each.message) for each in (*one.findings, *one.unknown)]
        assert (one.control, one.verdict, found) == (one.control, "pass", []), one


def test_the_documented_role_is_enough_and_no_more(server, tmp_path):
    result = of(server, tmp_path, manifests=("m",))
    assert {one.reason for one in result.gaps()} == {GapReason.ABSENT}
    probes = list(COLLECTOR.probe(target(tmp_path, kubeconfig="file:config"), CONTEXT))
    told = {one.check: (one.ok, one.message) for one in probes}
    assert told["reach"] == (True, "Kubernetes v1.33.4")
    assert told["rights"][0] and told["excess"][0] and "clock" in told


def test_more_rights_than_needed_are_told(server, tmp_path):
    (tmp_path / "config").write_text(server.kubeconfig(ADMIN))
    probes = COLLECTOR.probe(target(tmp_path, kubeconfig="file:config"), CONTEXT)
    (excess,) = (one for one in probes if one.check == "excess")
    assert (excess.ok, excess.message) == (
        False,
        "more may be listed than is needed: secrets, configmaps",
    )


@pytest.mark.parametrize("name", sorted(API))
def test_one_grant_less_is_a_gap_that_names_it(server, tmp_path, name):
    less = re.sub(rf"\b{name}\b(?=[^:]*\]\n    verbs)", "others", ROLE)
    assert less != ROLE
    server.apply(less)
    try:
        result = _settled(server, tmp_path)
        probes = list(COLLECTOR.probe(target(tmp_path, kubeconfig="file:config"), CONTEXT))
    finally:
        server.apply(ROLE)
    denied = [one for one in result.gaps() if one.reason is GapReason.DENIED]
    assert denied
    assert {one.message for one in denied} == {
        f"{name} may not be listed; the ClusterRole needs {rule(API[name])}"
    }
    assert [one.message for one in probes if one.check == "rights"] == [denied[0].message]
    assert result.rows("system_inventory")
    assert (
        len(
            {
                row["_loc"]["file"]
                for kind in ("workloads", "rbac_grants", "listening_services")
                for row in result.rows(kind)
            }
        )
        > 1
    )


def _settled(server: Kube, folder: Path) -> Result:
    """Rights change within a moment."""
    stop = time.monotonic() + 5
    while time.monotonic() < stop:
        result = of(server, folder)
        if any(one.reason is GapReason.DENIED for one in result.gaps()):
            break
        time.sleep(0.1)
    return result


def test_the_recording_still_holds(server, tmp_path):
    (tmp_path / "config").write_text(server.kubeconfig())
    _settle_granted(server, tmp_path)
    recording = Recording(RECORDED)
    one = target(tmp_path, kubeconfig="file:config")
    with opened(one) as ask:
        list(asked(recording.record(lambda path: lean(ask(path))), one, CONTEXT))
    if os.environ.get("AUDITOR_RECORD"):
        recording.save()
    assert recording.drift() == []


def lean(value: Any) -> Any:
    """Without what the server adds of itself, and every run otherwise."""
    own = ("managedFields", "uid", "resourceVersion", "creationTimestamp")
    if isinstance(value, dict):
        return {k: "" if k == "date" else lean(v) for k, v in value.items() if k not in own}
    return [lean(one) for one in value] if isinstance(value, list) else value


def _settle_granted(server: Kube, folder: Path) -> None:
    stop = time.monotonic() + 5
    while time.monotonic() < stop and of(server, folder, manifests=()).gaps("workloads"):
        time.sleep(0.1)


def test_without_rights_or_with_a_wrong_token(server, tmp_path):
    result = of(server, tmp_path, "no-such-token")
    (gap,) = {(one.reason, one.message) for one in result.gaps("workloads")}
    assert gap == (
        GapReason.DENIED,
        "the API server does not accept the credentials of the kubeconfig",
    )


def test_a_client_certificate(server, tmp_path):
    """Certificates of the cluster's authority name the user; inline and in files."""
    certificate, key = issued(server, "auditor")
    data = {
        "client-certificate-data": base64.b64encode(certificate).decode(),
        "client-key-data": base64.b64encode(key).decode(),
    }
    (tmp_path / "c.crt").write_bytes(certificate)
    (tmp_path / "c.key").write_bytes(key)
    files = {"client-certificate": "c.crt", "client-key": "c.key"}
    for user in (data, files):
        config = yaml.safe_load(server.kubeconfig())
        config["users"][0]["user"] = user
        (tmp_path / "config").write_text(yaml.safe_dump(config))
        result = collected(tmp_path, kubeconfig="file:config")
        assert result.rows("workloads")
        assert not result.gaps("workloads")
    (tmp_path / "c.key").write_bytes(issued(server, "other")[1])
    with pytest.raises(GapError, match="client certificate"):
        collected(tmp_path, kubeconfig="file:config")


def issued(server: Kube, name: str) -> tuple[bytes, bytes]:
    authority = x509.load_pem_x509_certificate(server.certificate.read_bytes())
    signer = serialization.load_pem_private_key(
        server.certificate.with_suffix(".key").read_bytes(), None
    )
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH])
    certificate = (
        x509.CertificateBuilder(authority.subject, subject, key.public_key(), 7)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(usage, critical=False)
        .sign(signer, hashes.SHA256())
    )
    form = (
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return certificate.public_bytes(form[0]), key.private_bytes(*form)


def test_planted_faults_are_found_at_their_place(server, tmp_path):
    server.apply(FAULTY_NETWORK + "---\n" + FAULTY_RIGHTS + "---\n" + FAULTY_PODS)
    server.apply(FAULTY_PODS.replace("name: agent", f"name: agent-{PHONE}", 1))
    done = audited(server, tmp_path / "one", planted=True)
    assert places(done) == {
        "CIC-026-3c": {
            "kubernetes/cluster/ingresses/app/plain",
            "kubernetes/cluster/services/app/old",
        },
        "IAM-002": {
            "kubernetes/cluster/serviceaccounts/app/helper",
            "kubernetes/cluster/serviceaccounts/app/ownerless",
        },
        "LOG-001": {"manifests/audit.yaml"},
        "NET-001": {
            "kubernetes/cluster/namespaces/open",
            "kubernetes/cluster/networkpolicies/loose/allow-all",
        },
        "PWD-007": {"kubernetes/cluster/serviceaccounts/app/ownerless"},
        "SYS-005": {"manifests/encryption.yaml"},
        "SYS-008": {"kubernetes/cluster/pods/app/agent"},
    }
    again = audited(server, tmp_path / "two", planted=True)
    for name in ("text", "json", "sarif"):
        (report,) = (one for one in BUILTIN if one.name == name)
        first, second = (b"".join(report.render(one, ReportOptions())) for one in (done, again))
        assert first == second
        for secret in (PHONE, "c2VjcmV0", "auditor-token"):
            assert secret.encode() not in first


def places(done: Run) -> dict[str, set[str]]:
    return {
        one.control: {finding.location.file for finding in one.findings}
        for one in done.environments[0].outcomes
    }


def test_the_pages_own_rule_finds_a_privileged_pod(server, tmp_path):
    (text,) = re.findall(r"```rego\n(.*?)```", README, re.S)
    (tmp_path / "rules" / "kubernetes").mkdir(parents=True)
    (tmp_path / "rules" / "kubernetes" / "powerful_workload.rego").write_text(text)
    (tmp_path / "pods.yaml").write_text(FAULTY_PODS)
    (tmp_path / "auditor.yaml").write_text(OWN_RULE)
    settings = Settings(now=NOW, limits=EngineSettings(jobs=1))
    done = app.run(prepare(load_config(tmp_path / "auditor.yaml"), load_plugins(), settings))
    (found,) = auditing.outcome(done, "K8S-001").findings
    assert (found.location.file, found.location.line) == ("pods.yaml", 7)
    assert "hostPath:/run/containerd" in found.message
    assert "privileged" in found.message
