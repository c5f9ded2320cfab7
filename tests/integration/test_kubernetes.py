"""The kubernetes plugin against a real API server, by the documented role, and against one that
misbehaves.
"""

from __future__ import annotations

import os
import re
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor import app
from auditor.api import Context, GapError, GapReason, ReportOptions, Run
from auditor.api.testing import Recording
from auditor.app import Settings, prepare
from auditor.core.config import load_config
from auditor.core.plugins import load_plugins
from auditor.engines.interface import EngineSettings
from auditor.reports.interface import BUILTIN
from auditor_plugins.kubernetes.client import opened
from auditor_plugins.kubernetes.collect import asked, promised
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
from tests.integration.kube_recorded import Api, recorded
from tests.integration.ports import free_port, silent_server
from tests.plugins.kubernetes.conftest import COLLECTOR, CONTEXT, NOW, Result, collected, target
from tests.require import require

RECORDED = ROOT / "tests" / "recordings" / "kubernetes.json"
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


# A server that misbehaves.


@pytest.fixture
def api(tmp_path) -> Iterator[Api]:
    with recorded(tmp_path / "server") as one:
        yield one


def test_a_certificate_that_is_not_known(api, tmp_path):
    config = re.sub(r"    certificate-authority: .*\n", "", api.kubeconfig())
    (tmp_path / "config").write_text(config)
    options = {"kubeconfig": "file:config", "leave_out": {"system_inventory"}}
    gaps = collected(tmp_path, **options).gaps()
    assert {(one.reason, "does not verify" in one.message) for one in gaps} == {
        (GapReason.UNREACHABLE, True)
    }
    assert api.asked == []
    assert not collected(tmp_path, tls="unverified", **options).gaps("workloads")
    insecure = config.replace("    server:", "    insecure-skip-tls-verify: true\n    server:", 1)
    (tmp_path / "config").write_text(insecure)
    assert collected(tmp_path, **options).gaps("workloads")


def test_an_expired_certificate(tmp_path):
    with recorded(tmp_path / "server", days=-1) as one:
        (gap,) = of(one, tmp_path).gaps("workloads")[:1]
        assert gap.reason is GapReason.UNREACHABLE
        assert "does not verify" in gap.message


@pytest.mark.parametrize("way", ["hang", "trickle"])
def test_a_server_that_hangs(api, tmp_path, way):
    api.behave = lambda path, n: way if "/pods" in path else ""
    start = time.monotonic()
    result = of(api, tmp_path, timeout=1)
    assert time.monotonic() - start < 10
    assert [one.reason for one in result.gaps("workloads")] == [GapReason.TIMEOUT]
    assert not result.gaps("rbac_grants")


def test_a_port_without_a_word_and_one_without_a_server(tmp_path):
    with recorded(tmp_path / "server") as one:
        config = one.kubeconfig()
    with silent_server() as port:
        gaps = elsewhere(tmp_path, config, port).gaps("firewall_config")
    assert {one.reason for one in gaps} == {GapReason.TIMEOUT}
    gaps = elsewhere(tmp_path, config, free_port()).gaps("firewall_config")
    assert {one.reason for one in gaps} == {GapReason.UNREACHABLE}


def elsewhere(folder: Path, config: str, port: int) -> Result:
    (folder / "config").write_text(re.sub(r"127.0.0.1:\d+", f"127.0.0.1:{port}", config))
    wanted = frozenset({"firewall_config"})
    return collected(folder, wanted, kubeconfig="file:config", timeout=1)


def pods(start: int, end: int) -> list[dict[str, Any]]:
    return [
        {
            "metadata": {"name": f"pod-{i:06}", "namespace": f"n{i % 50:02}", "labels": {"a": "b"}},
            "spec": {
                "containers": [
                    {
                        "name": "one",
                        "image": f"registry.bank.example/app-{i % 200}:1",
                        "env": [{"name": "PADDING", "value": "x" * 300}],
                    }
                ]
            },
            "status": {"phase": "Running", "message": "y" * 200},
        }
        for i in range(start, end)
    ]


def with_pods(api: Api, count: int) -> None:
    api.counts["pods"], api.make["pods"] = count, pods


