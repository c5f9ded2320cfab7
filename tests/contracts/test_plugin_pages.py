"""The page of a plugin names every kind that it promises, and the controls that read them."""

import importlib
import re

import pytest

from auditor.core.plugins import load_plugins
from tests.contracts.rego import ROOT

ROW = re.compile(r"\| `(?P<kind>\w+)` \|.*\| (?P<controls>[^|]+) \|")
NONE = "none built in"
FIELDS = re.compile(r"^#   (?:optional_)?evidence: \[(?P<kinds>[^\]]*)\]", re.M)
NAMED = re.compile(r"^#   id: (?P<id>\S+)", re.M)
MAIL = {"postfix": "/etc/postfix", "logs": ["mail.log"], "stores": ["mail"],
        "domains": [{"domain": "bank.example"}]}  # fmt: skip
GIT = {
    "repositories": [{"path": "x"}],
    "exports": [{"path": "x", "forge": "gitlab"}],
    "secret_reports": [{"path": "x", "repository": "x", "scanned_at": "2026-01-01"}],
}
WITHOUT_SETTINGS = {
    "backup": {"tool": "restic", "repository": "/srv/vault"},
    "git": GIT,
    "ldap": {"url": "ldaps://ldap.example"},
    "mail": MAIL,
    "s3": {},
    "shares": {"trees": [{"path": "x", "custody": False}]},
    "web": {"nginx": "/etc/nginx/nginx.conf"},
}
"""The least options of targets that promise kinds of their own accord."""


def readers() -> dict[str, set[str]]:
    """The controls that read each kind."""
    found: dict[str, set[str]] = {}
    for file in (ROOT / "policies" / "rules").rglob("*.rego"):
        text = file.read_text("utf-8")
        named = NAMED.search(text)
        if named and not file.name.endswith("_test.rego"):
            for kinds in FIELDS.finditer(text):
                for kind in kinds["kinds"].split(","):
                    found.setdefault(kind.strip(), set()).add(named["id"])
    return found


@pytest.mark.parametrize("name", sorted(WITHOUT_SETTINGS))
def test_the_page_names_kinds_and_the_controls_that_read_them(name):
    (collector,) = importlib.import_module(f"auditor_plugins.{name}").auditor_collectors()
    promised = set(collector.kinds(collector.options(**WITHOUT_SETTINGS[name])))
    page = (ROOT / "plugins" / name / "README.md").read_text("utf-8")
    told = {row["kind"]: row["controls"].strip() for row in ROW.finditer(page)}
    assert promised <= told.keys()
    for kind in promised:
        ids = set() if told[kind] == NONE else set(told[kind].split(", "))
        known = readers().get(kind, set())
        assert ids <= known, kind
        assert bool(ids) == bool(known), kind


def test_the_kinds_are_known():
    plugins = load_plugins()
    for name in ("directory_groups", "lockout_policy", "bucket_replication", "backup_retention"):
        assert name in plugins.schemas
