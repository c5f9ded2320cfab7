"""What bindings give, and who is privileged by them."""

from __future__ import annotations

import pytest
import yaml

from auditor_plugins.kubernetes.rights import administers, rights_of
from tests.plugins.kubernetes.conftest import collected, manifests

RBAC = "rbac.authorization.k8s.io"
ALL = ["all", "escalation", "exec", "nodes", "secrets", "tokens", "workloads"]


def rule(groups: str, resources: str, verbs: str, **more) -> dict:
    return {
        "apiGroups": groups.split(","),
        "resources": resources.split(","),
        "verbs": verbs.split(","),
        **more,
    }


@pytest.mark.parametrize(
    ("given", "rights"),
    [
        (rule("*", "*", "*"), ALL),
        (rule("", "*", "*"), ["escalation", "exec", "nodes", "secrets", "tokens", "workloads"]),
        (rule("*", "*", "get,list,watch"), ["exec", "nodes", "secrets"]),
        (rule("", "secrets", "get"), ["secrets"]),
        (rule("", "secrets", "create,update"), []),
        (rule("", "secrets", "get", resourceNames=["one"]), []),
        (rule("apps", "secrets", "get"), []),
        (rule("", "pods", "get,list"), []),
        (rule("", "pods/exec", "create"), ["exec"]),
        (rule("", "*/exec", "create"), ["exec"]),
        (rule("", "pods/log", "get"), []),
        (rule("", "nodes/proxy", "get"), ["nodes"]),
        (rule("", "serviceaccounts/token", "create"), ["tokens"]),
        (rule(RBAC, "clusterroles", "bind", resourceNames=["cluster-admin"]), ["escalation"]),
        (rule(RBAC, "roles", "create,update"), []),
        (rule("", "users", "impersonate"), ["escalation"]),
        (rule("apps", "deployments", "patch"), ["workloads"]),
        ({"nonResourceURLs": ["*"], "verbs": ["*"]}, []),
    ],
)
def test_rights(given, rights):
    assert sorted(rights_of([given])) == rights


def test_administration():
    assert administers(frozenset({"all"}), "app")
    assert administers(frozenset({"secrets"}), "")
    assert administers(frozenset({"secrets"}), "kube-system")
    assert not administers(frozenset({"secrets"}), "app")
    assert not administers(frozenset({"workloads"}), "")


def role(name: str, *rules: dict, namespace: str = "", **more) -> dict:
    meta = {"name": name, **({"namespace": namespace} if namespace else {})}
    meta |= more.pop("meta", {})
    kind = "Role" if namespace else "ClusterRole"
    return {
        "apiVersion": f"{RBAC}/v1",
        "kind": kind,
        "metadata": meta,
        "rules": list(rules),
        **more,
    }


def bound(
    name: str, role: str, *subjects: tuple[str, str], namespace: str = "", kind="ClusterRole"
):
    meta = {"name": name, **({"namespace": namespace} if namespace else {})}
    return {
        "apiVersion": f"{RBAC}/v1",
        "kind": "RoleBinding" if namespace else "ClusterRoleBinding",
        "metadata": meta,
        "roleRef": {"kind": kind, "name": role},
        "subjects": [
            {
                "kind": kind,
                "name": name,
                **({"namespace": "app"} if kind == "ServiceAccount" else {}),
            }
            for kind, name in subjects
        ],
    }


def privileged(tmp_path, *objects: dict) -> dict[str, bool | None]:
    result = manifests(tmp_path, a_yaml=yaml.safe_dump_all(objects))
    rows = result.rows("account_inventory")
    return {
        row["account"].removeprefix("system:serviceaccount:app:"): row.get("privileged")
        for row in rows
    }


SECRETS = rule("", "secrets", "list")
USER, ACCOUNT, GROUP = ("User", "li"), ("ServiceAccount", "web"), ("Group", "oidc:ops")