def test_a_server_that_dies_in_the_middle(api, tmp_path):
    with_pods(api, 5000)
    api.behave = lambda path, n: "die" if "continue=2000" in path else ""
    result = of(api, tmp_path)
    (gap,) = result.gaps("workloads")
    assert (gap.reason, gap.partial, len(result.rows("workloads"))) == (
        GapReason.UNREACHABLE,
        True,
        2000,
    )


def test_a_token_of_a_page_that_is_too_old(api, tmp_path):
    with_pods(api, 1500)
    api.behave = lambda path, n: "gone" if "continue=500" in path else ""
    assert len(of(api, tmp_path).rows("workloads")) == 1000


def test_a_busy_server_is_asked_again(api, tmp_path, monkeypatch):
    monkeypatch.setattr("auditor_plugins.kubernetes.client.PATIENCE", 0.1)
    with_pods(api, 3)
    api.behave = lambda path, n: "429" if n == 1 else ""
    result = collected_pods(api, tmp_path)
    assert len(result.rows("workloads")) == 3
    api.behave = lambda path, n: "503"
    (first, *_) = collected_pods(api, tmp_path).gaps("workloads")
    assert first.reason is GapReason.UNREACHABLE


def collected_pods(api: Api, folder: Path, **options: Any) -> Result:
    (folder / "config").write_text(api.kubeconfig())
    return collected(folder, frozenset({"workloads"}), kubeconfig="file:config", **options)


def test_more_objects_than_may_be_read(api, tmp_path):
    with_pods(api, 30)
    result = collected_pods(api, tmp_path, max_rows=10, page_size=5)
    assert len(result.rows("workloads")) == 10
    (gap,) = result.gaps("workloads")
    assert (gap.partial, gap.message) == (
        True,
        "pods: more than 10 objects; those beyond were not read (see max_rows)",
    )
    assert len([one for one in api.asked if "/pods" in one]) == 3


def test_a_hundred_thousand_pods(api, tmp_path):
    with_pods(api, 100_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.monotonic()
    (tmp_path / "config").write_text(api.kubeconfig())
    one = target(tmp_path, kubeconfig="file:config", page_size=5000)
    wanted = Context(NOW, "Asia/Shanghai", wanted=frozenset({"workloads", "software_inventory"}))
    counts = {each.kind: len(each.items) for each in COLLECTOR.collect(one, wanted)}
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert counts == {"software_inventory": 200, "workloads": 100_000}
    assert grown < 200, f"{grown} MB"
    assert time.monotonic() - start < 120


def test_a_kind_that_nobody_reads_is_not_asked_for(api, tmp_path):
    collected_pods(api, tmp_path)
    assert {one.partition("?")[0] for one in api.asked} == {
        "/api/v1/pods",
        "/apis/batch/v1/cronjobs",
    }


def test_a_resource_that_is_not_served(api, tmp_path):
    api.behave = lambda path, n: "404" if "cronjobs" in path else ""
    with_pods(api, 2)
    (gap,) = of(api, tmp_path).gaps("workloads")
    assert (gap.reason, gap.partial) == (GapReason.ABSENT, True)


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (lambda c: c.replace("current-context: main", "current-context: other"), "context"),
        (lambda c: c.replace("https:", "http:"), "https://"),
        (lambda c: c.replace("token: recorded-token", "exec: {command: aws}"), "exec"),
        (lambda c: "[", "not YAML"),
        (lambda c: re.sub("certificate-authority: .*", "certificate-authority: none", c), "file"),
    ],
)
def test_kubeconfigs_that_cannot_be_used(api, tmp_path, change, text):
    (tmp_path / "config").write_text(change(api.kubeconfig()))
    with pytest.raises(GapError) as caught:
        collected(tmp_path, kubeconfig="file:config")
    assert text in caught.value.message
    assert "recorded-token" not in str(caught.value)


def test_a_token_by_reference(api, tmp_path, monkeypatch):
    monkeypatch.setenv("KUBE_TOKEN", "recorded-token")
    config = api.kubeconfig().replace("token: recorded-token", "exec: {command: aws}")
    (tmp_path / "config").write_text(config)
    with_pods(api, 2)
    result = collected(tmp_path, kubeconfig="file:config", token="env:KUBE_TOKEN")
    assert len(result.rows("workloads")) == 2
    assert set(promised(target(tmp_path, kubeconfig="file:config").options)) >= {"workloads"}
