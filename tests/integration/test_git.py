"""Real repositories through a real audit: a public one is found, a closed one is clean."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.api import Collected, Context, Target
from auditor_plugins.git import auditor_collectors
from tests.integration.auditing import audit, outcome
from tests.require import require

(COLLECTOR,) = auditor_collectors()
CONTEXT = Context(datetime(2026, 11, 20, tzinfo=UTC), "Asia/Shanghai")
NOBODY = 65534
PHONE = "13812345678"
TARGETS = """
- name: code
  type: git
  exports: [{path: repos.json, forge: github}]
  members: [{path: members.json, forge: github, repository: bank/crm}]
  facts:
    bank/crm: {holds_customer_info: true, content: customer_information, approved: true}
"""
CRM = {
    "full_name": "bank/crm",
    "html_url": "https://github.com/bank/crm",
    "private": True,
    "default_branch": "main",
}


@pytest.fixture(scope="module", autouse=True)
def environment():
    require("git", shutil.which("git"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUDITOR_MASKING_KEY", "test")
        yield


def git(folder: Path, *argv: str, data: bytes | None = None) -> None:
    fixed = ("-c", "user.name=wang", "-c", "user.email=wang@bank.example")
    env = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1"}
    command = ("git", *fixed, "-C", str(folder), *argv)
    subprocess.run(command, env=env, input=data, check=True, capture_output=True)


def files(entry: dict, members: list) -> dict[str, str]:
    return {"repos.json": json.dumps([entry]), "members.json": json.dumps(members)}


GROUP = [{"slug": "customer_service", "permission": "push"}]


def test_a_closed_repository_raises_no_alarm(tmp_path):
    done = audit(tmp_path, TARGETS, "CIC-017c", files=files(CRM, GROUP))
    assert outcome(done, "CIC-017c").verdict == "pass" and not done.environments[0].gaps


def test_a_public_repository_and_a_stranger_are_found(tmp_path):
    members = [*GROUP, {"login": "stranger", "permissions": {"pull": True}}]
    entry = CRM | {"private": False, "visibility": "public"}
    found = outcome(audit(tmp_path, TARGETS, "CIC-017c", files=files(entry, members)), "CIC-017c")
    (finding,) = found.findings
    assert finding.subject == "github.com//bank/crm/entries"
    assert finding.location.file == "repos.json"
    assert "other:everyone" in finding.message and "user:stranger" in finding.message


def test_members_that_were_not_exported_are_unknown(tmp_path):
    targets = TARGETS.replace(
        "  members: [{path: members.json, forge: github, repository: bank/crm}]\n", ""
    )
    found = outcome(audit(tmp_path, targets, "CIC-017c", files=files(CRM, [])), "CIC-017c")
    assert found.verdict == "not-evaluated" and found.unknown and not found.findings


def collected(base: Path, **options) -> dict:
    target = Target("code", "git", "centre", COLLECTOR.options(**options), base)
    found: dict = {"gaps": [], "repositories": [], "repository_files": []}
    for one in COLLECTOR.collect(target, CONTEXT):
        if isinstance(one, Collected):
            found[one.kind] += list(one.items)
        else:
            found["gaps"].append([one.kind, one.reason, one.message])
    found["probes"] = [[one.check, one.ok] for one in COLLECTOR.probe(target, CONTEXT)]
    return found


def as_nobody(base: Path, **options) -> dict:
    """The collector as an account that has the documented rights and no other."""
    for place in (base, *base.parents):
        if not place.stat().st_mode & 1:
            subprocess.run(["setfacl", "-m", f"u:{NOBODY}:x", place], check=True)
    collected(base, **options)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            os.write(writer, json.dumps(collected(base, **options)).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        text = answer.read()
    os.waitpid(child, 0)
    return json.loads(text)


def test_the_documented_right_is_enough_and_one_less_is_named(tmp_path):
    require("superuser", os.geteuid() == 0)
    require("getfacl", shutil.which("setfacl"))
    top = tmp_path / "app"
    top.mkdir()
    git(top, "init", "-q", "-b", "main")
    (top / "a.txt").write_text("a")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "x")
    subprocess.run(["chmod", "-R", "o=", top], check=True)
    none = as_nobody(tmp_path, repositories=[{"path": "app"}])
    assert {tuple(gap[:2]) for gap in none["gaps"]} == {
        ("repositories", "denied"),
        ("repository_files", "denied"),
    }
    assert "needs r on its files and x on its folders" in none["gaps"][0][2]
    subprocess.run(["setfacl", "-R", "-m", f"u:{NOBODY}:rX", top], check=True)
    whole = as_nobody(tmp_path, repositories=[{"path": "app"}])
    assert whole["gaps"] == [] and len(whole["repository_files"]) == 1
    assert whole["probes"] == [["reach", True], ["rights", True], ["excess", True]]
    for place in (top / ".git/objects").glob("??/*"):
        subprocess.run(["setfacl", "-b", place], check=True)
        place.chmod(0o400)
    part = as_nobody(tmp_path, repositories=[{"path": "app"}])
    assert {gap[1] for gap in part["gaps"]} == {"denied"}
    assert part["repositories"][0]["repository"] == "app", "what may be read is kept"
    assert ["rights", False] in part["probes"]


def test_a_large_repository_is_streamed(tmp_path):
    top = tmp_path / "large"
    top.mkdir()
    git(top, "init", "-q", "--bare", "-b", "main")
    head = "commit refs/heads/main\ncommitter w <w@x> 1790000000 +0000\ndata 1\nx\n"
    lines = (f"M 100644 inline d{n // 500}/f{n}.txt\ndata 2\n{n % 10}\n" for n in range(100_000))
    git(top, "fast-import", "--quiet", data=(head + "\n".join(lines) + "\n").encode())
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    target = Target(
        "code", "git", "centre", COLLECTOR.options(repositories=[{"path": "large"}]), tmp_path
    )
    counts = {one.kind: len(one.items) for one in COLLECTOR.collect(target, CONTEXT)}
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert counts == {"repository_files": 100_000, "repositories": 1}
    assert time.monotonic() - began < 60 and grown < 100_000


RULE = """\
# METADATA
# scope: package
# title: "No repository with customer information is public"
# custom:
#   id: CODE-001
#   severity: high
#   clause: "code rules 1"
#   evidence: [repositories]
package rules.code.public_repository

