"""What `auditor doctor` tells of the rights of an account, system by system."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from auditor.api import GapError, GapReason
from auditor_plugins.itsm.options import Rights
from auditor_plugins.itsm.presets import PRESETS
from auditor_plugins.itsm.rights import excess

OWN = Rights(path="/me", names="$.roles[*]", allowed=("reader",))


def answering(body: Any, status: int = 200):
    def ask(question):
        asked.append(question)
        return {"status": status, "headers": {}, "body": body}

    asked: list[str] = []
    ask.asked = asked
    return ask


def permissions(**held):
    keys = {name: {"key": name, "havePermission": has} for name, has in held.items()}
    return {"permissions": keys}


def roles(*names):
    return {"result": [{"role.name": name} for name in names]}


def scopes(**granted):
    found = [
        {"scope_name": name.replace("__", ":"), "grant_status": status}
        for name, status in granted.items()
    ]
    return {"code": 0, "data": {"scopes": found}}


@pytest.mark.parametrize(
    ("preset", "body", "more"),
    [
        ("jira", permissions(BROWSE_PROJECTS=True, EDIT_ISSUES=False), ""),
        ("jira", permissions(BROWSE_PROJECTS=True, EDIT_ISSUES=True), "EDIT_ISSUES"),
        ("jira-cloud", permissions(BROWSE_PROJECTS=True, ADMINISTER=True), "ADMINISTER"),
        ("jira", permissions(BROWSE_PROJECTS=True, NEW_RIGHT=True), "NEW_RIGHT"),
        ("servicenow", roles("report_reader"), "report_reader"),
        ("servicenow", roles("itil", "snc_read_only"), ""),
        ("feishu", scopes(approval__approval__readonly=1, im__message=2), ""),
        ("feishu", scopes(approval__approval=1, approval__instance__read=1), "approval:approval"),
    ],
)
def test_rights_beyond_reading(preset, body, more):
    found = excess(answering(body), PRESETS[preset].rights, PRESETS[preset].error)
    assert (found.check, found.ok) == ("excess", not more)
    assert found.message.endswith(f"than it needs: {more}") == bool(more)
    assert found.message_zh


@pytest.mark.parametrize("preset", ["jira", "servicenow", "feishu"])
@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 200),
        ([], 200),
        (None, 200),
        (permissions(BROWSE_PROJECTS=False), 200),
        (roles(), 200),
        ({"result": [{"role.name": {"link": "x"}}]}, 200),
        ({"code": 99991672, "msg": "no", "data": {}}, 200),
        ({**scopes(a__read=1), "code": 99991672}, 401),
        ({}, 403),
        ({}, 404),
        ({}, 500),
    ],
)
def test_what_the_system_does_not_tell_is_no_good_news(preset, body, status):
    found = excess(answering(body, status), PRESETS[preset].rights, PRESETS[preset].error)
    assert not found.ok
    assert found.message.startswith("cannot be told: ")
    assert found.message_zh.startswith("无法判断:")


def test_an_error_code_beside_rights_is_an_error():
    body = {**scopes(approval__approval__readonly=1), "code": 99991672}
    feishu = PRESETS["feishu"]
    assert not excess(answering(body), feishu.rights, feishu.error).ok


def test_a_server_that_hangs_up():
    def ask(question):
        raise GapError(GapReason.UNREACHABLE, "hung up", None, "中断")

    assert excess(ask, OWN).message == "cannot be told: hung up"


def test_no_request_is_known():
    for preset in ("generic", "dingtalk"):
        found = excess(answering({}), PRESETS[preset].rights)
        assert (found.ok, "option rights" in found.message) == (False, True)


def test_rights_of_a_system_of_ones_own():
    assert excess(answering({"roles": ["reader"]}), OWN).ok
    found = excess(answering({"roles": ["writer", "reader", "writer"]}), OWN)
    assert found.message.endswith("needs: writer")


def test_what_is_asked():
    ask = answering(permissions(BROWSE_PROJECTS=True))
    excess(ask, PRESETS["jira-cloud"].rights)
    parts = urlsplit(ask.asked[0])
    assert parts.path == "/rest/api/3/mypermissions"
    assert "EDIT_ISSUES" in parse_qs(parts.query)["permissions"][0].split(",")
