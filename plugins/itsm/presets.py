"""What is known of the usual systems: where approvals stand, and how their forms are kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from auditor_plugins.itsm.options import Page, Pick

FORM = "_form"
"""Member that each approval is given: label of its form to the values under it."""
DECISION = "_decision"
Item = dict[str, Any]
Form = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Preset:
    """`key` is the path of the approval's number; `fields` serve kinds that have such a field."""

    items: str = ""
    key: str | tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    params: Mapping[str, str] = field(default_factory=dict)
    page: Page = field(default_factory=Page)
    error: str = ""
    timezone: str = ""
    form: Callable[[Item, Any], Form] = lambda item, document: {}
    decision: Callable[[Item], str] = lambda item: ""

    def picks(self, schema: Mapping[str, Any]) -> dict[str, Pick]:
        """The fields of a kind that this system usually tells."""
        known = schema["items"]["properties"]
        found = {name: one for name, one in self.fields.items() if name in known}
        (first, *_) = schema.get("x-key", [""])
        if self.key and first.endswith("_id"):
            found[first] = self.key
        return {name: one if isinstance(one, Pick) else Pick(of=one) for name, one in found.items()}


def _jira_form(item: Item, document: Any) -> Form:
    """Custom fields by their names, which `expand=names` adds to an answer."""
    names = document.get("names") if isinstance(document, dict) else None
    fields = item.get("fields")
    if not isinstance(names, dict) or not isinstance(fields, dict):
        return {}
    found: Form = {}
    for key, label in sorted(names.items()):
        if key in fields:
            found.setdefault(str(label), []).append(fields[key])
    return found


def _components(item: Item, _: Any) -> Form:
    rows = item.get("form_component_values") or item.get("formComponentValues")
    return _labelled(rows)


def _feishu_form(item: Item, _: Any) -> Form:
    rows = item.get("form")
    try:
        return _labelled(json.loads(rows) if isinstance(rows, str) else rows)
    except (ValueError, RecursionError):
        return {}


def _labelled(rows: Any) -> Form:
    found: Form = {}
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and isinstance(row.get("name"), str):
            found.setdefault(row["name"], []).append(row.get("value"))
    return found


def _dingtalk_decision(item: Item) -> str:
    """The result counts only of what is completed; what was withdrawn is not approved."""
    status, result = str(item.get("status")).upper(), str(item.get("result")).lower()
    if status == "COMPLETED":
        return {"agree": "approved", "refuse": "rejected"}.get(result, "")
    pending = {"NEW": "pending", "RUNNING": "pending"}
    return {**pending, "TERMINATED": "rejected", "CANCELED": "rejected"}.get(status, "")


def _feishu_decision(item: Item) -> str:
    known = {"PENDING": "pending", "APPROVED": "approved"}
    known |= dict.fromkeys(("REJECTED", "CANCELED", "DELETED"), "rejected")
    return known.get(str(item.get("status")).upper(), "")


REPORTER = ("$.fields.reporter.name", "$.fields.reporter.displayName")
JIRA = Preset(
    items="$.issues[*]",
    key="$.key",
    fields={
        "applicant": REPORTER,
        "requested_by": REPORTER,
        "submitted_at": "$.fields.created",
        "decided_at": "$.fields.resolutiondate",
        "decision": "$.fields.status.name",
    },
    params={"expand": "names"},
    page=Page(by="offset", param="startAt", size_param="maxResults", total="$.total"),
    form=_jira_form,
)
DING_DONE = "@.operation_result == 'AGREE' || @.operation_result == 'REFUSE'"
DING_DONE_NEW = "@.result == 'AGREE' || @.result == 'REFUSE'"
DING_USER = ("$.originator_userid", "$.originatorUserId")
DINGTALK = Preset(
    items="$..[?@.form_component_values || @.formComponentValues]",
    key=("$.business_id", "$.businessId", "$.process_instance_id"),
    fields={
        "applicant": DING_USER,
        "requested_by": DING_USER,
        "applicant_dept": ("$.originator_dept_name", "$.originatorDeptName"),
        "submitted_at": ("$.create_time", "$.createTime"),
        "decided_at": ("$.finish_time", "$.finishTime"),
        "decision": f"$.{DECISION}",
        "reviewer": Pick(
            of=(
                f"$.operation_records[?{DING_DONE}].userid",
                f"$.operationRecords[?{DING_DONE_NEW}].userId",
            ),
            pick="last",
        ),
    },
    error="$.errcode",
    form=_components,
    decision=_dingtalk_decision,
)
FEISHU_USER = ("$.user_id", "$.open_id")
FEISHU = Preset(
    items="$..[?@.instance_code && @.form]",
    key=("$.serial_number", "$.instance_code"),
    fields={
        "applicant": FEISHU_USER,
        "requested_by": FEISHU_USER,
        "submitted_at": "$.start_time",
        "decided_at": "$.end_time",
        "decision": f"$.{DECISION}",
        "reviewer": Pick(
            of=(
                "$.task_list[?@.status == 'APPROVED' || @.status == 'REJECTED'].user_id",
                "$.task_list[?@.status == 'APPROVED' || @.status == 'REJECTED'].open_id",
            ),
            pick="last",
        ),
    },
    error="$.code",
    form=_feishu_form,
    decision=_feishu_decision,
)
SERVICENOW = Preset(
    items="$.result[*]",
    key="$.number",
    fields={
        "applicant": ("$.requested_for", "$.opened_by"),
        "requested_by": ("$.requested_for", "$.opened_by"),
        "submitted_at": "$.opened_at",
        "decided_at": "$.closed_at",
        "decision": "$.approval",
    },
    values={"decision": {"requested": "pending", "not requested": "pending"}},
    params={"sysparm_display_value": "all", "sysparm_exclude_reference_link": "true"},
    page=Page(
        by="offset", param="sysparm_offset", size_param="sysparm_limit", total="x-total-count"
    ),
    timezone="UTC",
)
PRESETS: Mapping[str, Preset] = {
    "generic": Preset(),
    "jira": JIRA,
    "jira-cloud": Preset(
        items=JIRA.items,
        key=JIRA.key,
        fields=JIRA.fields,
        params={"expand": "names", "fields": "*all"},
        page=Page(
            by="cursor", param="nextPageToken", size_param="maxResults", next="$.nextPageToken"
        ),
        form=_jira_form,
    ),
    "servicenow": SERVICENOW,
    "dingtalk": DINGTALK,
    "feishu": FEISHU,
}
