"""What a real API server once said, played back; tests/integration/test_kubernetes.py refreshes
it.
"""

from __future__ import annotations

from auditor.api.testing import Recording
from auditor_plugins.kubernetes.collect import asked
from tests.contracts.rego import ROOT
from tests.plugins.kubernetes.conftest import CONTEXT, Result, target

FILE = ROOT / "tests/plugins/kubernetes/recordings/kubernetes.json"


def replayed(tmp_path, **options) -> Result:
    one = target(tmp_path, kubeconfig="file:none", **options)
    return Result(list(asked(Recording(FILE).replay(), one, CONTEXT))).checked()


def test_a_recorded_cluster(tmp_path):
    result = replayed(tmp_path)
    assert {one.kind for one in result.gaps()} == {"audit_logging", "storage_inventory"}
    assert [(row["kind"], row["name"], row["permissions"]) for row in result.rows("workloads")] == [
        ("Deployment", "web", []),
        ("Pod", "kube-apiserver-one", ["hostNetwork"]),
    ]
    assert [row["default_inbound"] for row in result.rows("firewall_config")] == ["deny"] * 3
    assert len(result.rows("rbac_grants")) > 40
    place = {"file": "kubernetes/cluster/serviceaccounts/app/web"}
    assert result.row("account_inventory", "system:serviceaccount:app:web") == {
        "system_id": "cluster",
        "account": "system:serviceaccount:app:web",
        "kind": "service",
        "privileged": False,
        "enabled": True,
        "_loc": place,
    }
    assert result.row("account_inventory", "system:kube-controller-manager")["privileged"]
    assert "13800138000" not in repr(
        [list(one.items) for one in result.things if hasattr(one, "items")]
    )


def test_the_same_rows_twice(tmp_path):
    first, second = (replayed(tmp_path) for _ in range(2))
    assert [list(one.items) for one in first.things if hasattr(one, "items")] == [
        list(one.items) for one in second.things if hasattr(one, "items")
    ]
