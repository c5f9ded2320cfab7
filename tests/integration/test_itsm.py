"""Approvals over HTTP and HTTPS on loopback, from the server to the findings of an audit."""

from __future__ import annotations

import json
import os
import resource
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import jsonschema_rs
import pytest

from auditor.api import Collected, Context, Gap, GapError, Target
from auditor.api.testing import Recording
from auditor_plugins.itsm import auditor_collectors
from auditor_plugins.itsm.client import asker
from auditor_plugins.itsm.collect import gather
from tests.integration.auditing import audit, outcome, subjects
from tests.integration.certificates import self_signed
from tests.integration.itsm_server import System, serving
from tests.integration.ports import free_port, silent_server
from tests.policies_schemas import schema

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
RECORDINGS = Path(__file__).parents[1] / "plugins/itsm/recordings"
KINDS = ("access_applications", "copy_register")
CONTEXT = Context(NOW, "Asia/Shanghai", {}, {kind: schema(kind) for kind in KINDS})
PLANTED = "110101199003074530"
"""A customer's resident number in a field that is collected: no output may show it."""
(COLLECTOR,) = auditor_collectors()


def issue(number: int, **fields) -> dict:
    words = {
        "object": "三季度贷款档案",
        "purpose": "贷后检查抽样",
        "reason": "年度检查计划第七项",
        "profile": "个贷部检查员",
        "status": {"name": "同意"},
        "created": "2026-11-02T08:30:00.000+0800",
        "reporter": {"name": f"u{number}"},
    }
    return {"id": str(number), "key": f"SEC-{number}", "fields": words | fields}


def copy(number: int, **fields) -> dict:
    whole = {
        "id": f"C-{number}",
        "file": f"F-{number}",
        "asked_by": "u1",
        "boss": "u2",
        "role": "客户信息主管",
        "ok_at": 1793579400000,
        "made_at": 1793583000000,
        "copies": 1,
        "allowed": "1",
    }
    return whole | fields


def bank() -> System:
    """`SEC-3` lacks its purpose, `SEC-4` says nothing; C-2 was approved by whoever asked."""
    issues = [issue(1), issue(2), issue(3, purpose=None), issue(4, reason="工作需要"), issue(5)]
    issues[1]["fields"]["object"] = f"客户{PLANTED}的档案"
    copies = [copy(1), copy(2, asked_by="u2"), copy(3, copies=3)]
    lists = {"/rest/api/2/search": issues, "/copies": copies, "/linked": copies, "/cursor": copies}
    return System(lists, {"all": tuple(lists), "less": ("/rest/api/2/search",)})


FIELDS = {
    "object": "$.fields.object",
    "purpose": "$.fields.purpose",
    "reason": "$.fields.reason",
    "reader_profile": "$.fields.profile",
}
APPLICATIONS = {
    "kind": "access_applications",
    "path": "/rest/api/2/search",
    "fields": FIELDS,
    "set": {"kind": "consult"},
    "values": {"decision": {"同意": "approved"}},
    "page": {
        "by": "offset",
        "param": "startAt",
        "size_param": "maxResults",
        "size": 2,
        "total": "$.total",
    },
}
COPIES = {
    "kind": "copy_register",
    "path": "/copies",
    "items": "$.list[*]",
    "fields": {
        "copy_id": "$.id",
        "file_id": "$.file",
        "requested_by": "$.asked_by",
        "approved_by": "$.boss",
        "approved_by_role": "$.role",
        "approved_at": "$.ok_at",
        "made_at": "$.made_at",
        "copies": "$.copies",
        "copies_approved": "$.allowed",
    },
    "values": {"approved_by_role": {"客户信息主管": "customer_information_supervisor"}},
    "page": {
        "by": "page",
        "param": "page",
        "size_param": "size",
        "size": 2,
        "total": "X-Total-Count",
    },
}
ROSTER = """\
person,role,dept,employed,hired_at
u1,account_manager,个贷部,true,2020-01-01
u2,customer_information_supervisor,信息部,true,2020-01-01
"""


@pytest.fixture(autouse=True)
def token(monkeypatch):
    monkeypatch.setenv("OA_TOKEN", "all")


def target(url: str, *sources: dict, **options) -> Target:
    told = {"url": url, "preset": "jira", "token": "env:OA_TOKEN", "timeout": 5} | options
    told["plaintext"] = url.startswith("http:")
    return Target("oa", "itsm", "e", COLLECTOR.options(**told, sources=sources), Path("/"))


