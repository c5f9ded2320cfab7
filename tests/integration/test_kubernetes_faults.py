"""The kubernetes plugin against an API server that misbehaves."""

from __future__ import annotations

import re
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.api import Context, GapError, GapReason
from auditor_plugins.kubernetes.collect import promised
from tests.integration.kube_real import Kube
from tests.integration.kube_recorded import Api, recorded
from tests.integration.ports import free_port, silent_server
from tests.plugins.kubernetes.conftest import COLLECTOR, NOW, Result, collected, target


def of(server: Kube | Api, folder: Path, token: str = "", **options: Any) -> Result:
    config = server.kubeconfig(token) if token else server.kubeconfig()
    (folder / "config").write_text(config)
    return collected(folder, kubeconfig="file:config", **options)


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


def test_a_kubeconfig_by_variable_and_a_ca_by_option(api, tmp_path, monkeypatch):
    config = re.sub(r"    certificate-authority: .*\n", "", api.kubeconfig())
    monkeypatch.setenv("KUBE_CONFIG", config)
    (tmp_path / "ca.crt").write_bytes(api.certificate.read_bytes())
    with_pods(api, 2)
    result = collected(tmp_path, kubeconfig="env:KUBE_CONFIG", ca="ca.crt")
    assert len(result.rows("workloads")) == 2
    with pytest.raises(GapError, match="CA certificate"):
        collected(tmp_path, kubeconfig="env:KUBE_CONFIG", ca="none.crt")
