"""Manifests: forms of files, and what cannot be read."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.api import GapReason
from auditor_plugins.kubernetes.collect import promised
from auditor_plugins.kubernetes.document import UnreadableError, read
from auditor_plugins.kubernetes.options import Options
from auditor_plugins.kubernetes.resources import KINDS
from tests.accounts import nobody, open_to_all
from tests.plugins.kubernetes.conftest import COLLECTOR, CONTEXT, collected, manifests, target

ACCOUNT = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {{name: {0}, namespace: app}}\n"


def names(result) -> list[tuple[str, int]]:
    return [
        (row["account"].rpartition(":")[2], row["_loc"].get("line"))
        for row in result.rows("account_inventory")
    ]


def test_several_documents_and_a_list(tmp_path):
    listed = (
        "---\n# nothing\n---\napiVersion: v1\nkind: List\nitems:\n"
        "- apiVersion: v1\n  kind: ServiceAccount\n  metadata: {name: three}\n"
        "- apiVersion: v1\n  kind: List\n  items:\n"
        "  - {apiVersion: v1, kind: ServiceAccount, metadata: {name: four}}\n"
    )
    result = manifests(
        tmp_path, a_yaml=ACCOUNT.format("one") + "---\n" + ACCOUNT.format("two") + listed
    )
    assert names(result) == [("one", 1), ("two", 5), ("four", 20), ("three", 14)]


def test_json_of_kubectl_get(tmp_path):
    items = [{"metadata": {"name": "one", "namespace": "app"}}]
    value = {"kind": "ServiceAccountList", "apiVersion": "v1", "items": items}
    result = manifests(tmp_path, a_json=json.dumps(value, indent="\t"))
    assert names(result) == [("one", 5)]
    strange = json.dumps(value).replace('"app"', '"app", "x": "\\ud83d\\ude00"')
    assert names(manifests(tmp_path, a_json=strange)) in ([("one", 1)], [("one", None)])


def test_other_kinds_and_values_of_charts_are_left_alone(tmp_path):
    text = (
        "replicas: 2\n---\napiVersion: example.com/v1\nkind: ServiceAccount\nmetadata: {name: a}\n"
        "---\n- 1\n---\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n"
    )
    result = manifests(tmp_path, wanted="account_inventory", a_yaml=text, notes_txt="kind: Pod")
    assert (names(result), result.gaps()) == ([], [])


def test_a_template_is_a_gap_at_its_line_and_the_rest_stays(tmp_path):
    result = manifests(
        tmp_path,
        wanted="account_inventory",
        a_yaml="kind: Pod\nmetadata:\n  {{- toYaml .Values.meta }}\n  name: x\n",
        b_yaml=ACCOUNT.format("one"),
    )
    (gap,) = result.gaps()
    assert names(result) == [("one", 1)]
    assert (gap.reason, gap.partial, gap.location.file) == (GapReason.INVALID, True, "a.yaml")
    assert gap.location.line in (3, 4)
    assert "rendered" in gap.message
    # A role may stand in what could not be read.
    assert "privileged" not in result.rows("account_inventory")[0]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a: \xff", "not UTF-8"),
        (b"a: [", "not readable"),
        (b"? [a]\n: b", "not readable"),
        (b"a: &a [*a]", "not readable"),
        (b"x" * 2000, "larger than 1000 bytes"),
    ],
)
def test_what_cannot_be_read(tmp_path, data, text):
    (tmp_path / "a.yaml").write_bytes(data)
    result = collected(
        tmp_path, frozenset({"workloads"}), manifests=("a.yaml",), max_file_bytes=1000
    )
    (gap,) = result.gaps()
    assert (gap.reason, gap.partial) == (GapReason.INVALID, False)
    assert text in gap.message
    assert gap.message_zh
    assert result.rows("workloads") == []


def test_aliases_that_blow_up(tmp_path, monkeypatch):
    monkeypatch.setattr("auditor_plugins.kubernetes.document.MOST", 10_000)
    lines = ["a: &a [x, x, x, x, x, x, x, x]"]
    lines += [
        f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}, *{a}]"
        for a, b in zip("abcdefg", "bcdefgh", strict=False)
    ]
    with pytest.raises(UnreadableError):
        list(read("\n".join(lines), is_json=False))


def test_merged_keys_and_scalars():
    text = "base: &b {a: yes, at: 2026-01-01}\none:\n  <<: *b\n  n: 1_0\n  t: 22:22\n  z:\n"
    ((value, lines),) = read(text, is_json=False)
    assert value["one"] == {"a": True, "at": "2026-01-01", "n": 10, "t": "22:22", "z": None}
    assert lines["one", "n"] == 4


def test_files_that_are_not_there_and_may_not_be_read(tmp_path):
    result = collected(tmp_path, manifests=("none.yaml",))
    assert {one.reason for one in result.gaps("workloads")} == {GapReason.ABSENT}
    if os.geteuid():
        (tmp_path / "a.yaml").write_text("a: 1")
        (tmp_path / "a.yaml").chmod(0)
        result = collected(tmp_path, manifests=("a.yaml",))
        assert {one.reason for one in result.gaps("workloads")} == {GapReason.DENIED}


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    (tmp_path / "a.yaml").write_text("a: 1")

    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    (gap,) = collected(tmp_path, frozenset({"workloads"}), manifests=("a.yaml",)).gaps()
    assert (gap.reason, gap.message) == (
        GapReason.DENIED,
        "a.yaml: may not be read (needs r, folders r and x)",
    )


def test_a_folder_that_may_not_be_looked_into_is_no_empty_folder(tmp_path):
    for name in ("m/open/a.yaml", "m/closed/b.yaml", "m/.git/c.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(ACCOUNT.format("one"))
    open_to_all(tmp_path / "m/open")
    closed = [tmp_path / "m/closed", tmp_path / "m/.git"]
    for folder in closed:
        folder.chmod(0)
    with nobody():
        found = [
            collected(tmp_path, frozenset({"account_inventory"}), manifests=given)
            for given in (("m",), ("m/*/*.yaml",), ("m/closed/b.yaml", "m"))
        ]
        probes = list(COLLECTOR.probe(target(tmp_path, manifests=("m",)), CONTEXT))
    for folder in closed:
        folder.chmod(0o755)
    for result in found:
        assert result.gaps()[0].reason == "denied", result.gaps()
        assert all(gap.partial and gap.message_zh for gap in result.gaps())
    assert [gap.location.file for gap in found[0].gaps()] == ["m/closed"]
    assert [one.check for one in probes] == ["rights", "excess"]
    assert not probes[0].ok


def test_the_doctor_on_manifests(tmp_path):
    (tmp_path / "a.yaml").write_text(ACCOUNT.format("one"))
    (tmp_path / "a.yaml").chmod(0o444)
    open_to_all(tmp_path)
    with nobody():
        fine = list(COLLECTOR.probe(target(tmp_path, manifests=("a.yaml",)), CONTEXT))
        (none,) = COLLECTOR.probe(target(tmp_path, manifests=("b.yaml",)), CONTEXT)
    assert [(one.check, one.ok) for one in fine] == [
        ("reach", True), ("rights", True), ("excess", True)]  # fmt: skip
    assert (none.check, none.ok) == ("reach", False)


def test_a_folder_a_pattern_and_one_file_are_the_same_rows_twice(tmp_path):
    (tmp_path / "m" / "deep").mkdir(parents=True)
    (tmp_path / "m" / ".git").mkdir()
    (tmp_path / "m" / ".git" / "x.yaml").write_text(ACCOUNT.format("hidden"))
    (tmp_path / "m" / "deep" / "a.yml").write_text(ACCOUNT.format("one"))
    found = [
        names(collected(tmp_path, manifests=given))
        for given in (("m",), ("m/**/*.yml",), ("m/deep/a.yml", "m"))
    ]
    assert found == [[("one", 1)]] * 3


@pytest.mark.parametrize(
    "options",
    [{}, {"manifests": ("a",), "token": "env:T"}, {"manifests": ("a",), "kubeconfig": "plain"}],
)
def test_options_that_cannot_be(options):
    with pytest.raises(ValueError, match=r"kubeconfig|expected env"):
        Options(**options)


def test_nothing_is_promised_that_is_left_out():
    left = promised(Options(manifests=("a",), leave_out={"workloads"}))
    assert "workloads" not in left
    assert "rbac_grants" in left


WORDS = [
    "metadata",
    "name",
    "namespace",
    "labels",
    "spec",
    "template",
    "containers",
    "initContainers",
    "image",
    "securityContext",
    "privileged",
    "capabilities",
    "add",
    "volumes",
    "hostPath",
    "path",
    "rules",
    "subjects",
    "roleRef",
    "kind",
    "verbs",
    "resources",
    "apiGroups",
    "ports",
    "port",
    "ingress",
    "from",
    "podSelector",
    "policyTypes",
    "tls",
    "hosts",
    "providers",
    "identity",
    "level",
    "users",
    "command",
    "args",
    "--audit-policy-file=x",
    "kube-apiserver",
    "ownerReferences",
    "aggregationRule",
]
LEAVES = st.none() | st.booleans() | st.integers(-9, 99999) | st.sampled_from(WORDS)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=5)
    ),
    max_leaves=12,
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(kind=st.sampled_from(sorted(KINDS)), meta=VALUES, spec=VALUES, more=VALUES)
def test_odd_objects_neither_raise_nor_break_a_schema(tmp_path, kind, meta, spec, more):
    group = KINDS[kind][1][-1]
    odd = {"rules": more, "subjects": more, "roleRef": more, "resources": more}
    one = {
        "kind": kind,
        "apiVersion": f"{group}/v1" if group else "v1",
        "metadata": meta,
        "spec": spec,
        **odd,
    }
    server = {
        "kind": "Pod",
        "apiVersion": "v1",
        "metadata": meta,
        "spec": {"containers": [{"command": ["kube-apiserver", "--audit-policy-file=a"]}, more]},
    }
    text = yaml.safe_dump_all([one, server])
    first, second = (manifests(tmp_path, a_yaml=text).things for _ in range(2))
    assert repr(first) == repr(second)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.booleans())
def test_any_text_is_read_or_refused(text, is_json):
    with contextlib.suppress(UnreadableError):
        list(read(text, is_json))