import data.lib.findings

deny contains finding if {
	some row in input.evidence.repositories
	row.visibility == "public"
	fault := findings.plain("everybody may see it", "任何人都可以查看")
	finding := findings.of(row, ["repository", "origin"], {fault})
}

deny contains finding if {
	some row in input.evidence.repositories
	row.credential_in_config
	fault := findings.plain("its configuration holds a password", "配置中含有密码")
	finding := findings.at(row, "credential_in_config", ["repository", "origin"], {fault})
}
"""


def test_a_rule_of_ones_own_reads_the_kind(tmp_path):
    """In a process of its own: policies are loaded anew."""
    (tmp_path / "rules/code").mkdir(parents=True)
    (tmp_path / "rules/code/public_repository.rego").write_text(RULE)
    top = tmp_path / "app"
    top.mkdir()
    git(top, "init", "-q", "-b", "main")
    git(top, "remote", "add", "hub", f"https://w:{PHONE}@github.com/bank/crm.git")
    entry = CRM | {"private": False}
    (tmp_path / "repos.json").write_text(json.dumps([entry]))
    (tmp_path / "auditor.yaml").write_text(
        "version: 1\norganisation: {timezone: Asia/Shanghai}\npolicies: [builtin, {path: rules}]\n"
        "environments:\n  - name: centre\n    profile: {base: none, include: [CODE-001]}\n"
        "    targets:\n      - {name: code, type: git, repositories: [{path: app}],"
        " exports: [{path: repos.json, forge: github}]}\n"
    )
    command = (sys.executable, "-m", "auditor", "check", "--config", str(tmp_path / "auditor.yaml"))
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert "app/.git/config:7" in done.stdout, done.stdout + done.stderr
    assert done.stdout.count("everybody may see it") == 2, "the clone and the forge"
    assert PHONE not in done.stdout + done.stderr
