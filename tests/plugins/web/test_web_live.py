"""Handshakes played back, and what the files alone do not tell."""

import json
import sys
from pathlib import Path

import pytest

from auditor.api import GapError, Target
from auditor.api.testing import Recording
from auditor_plugins.web import live
from auditor_plugins.web.probe import probe
from tests.accounts import nobody, open_to_all
from tests.plugins.web.conftest import COLLECTOR, CONTEXT

RECORDED = Path(__file__).parent / "recordings" / "web.json"


def test_the_lowest_version_that_a_server_accepted():
    lowest, end = live.look(Recording(RECORDED).replay(), 443, ["", "a.test"])
    assert lowest == "1.2"
    assert end.startswith("20")


def test_any_name_that_accepts_less_counts():
    def ask(question):
        _, name, version = json.loads(question)
        accepted = version >= ("1.1" if name else "1.3")
        return {"accepted": accepted, "expires": "2027-01-01" if name else "2026-12-01"}

    assert live.look(ask, 443, ["", "a.test"]) == ("1.1", "2026-12-01")
    with pytest.raises(GapError):
        live.look(lambda question: {"accepted": False, "expires": None}, 443, [""])


@pytest.mark.parametrize("data", [b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\n"])
def test_what_is_no_certificate_has_no_end(data):
    assert live.expiry(data) is None


def test_without_the_extra_the_gap_names_it(web, monkeypatch):
    monkeypatch.setitem(sys.modules, "crossplane", None)
    gap = web.nginx("")["web_sites"].gap
    assert (gap.reason, gap.message) == ("absent", "crossplane is missing: install auditor[web]")


def test_denied_files(web):
    open_to_all(web.base)
    web.write({"nginx/nginx.conf": "events {}", "nginx/closed.conf": ""})
    web.write({"apache/apache2.conf": "Listen 80\n"})
    (web.base / "nginx/nginx.conf").chmod(0)
    (web.base / "apache/apache2.conf").chmod(0o444)
    options = {"nginx": "nginx/nginx.conf", "apache": "apache/apache2.conf"}
    with nobody():
        found = web.collect(**options)
        given = Target("w", "web", "b", COLLECTOR.options(**options), web.base)
        told = {one.check: one.ok for one in probe(given, CONTEXT)}
    assert found["web_sites"].row["program"] == "apache"
    gap = found["web_sites"].gap
    assert (gap.reason, gap.partial) == ("denied", True)
    assert gap.message == "nginx/nginx.conf: the right to read (r) is missing"
    assert told == {"reach": True, "rights": False, "excess": True}
