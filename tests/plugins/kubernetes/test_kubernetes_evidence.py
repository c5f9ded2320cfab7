"""Networks, workloads, services, audit and encryption, from manifests."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from auditor.api import GapReason
from auditor_plugins.kubernetes.images import parted, whole
from tests.plugins.kubernetes.conftest import Result, collected, manifests


def applied(folder, *objects: Any, **options: Any) -> Result:
    (folder / "a.yaml").write_text(yaml.safe_dump_all(objects))
    return collected(folder, manifests=("a.yaml",), **options)


def thing(kind: str, version: str, spec: Any, name: str = "one", **more: Any) -> dict[str, Any]:
    meta = {"name": name, "namespace": "app"} if kind != "Namespace" else {"name": name}
    return {"kind": kind, "apiVersion": version, "metadata": meta, "spec": spec, **more}


SPACE = thing("Namespace", "v1", {}, "app")


def policy(spec: Any) -> dict[str, Any]:
    return thing("NetworkPolicy", "networking.k8s.io/v1", spec)


ANY, ONE = {}, {"matchLabels": {"a": "b"}}
WORLD = {"from": [{"ipBlock": {"cidr": "0.0.0.0/0"}}]}


@pytest.mark.parametrize(
    ("specs", "row"),
    [
        ([], (False, "accept", 0)),
        ([{"podSelector": ANY}], (True, "deny", 0)),
        ([{"podSelector": ANY, "policyTypes": ["Egress"]}], (False, "accept", 0)),
        ([{"podSelector": {"matchLabels": {}}, "policyTypes": ["Ingress"]}], (True, "deny", 0)),
        ([{"podSelector": ONE}], (True, "accept", 0)),
        (
            [{"podSelector": {"matchExpressions": [{"key": "a", "operator": "Exists"}]}}],
            (True, "accept", 0),
        ),
        ([{"podSelector": ANY, "ingress": [{}]}], (True, "accept", 1)),
        ([{"podSelector": ANY, "ingress": [WORLD]}], (True, "accept", 1)),
        ([{"podSelector": ANY}, {"podSelector": ONE, "ingress": [WORLD]}], (True, "deny", 1)),
        ([{"podSelector": ANY, "ingress": [{"ports": [{"port": 1}]}]}], (True, "deny", 0)),
        ([{"podSelector": ANY, "ingress": [{"from": [{"podSelector": ANY}]}]}], (True, "deny", 0)),
    ],
)
def test_network_policies(tmp_path, specs, row):
    (found,) = applied(tmp_path, SPACE, *map(policy, specs)).rows("firewall_config")
    assert (found["enabled"], found["default_inbound"], found["any_any_rules"]) == row
    assert found["host"] == "cluster"


def test_policies_of_other_kinds_make_a_doubt_not_a_fault(tmp_path):
    other = thing("CiliumNetworkPolicy", "cilium.io/v2", {})
    result = applied(tmp_path, SPACE, other)
    (gap,) = result.gaps("firewall_config")
    assert (gap.reason, gap.partial, result.rows("firewall_config")) == (
        GapReason.INVALID,
        False,
        [],
    )
    assert not applied(tmp_path, SPACE, other, policy({"podSelector": {}})).gaps("firewall_config")


def test_exempt_namespaces_and_reviews(tmp_path):
    objects = [thing("Namespace", "v1", {}, name) for name in ("app", "kube-public", "kube-system")]
    result = applied(tmp_path, *objects, rules_reviewed_at="2026-10-01")
    assert [row["rules_reviewed_at"] for row in result.rows("firewall_config")] == [
        "2026-10-01"
    ] * 2


def pod(kind: str = "Pod", **spec: Any) -> dict[str, Any]:
    spec.setdefault("containers", [{"name": "c", "image": "a.b/c@sha256:1"}])
    if kind == "CronJob":
        return thing(kind, "batch/v1", {"jobTemplate": {"spec": {"template": {"spec": spec}}}})
    return thing(
        kind,
        "apps/v1" if kind != "Pod" else "v1",
        spec if kind == "Pod" else {"template": {"spec": spec}},
    )


def container(**context: Any) -> list[dict[str, Any]]:
    return [{"name": "c", "image": "a.b/c", "securityContext": context}]


HOST_PATH = [{"name": "v", "hostPath": {"path": "/"}}]
MOUNT = [{"name": "c", "image": "a.b/c", "volumeMounts": [{"name": "v", "mountPath": "/x"}]}]


@pytest.mark.parametrize(
    ("spec", "permissions"),
    [
        ({}, []),
        ({"hostNetwork": True, "hostPID": True, "hostIPC": False}, ["hostNetwork", "hostPID"]),
        ({"containers": container(privileged=True)}, ["privileged"]),
        ({"initContainers": container(privileged=True)}, ["privileged"]),
        ({"ephemeralContainers": container(privileged=True)}, ["privileged"]),
        (
            {"containers": container(capabilities={"add": ["CHOWN", "cap_sys_admin"]})},
            ["capability:SYS_ADMIN"],
        ),
        ({"volumes": HOST_PATH}, []),
        ({"volumes": HOST_PATH, "containers": MOUNT}, ["hostPath:/"]),
        ({"securityContext": {"seccompProfile": {"type": "Unconfined"}}}, ["unconfined"]),
        ({"containers": container(procMount="Unmasked")}, ["unmasked-proc"]),
        (
            {"containers": [{"name": "c", "image": "a", "ports": [{"hostPort": 80}]}]},
            ["hostPort:80"],
        ),
    ],
)
@pytest.mark.parametrize("kind", ["Pod", "Deployment", "CronJob"])
def test_permissions(tmp_path, kind, spec, permissions):
    result = applied(tmp_path, pod(kind, **spec))
    (row,) = result.rows("workloads")
    assert (row["kind"], row["permissions"]) == (kind, permissions)
    assert {
        name for one in result.rows("software_inventory") for name in one["permissions"]
    } == set(permissions)


def test_root_and_escalation(tmp_path):
    def told(pod_context: Any, **context: Any) -> tuple[bool, bool]:
        spec = {"securityContext": pod_context, "containers": container(**context)}
        (row,) = applied(tmp_path, pod(**spec)).rows("workloads")
        return row["may_run_as_root"], row["may_escalate"]

    assert told({}) == (True, True)
    assert told({"runAsNonRoot": True}, allowPrivilegeEscalation=False) == (False, False)
    assert told({"runAsUser": 1000}) == (False, True)
    assert told({"runAsUser": 1000}, runAsUser=0) == (True, True)


@pytest.mark.parametrize(
    ("image", "full", "name", "version"),
    [
        ("nginx", "docker.io/library/nginx:latest", "docker.io/library/nginx", "latest"),
        ("a/b:1", "docker.io/a/b:1", "docker.io/a/b", "1"),
        ("localhost/a", "localhost/a:latest", "localhost/a", "latest"),
        ("r:5000/a", "r:5000/a:latest", "r:5000/a", "latest"),
        ("r.x/a@sha256:1", "r.x/a@sha256:1", "r.x/a", "sha256:1"),
        ("r.x/a:2@sha256:1", "r.x/a:2@sha256:1", "r.x/a", "2@sha256:1"),
    ],
)
def test_names_of_images(image, full, name, version):
    assert whole(image) == full
    assert parted(full) == (name, version)


def test_images_are_approved_by_pattern(tmp_path):
    approved = [{"pattern": "a.b/*@sha256:*", "permissions": ["privileged"], "licensed": True}]
    spec = {
        "containers": [{"name": "c", "image": "a.b/c@sha256:1"}, {"name": "d", "image": "a.b/c:1"}]
    }
    rows = applied(tmp_path, pod(**spec), approved_images=approved).rows("software_inventory")
    assert [(row["version"], row["approved"], row.get("licensed")) for row in rows] == [
        ("1", False, None),
        ("sha256:1", True, True),
    ]


@pytest.mark.parametrize(
    ("port", "protocol", "encrypted"),
    [
        ({"port": 80}, "http", False),
        ({"port": 443}, "https", True),
        ({"port": 9000, "name": "http-api"}, "http", False),
        ({"port": 80, "appProtocol": "https"}, "https", True),
        ({"port": 80, "appProtocol": "kubernetes.io/h2c"}, "http", False),
        ({"port": 5432, "name": "tcp"}, "postgresql", None),
        ({"port": 80, "name": "odd"}, "unknown", None),
        ({"port": 9999}, "unknown", None),
        ({"port": 9999, "appProtocol": "bank.example/x"}, "bank.example/x", None),
    ],
)
def test_protocols_of_services(tmp_path, port, protocol, encrypted):
    (row,) = applied(tmp_path, thing("Service", "v1", {"ports": [port]})).rows("listening_services")
    assert (row["protocol"], row.get("encrypted"), row["exposure"]) == (
        protocol,
        encrypted,
        "internal",
    )
    assert row["host"] == "cluster/app/one"


def test_exposure_mesh_and_what_people_know(tmp_path):
    spec = {"type": "LoadBalancer", "ports": [{"port": 80}]}
    options = {"encrypted_namespaces": ("app",), "customer_namespaces": ("ap*",)}
    result = applied(tmp_path, thing("Service", "v1", spec), **options)
    (row,) = result.rows("listening_services")
    assert (row["exposure"], row["encrypted"], row["holds_customer_info"]) == (
        "external",
        False,
        True,
    )
    inside = thing("Service", "v1", {"ports": [{"port": 80}]})
    (row,) = applied(tmp_path, inside, **options).rows("listening_services")
    assert row["encrypted"]
    (row,) = applied(tmp_path, inside, protocols={"app/one:*": "GRPCS"}).rows("listening_services")
    assert (row["protocol"], row["encrypted"]) == ("grpcs", True)
    away = thing("Service", "v1", {"type": "ExternalName", "ports": [{"port": 80}]})
    assert applied(tmp_path, away).rows("listening_services") == []


@pytest.mark.parametrize(
    ("tls", "hosts", "ports"),
    [
        ([], ["a.x"], [80]),
        ([{"hosts": ["a.x"]}], ["a.x"], [443]),
        ([{"hosts": ["*.x"]}], ["a.x"], [443]),
        ([{"secretName": "s"}], ["a.x", "b.x"], [443]),
        ([{"hosts": ["a.x"]}], ["a.x", "b.x"], [443, 80]),
        ([], [], [80]),
    ],
)
def test_ingresses(tmp_path, tls, hosts, ports):
    spec = {"tls": tls, "rules": [{"host": host} for host in hosts]}
    rows = applied(tmp_path, thing("Ingress", "networking.k8s.io/v1", spec)).rows(
        "listening_services"
    )
    assert [row["port"] for row in rows] == ports
    assert {row["exposure"] for row in rows} == {"external"}


def server(*flags: str) -> dict[str, Any]:
    words = ["kube-apiserver", *flags]
    return thing(
        "Pod", "v1", {"containers": [{"name": "s", "image": "s", "command": words}]}, "server"
    )


ON = ("--audit-policy-file=p", "--audit-log-path", "/var/log/a")
SECRETS = [{"group": "", "resources": ["secrets", "configmaps"]}]


def audit(*rules: Any, **more: Any) -> dict[str, Any]:
    return {"kind": "Policy", "apiVersion": "audit.k8s.io/v1", "rules": list(rules), **more}


LOGGED = {"level": "Metadata"}


@pytest.mark.parametrize(
    ("rules", "covered"),
    [
        ([LOGGED], (True, True)),
        ([], (False, False)),
        ([{"level": "None"}, LOGGED], (False, False)),
        ([{"level": "None", "verbs": ["get"]}, LOGGED], (False, True)),
        (
            [{"level": "None", "resources": [{"group": "", "resources": ["events"]}]}, LOGGED],
            (True, True),
        ),
        ([{"level": "None", "resources": [{"group": ""}]}, LOGGED], (False, False)),
        ([{"level": "None", "nonResourceURLs": ["/healthz*"]}, LOGGED], (True, True)),
        ([{"level": "None", "userGroups": ["system:nodes"]}, LOGGED], (True, True)),
        ([{"level": "None", "users": ["li"]}, LOGGED], (False, False)),
        ([{"level": "None", "userGroups": ["system:authenticated"]}, LOGGED], (False, False)),
        ([{"level": "None", "namespaces": ["app"]}, LOGGED], (False, False)),
        ([{"level": "Metadata", "users": ["li"]}], (False, False)),
        (
            [
                {
                    "level": "Metadata",
                    "resources": SECRETS,
                    "verbs": ["create", "update", "patch", "delete", "deletecollection"],
                }
            ],
            (False, True),
        ),
        (
            [{"level": "Metadata", "omitStages": ["RequestReceived", "ResponseComplete"]}],
            (False, False),
        ),
    ],
)
def test_audit_policies(tmp_path, rules, covered):
    (row,) = applied(tmp_path, server(*ON), audit(*rules)).rows("audit_logging")
    assert (row["covers_reads"], row["covers_writes"]) == covered


@pytest.mark.parametrize(
    ("flags", "fields"),
    [
        ((), {"enabled": False, "forwarded": None, "retention_days": None}),
        (ON, {"enabled": True, "forwarded": None, "retention_days": 36500}),
        ((*ON, "--audit-log-maxage=30"), {"retention_days": 30}),
        ((*ON, "--audit-log-maxage=200", "--audit-log-maxbackup=5"), {"retention_days": None}),
        ((*ON, "--audit-webhook-config-file=w"), {"forwarded": True}),
        (("--audit-policy-file=p", "--audit-webhook-config-file=w"), {"enabled": True}),
        (("--audit-log-path=x",), {"enabled": False}),
    ],
)
def test_audit_flags(tmp_path, flags, fields):
    (row,) = applied(tmp_path, server(*flags), audit(LOGGED)).rows("audit_logging")
    assert {name: row.get(name) for name in fields} == fields


def test_the_worst_of_several_servers_decides(tmp_path):
    strict = server(*ON, "--audit-webhook-config-file=w", "--encryption-provider-config=e")
    result = applied(tmp_path, strict, server(), audit(LOGGED), encryption("secrets", "kms"))
    assert not result.rows("audit_logging")[0]["enabled"]
    assert not result.rows("storage_inventory")[0]["encrypted"]


def test_audit_without_policy_or_server(tmp_path):
    result = applied(tmp_path, server(*ON))
    (gap,) = result.gaps("audit_logging")
    assert (gap.reason, gap.partial) == (GapReason.ABSENT, True)
    assert "covers_reads" not in result.rows("audit_logging")[0]
    result = applied(tmp_path, audit(LOGGED))
    (gap,) = result.gaps("audit_logging")
    assert (gap.reason, gap.partial) == (GapReason.ABSENT, False)


def encryption(resource: str, *providers: str) -> dict[str, Any]:
    entry = {"resources": [resource], "providers": [{name: {}} for name in providers]}
    version = "apiserver.config.k8s.io/v1"
    return {"kind": "EncryptionConfiguration", "apiVersion": version, "resources": [entry]}


FLAG = "--encryption-provider-config=e"


@pytest.mark.parametrize(
    ("resource", "providers", "encrypted"),
    [
        ("secrets", ["aescbc", "identity"], True),
        ("secrets", ["identity", "aescbc"], False),
        ("secrets", [], False),
        ("configmaps", ["kms"], False),
        ("*.", ["kms"], True),
        ("*.*", ["secretbox"], True),
        ("*.apps", ["secretbox"], False),
    ],
)
def test_encryption(tmp_path, resource, providers, encrypted):
    result = applied(tmp_path, server(FLAG), encryption(resource, *providers))
    (row,) = result.rows("storage_inventory")
    assert (row["store_id"], row["encrypted"]) == ("cluster/etcd", encrypted)
    assert not result.gaps("storage_inventory")


def test_what_is_not_known_of_encryption(tmp_path):
    result = applied(tmp_path, encryption("secrets", "kms"))
    assert result.rows("storage_inventory")[0]["encrypted"]
    assert [one.partial for one in result.gaps("storage_inventory")] == [True]
    result = applied(tmp_path, server(FLAG))
    assert [one.partial for one in result.gaps("storage_inventory")] == [False]
    result = applied(tmp_path, SPACE)
    assert [one.reason for one in result.gaps("storage_inventory")] == [GapReason.ABSENT]
    result = applied(tmp_path, SPACE, secrets_encrypted=True, store_id="S-9")
    assert result.row("storage_inventory", "S-9")["encrypted"]


def test_who_may_come_in(tmp_path):
    for modes, controlled in (
        ("Node,RBAC", True),
        ("AlwaysAllow", False),
        ("RBAC,AlwaysAllow", False),
    ):
        result = applied(tmp_path, server(f"--authorization-mode={modes}"))
        assert result.rows("storage_inventory")[0]["access_controlled"] is controlled


def test_a_flag_stands_at_its_line(tmp_path):
    text = (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: s}\nspec:\n  containers:\n  - name: s\n"
        "    command:\n    - kube-apiserver\n    args:\n    - --audit-policy-file=p\n"
        "    - --audit-log-path=x\n"
    )
    (row,) = manifests(tmp_path, a_yaml=text).rows("audit_logging")
    assert row["_loc"] == {"file": "a.yaml", "line": 10}