def collect(url: str, *sources: dict, **options) -> list[Collected | Gap]:
    found = list(COLLECTOR.collect(target(url, *sources, **options), CONTEXT))
    for one in found:
        if isinstance(one, Collected):
            jsonschema_rs.validate(schema(one.kind), list(one.items))
        else:
            assert one.message_zh
            assert "secret" not in one.message
    return found


def ids(found: list[Collected | Gap]) -> list[str]:
    rows = (row for one in found if isinstance(one, Collected) for row in one.items)
    return [row.get("copy_id") or row["application_id"] for row in rows]


def gaps(found: list[Collected | Gap]) -> list[tuple[str, bool]]:
    return [(one.reason.value, one.partial) for one in found if isinstance(one, Gap)]


def configured(url: str, certificate: Path) -> str:
    told = {
        "name": "oa",
        "type": "itsm",
        "url": url,
        "preset": "jira",
        "token": "env:OA_TOKEN",
        "ca": str(certificate),
        "sources": [APPLICATIONS, COPIES],
    }
    register = "{name: hr, type: registers, files: [{kind: hr_roster, path: hr.csv}]}"
    return f"- {register}\n- {json.dumps(told, ensure_ascii=False)}\n"


def test_the_audit_finds_what_was_approved_badly(tmp_path):
    certificate = self_signed(tmp_path)
    with serving(bank(), certificate) as url:
        targets = configured(url, certificate[0])
        done = audit(tmp_path, targets, "CIC-018-1", "CIC-023-1a", files={"hr.csv": ROSTER})
    assert subjects(done, "CIC-018-1") == ["SEC-3", "SEC-4"]
    assert subjects(done, "CIC-023-1a") == ["C-2", "C-3"]
    place = outcome(done, "CIC-018-1").findings[0].location
    assert (place.file, place.line) == ("itsm/oa/access_applications", None)
    assert PLANTED not in repr(done)


def test_a_system_without_faults_passes(tmp_path):
    system, certificate = bank(), self_signed(tmp_path)
    system.lists["/rest/api/2/search"] = [issue(number) for number in (1, 2, 3)]
    system.lists["/copies"] = [copy(number) for number in (1, 2, 3)]
    with serving(system, certificate) as url:
        targets = configured(url, certificate[0])
        done = audit(tmp_path, targets, "CIC-018-1", "CIC-023-1a", files={"hr.csv": ROSTER})
    assert [one.verdict.value for one in done.environments[0].outcomes] == ["pass", "pass"]


LINKED = COPIES | {"path": "/linked", "page": {"by": "link"}}
CURSOR = COPIES | {"path": "/cursor", "page": {"by": "cursor", "param": "after", "next": "$.next"}}
UNCOUNTED = COPIES | {"page": {"by": "page", "param": "page", "size_param": "size", "size": 2}}


@pytest.mark.parametrize("source", [COPIES, LINKED, CURSOR, UNCOUNTED], ids=str)
def test_every_way_to_the_next_page(source):
    with serving(bank()) as url:
        found = collect(url, source)
        assert (ids(found), gaps(found)) == (["C-1", "C-2", "C-3"], [])
        assert collect(url, source)[0].items == found[0].items


def test_the_recording_is_what_the_server_says_today():
    recording = Recording(RECORDINGS / "oa.json")
    with serving(bank()) as url:
        one = target(url, APPLICATIONS, COPIES)
        found = list(gather(one, CONTEXT, recording.record(asker(one))))
    if os.environ.get("AUDITOR_RECORD"):
        recording.save()
    assert recording.drift() == []
    again = list(gather(one, CONTEXT, recording.replay()))
    assert (
        ids(again)
        == ids(found)
        == ["SEC-1", "SEC-2", "SEC-3", "SEC-4", "SEC-5", "C-1", "C-2", "C-3"]
    )


def test_one_right_less_is_a_gap_of_that_list_alone(monkeypatch):
    monkeypatch.setenv("OA_TOKEN", "less")
    with serving(bank()) as url:
        found = collect(url, APPLICATIONS, COPIES)
    assert (len(ids(found)), gaps(found)) == (5, [("denied", False)])
    assert found[-1].message == "/copies: the account of the token wants the right to read /copies"


def test_a_refused_token_and_a_missing_one(monkeypatch):
    with serving(bank()) as url:
        monkeypatch.setenv("OA_TOKEN", "expired")
        found = collect(url, COPIES)
        assert (ids(found), gaps(found)) == ([], [("denied", False)])
        monkeypatch.delenv("OA_TOKEN")
        with pytest.raises(GapError, match="env:OA_TOKEN"):
            collect(url, COPIES)


def test_a_total_that_is_more_than_what_is_shown_is_denied():
    system = bank()
    system.total = 7
    with serving(system) as url:
        for source in (APPLICATIONS, COPIES):
            found = collect(url, source)
            assert gaps(found) == [("denied", True)]
            assert "counts 7 items and showed" in found[-1].message


