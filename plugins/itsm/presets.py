"""What is known of the usual systems: where approvals stand, and how their forms are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from auditor_plugins.itsm import forms
from auditor_plugins.itsm.forms import Form, Item
from auditor_plugins.itsm.options import Page, Pick, Rights

FORM = "_form"
"""Member that each approval is given: label of its form to the values under it."""
DECISION = "_decision"


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
    rights: Rights | None = None
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


JIRA_RIGHTS = (
    *("ADD_COMMENTS", "ADMINISTER", "ADMINISTER_PROJECTS", "ASSIGN_ISSUES", "BROWSE_PROJECTS"),
    *("CLOSE_ISSUES", "CREATE_ISSUES", "DELETE_ISSUES", "EDIT_ISSUES", "MOVE_ISSUES"),
    "TRANSITION_ISSUES",
)
"""Asked for by name, as Jira Cloud demands; another Jira may tell more."""
REPORTER = ("$.fields.reporter.name", "$.fields.reporter.displayName")


def _jira_rights(version: str) -> Rights:
    return Rights(
        path=f"/rest/api/{version}/mypermissions",
        params={"permissions": ",".join(JIRA_RIGHTS)},
        names="$.permissions[?@.havePermission == true].key",
        allowed=("ASSIGNABLE_USER", "BROWSE*", "USE", "VIEW_*"),
    )


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
    rights=_jira_rights("2"),
    form=forms.jira_form,
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
    form=forms.components,
    decision=forms.dingtalk_decision,
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
    rights=Rights(
        path="/open-apis/application/v6/scopes",
        names="$.data.scopes[?@.grant_status == 1].scope_name",
        allowed=("*:readonly", "*:read"),
    ),
    form=forms.feishu_form,
    decision=forms.feishu_decision,
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
    rights=Rights(
        path="/api/now/table/sys_user_has_role",
        params={
            "sysparm_query": "user=javascript:gs.getUserID()^state=active",
            "sysparm_fields": "role.name",
            "sysparm_limit": "1000",
        },
        names="$.result[*]['role.name']",
        read_only="snc_read_only",
    ),
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
        rights=_jira_rights("3"),
        form=forms.jira_form,
    ),
    "servicenow": SERVICENOW,
    "dingtalk": DINGTALK,
    "feishu": FEISHU,
}