def test_by_a_role_in_one_namespace_or_in_all(tmp_path):
    wide = (role("r", SECRETS), bound("b", "r", USER, ACCOUNT))
    assert privileged(tmp_path, *wide) == {"li": True, "web": True}
    narrow = (role("r", SECRETS), bound("b", "r", USER, ACCOUNT, namespace="app"))
    assert privileged(tmp_path, *narrow) == {"li": False, "web": False}
    own = role("r", SECRETS, namespace="app")
    result = privileged(tmp_path, own, bound("b", "r", ACCOUNT, namespace="app", kind="Role"))
    assert result == {"web": False}


def test_by_roles_that_every_cluster_has_or_that_nobody_knows(tmp_path):
    assert privileged(tmp_path, bound("b", "cluster-admin", ACCOUNT)) == {"web": True}
    assert privileged(tmp_path, bound("b", "view", ACCOUNT)) == {"web": False}
    assert privileged(tmp_path, bound("b", "system:other", ACCOUNT)) == {"web": None}
    both = (bound("a", "cluster-admin", ACCOUNT), bound("b", "system:other", ACCOUNT))
    assert privileged(tmp_path, *both) == {"web": True}


def test_by_groups(tmp_path):
    everyone = bound("b", "cluster-admin", ("Group", "system:serviceaccounts:app"))
    plain = bound("c", "view", ACCOUNT, USER)
    assert privileged(tmp_path, everyone, plain) == {"web": True, "li": False}
    # Who is in a group is not known: a user may be, a service account is not.
    assert privileged(tmp_path, bound("b", "cluster-admin", GROUP), plain) == {
        "web": False,
        "li": None,
    }
    anyone = bound("b", "cluster-admin", ("Group", "system:authenticated"))
    assert privileged(tmp_path, anyone, plain) == {"web": True, "li": True}


def test_by_a_sum_of_roles(tmp_path):
    part = role("part", SECRETS, meta={"labels": {"to": "sum"}})
    other = role("other", rule("*", "*", "*"), meta={"labels": {"to": "none"}})
    sum_ = role("sum", aggregationRule={"clusterRoleSelectors": [{"matchLabels": {"to": "sum"}}]})
    result = manifests(
        tmp_path, a_yaml=yaml.safe_dump_all([part, other, sum_, bound("b", "sum", USER)])
    )
    (row,) = result.rows("rbac_grants")
    assert (row["rights"], row["privileged"], row["everybody"]) == (["secrets"], True, False)


def test_grants_stand_at_their_subject(tmp_path):
    text = (
        f"apiVersion: {RBAC}/v1\nkind: ClusterRoleBinding\nmetadata: {{name: open}}\n"
        "roleRef: {kind: ClusterRole, name: cluster-admin}\nsubjects:\n"
        "- {kind: User, name: 'system:anonymous'}\n- {kind: Group, name: 'system:authenticated'}\n"
    )
    result = manifests(tmp_path, a_yaml=text)
    rows = result.rows("rbac_grants")
    assert [(row["subject"], row["everybody"], row["_loc"]["line"]) for row in rows] == [
        ("system:anonymous", True, 6),
        ("system:authenticated", True, 7),
    ]
    assert rows[0]["rights"] == ALL
    assert result.rows("account_inventory") == []


def test_kinds_of_accounts(tmp_path):
    users = bound("b", "view", ("User", "li"), ("User", "robot-1"), ("User", "system:kube-proxy"))
    (tmp_path / "a.yaml").write_text(yaml.safe_dump(users))
    result = collected(
        tmp_path, manifests=("a.yaml",), service_users=("robot-*",), owners={"robot-*": "p-1"}
    )
    assert [
        (row["account"], row["kind"], row.get("person")) for row in result.rows("account_inventory")
    ] == [
        ("li", "personal", None),
        ("robot-1", "service", "p-1"),
        ("system:kube-proxy", "service", None),
    ]