@pytest.mark.parametrize(
    ("misbehaves", "source", "expected", "kept"),
    [
        ("login page", COPIES, ("invalid", False), 0),
        ("redirects", COPIES, ("invalid", False), 0),
        ("is busy", COPIES, ("unreachable", False), 0),
        ("dies", COPIES, ("unreachable", True), 2),
        ("drips", COPIES, ("timeout", False), 0),
        ("ignores the page", UNCOUNTED, ("invalid", True), 2),
        ("links elsewhere", LINKED, ("invalid", True), 2),
    ],
)
def test_servers_that_misbehave(misbehaves, source, expected, kept):
    system, began = bank(), time.monotonic()
    system.misbehaves = misbehaves
    with serving(system) as url:
        found = collect(url, source, timeout=1)
    assert (gaps(found), len(ids(found))) == ([expected], kept)
    assert time.monotonic() - began < 10


def test_servers_that_are_not_there_silent_or_not_to_be_trusted(tmp_path):
    assert gaps(collect(f"http://127.0.0.1:{free_port()}", COPIES)) == [("unreachable", False)]
    assert gaps(collect("https://nothing.invalid", COPIES)) == [("unreachable", False)]
    with silent_server() as port:
        silent = f"http://127.0.0.1:{port}"
        assert gaps(collect(silent, COPIES, timeout=1)) == [("timeout", False)]
    trusted = self_signed(tmp_path)
    with serving(bank(), trusted) as url:
        untrusted = collect(url, COPIES)
        assert gaps(untrusted) == [("unreachable", False)]
        assert "certificate" in untrusted[0].message
        assert gaps(collect(url, COPIES, ca=str(trusted[0]))) == []
        assert gaps(collect(url, COPIES, ca=str(tmp_path / "no.crt"))) == [("absent", False)]
    old = self_signed(tmp_path, "old", days=-1)
    with serving(bank(), old) as url:
        assert "certificate" in collect(url, COPIES, ca=str(old[0]))[0].message


def test_a_list_that_is_not_there():
    with serving(bank()) as url:
        assert gaps(collect(url, COPIES | {"path": "/nothing"})) == [("absent", False)]


def test_the_doctor_sees_rights_and_clock(monkeypatch):
    monkeypatch.setenv("OA_TOKEN", "less")
    with serving(bank()) as url:
        context = Context(datetime.now(UTC), "UTC")
        first = APPLICATIONS | {"params": {"startAt": "0"}}
        found = list(COLLECTOR.probe(target(url, first, COPIES), context))
    assert [(one.check, one.ok) for one in found] == [
        ("rights", True),
        ("rights", False),
        ("reach", True),
        ("clock", True),
        ("excess", False),
    ]
    assert found[-1].message.startswith("cannot be told")


def test_the_doctor_asks_for_rights_where_it_is_told_how(monkeypatch):
    monkeypatch.setenv("OA_TOKEN", "all")
    rights = {"path": "/copies", "names": "$.list[*].role", "allowed": ["客户*"]}
    with serving(bank()) as url:
        context = Context(datetime.now(UTC), "UTC")
        found = [
            list(COLLECTOR.probe(target(url, COPIES, rights=given), context))[-1]
            for given in (rights, rights | {"allowed": ["other"]})
        ]
    assert [(one.check, one.ok) for one in found] == [("excess", True), ("excess", False)]
    assert found[1].message.endswith("than it needs: 客户信息主管")


def test_the_doctor_looks_at_exports_beside_the_server(monkeypatch, tmp_path):
    monkeypatch.setenv("OA_TOKEN", "all")
    export = {"kind": "copy_register", "file": "*.json", "items": "$.list[*]"}
    with serving(bank()) as url:
        one = replace(target(url, COPIES, export), base=tmp_path)
        missing = list(COLLECTOR.probe(one, Context(datetime.now(UTC), "UTC")))
    assert (missing[0].check, missing[0].ok) == ("reach", False)
    assert {each.check for each in missing} == {"reach", "rights", "excess", "clock"}


def test_many_approvals_stay_bounded():
    system = bank()
    system.lists["/copies"] = [copy(number) for number in range(30_000)]
    source = COPIES | {"page": COPIES["page"] | {"size": 5000}}
    began = time.monotonic()
    with serving(system) as url:
        found = collect(url, source, max_rows=20_000)
    assert (len(ids(found)), gaps(found)) == (20_000, [("invalid", True)])
    assert len(system.asked) == 5
    assert time.monotonic() - began < 60
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1_500_000
