"""Reports, access, logs and time limits that are still running, through the whole pipeline."""

import pytest

from tests.e2e.registers import NOW, audited, said
from tests.e2e.test_boundaries import (
    CLERK,
    MANAGER,
    MONDAY,
    SPECIALIST,
    SUPERVISOR,
    TWO_POSTS,
    case,
    loan,
    post,
    working,
)
from tests.e2e.test_boundaries_files import HEADS, file

BOSS = post("u6", "general_manager")
ISSUE = {"record_id": "P2", "record": "issue", "report_id": "P", "request_id": "P1"}
ISSUED = "report_register:1"


def reviewed(name, want, first, second=MONDAY, manager="u8", roster=HEADS, author="u1"):
    row = {**ISSUE, "issued_at": MONDAY, "compiled_by": author}
    row |= {"supervisor_reviewer": "u7", "supervisor_reviewed_at": first}
    row |= {"manager_reviewer": manager, "manager_reviewed_at": second}
    return case(name, "CIC-013", want, {"report_register": [row], "hr_roster": [*roster, CLERK]})


REVIEWED = [
    reviewed("second review at the issue", "pass", "2026-03-02 08:59"),
    reviewed("both at the issue", "review", MONDAY),
    reviewed("both at the issue, one in UTC", "review", MONDAY, "2026-03-02T01:00:00Z"),
    reviewed("a minute after the issue", ISSUED, "2026-03-02 08:59", "2026-03-02 09:01"),
    reviewed(
        "one person by two accounts", ISSUED, "2026-03-01", "2026-03-02 08:00", "u7.b", TWO_POSTS
    ),
    reviewed(
        "own report by a second account",
        ISSUED,
        "2026-03-01",
        roster=(post("u7", SUPERVISOR, accounts=["u7.b"]), HEADS[1]),
        author="u7.b",
    ),
]


def requested(name, want, first="2026-03-02 08:00", second=MONDAY, by="u1", manager="u8"):
    request = {"record_id": "P1", "record": "request", "report_id": "P", "requested_by": by}
    request |= {"manager_approver": manager, "manager_approved_at": first}
    request |= {"gm_approver": "u6", "gm_approved_at": second}
    rows = [request, {**ISSUE, "dept": "business", "issued_at": MONDAY}]
    return case(
        name,
        "CIC-010",
        want,
        {
            "report_register": rows,
            "hr_roster": [post("u8", MANAGER, accounts=["u8.b"]), BOSS, CLERK],
        },
    )


ASKED = [
    requested("approved at the issue", "pass"),
    requested("both at the issue", "pass", MONDAY),
]


def amended(name, want, filed, calendar, approved=MONDAY, items=5, at=MONDAY, now=NOW):
    row = {"record_id": "P3", "record": "amendment", "report_id": "P", "amended_at": at}
    row |= {"gm_approver": "u6", "gm_approved_at": approved, "filed_at": filed}
    row |= {
        "filed_by_dept": "customer_service" if filed else "",
        "items_changed": [f"i{n}" for n in range(items)],
    }
    evidence = {"report_register": [row], "hr_roster": [BOSS], "reference_lists": calendar}
    return case(name, "CIC-011", want, evidence, now)


CALENDAR = working(2, 10)
AMENDED = [
    amended("fifth working day", "pass", "2026-03-09 17:00", CALENDAR),
    amended("sixth working day", ISSUED, "2026-03-10 09:00", CALENDAR),
    amended("fifth working day is today", "pass", "", working(2, 10), at="2026-03-03 09:00"),
    amended("fifth working day was yesterday", ISSUED, "", CALENDAR),
    amended("a minute before approval", ISSUED, "2026-03-03", CALENDAR, "2026-03-02 09:01"),
    amended("six items", ISSUED, "2026-03-03", CALENDAR, items=6),
    amended("calendar too short", "not-evaluated", "2026-03-09 17:00", working(2, 6)),
]


def consulted(name, want, approved, level="secret", manager="u8", actor="u1"):
    seen = {"event_id": "E1", "actor": actor, "at": MONDAY, "object_id": "F1"}
    seen |= {"application_id": "A1", "classification": level}
    slip = {"application_id": "A1", "kind": "consult", "applicant": "u1", "decision": "approved"}
    slip |= {"manager_approver": manager, "manager_approved_at": approved, "file_id": "F1"}
    evidence = {
        "access_log": [seen],
        "access_applications": [slip],
        "hr_roster": [post("u8", MANAGER, accounts=["u8.b"]), CLERK],
    }
    return case(name, "CIC-018-4b", want, {**evidence, "customer_files": [file(custodian="u9")]})


SEEN = "access_log:1"
CONSULTED = [
    consulted("approved at the minute", "pass", MONDAY),
    consulted("a minute later", SEEN, "2026-03-02 09:01"),
    consulted("not approved, full-width class", SEEN, "", "ＳＥＣＲＥＴ", ""),
    consulted("not approved, no class", SEEN, "", "", ""),
    consulted("own approval by a second account", SEEN, MONDAY, actor="u8.b"),
]


def headed(name, want, signer="u5", applicant="u1", dept="business", **more):
    slip = {
        "application_id": "A1",
        "kind": "consult",
        "applicant": applicant,
        "decision": "approved",
    }
    slip |= {
        "applicant_dept": dept,
        "dept_seal": True,
        "head_signature": signer,
        "submitted_at": MONDAY,
    }
    head = post("u5", "other", is_head=True, accounts=["u5.b"], reports_to="u6") | {
        "dept": "business"
    }
    return case(
        name,
        "CIC-018-2",
        want,
        {"access_applications": [slip], "hr_roster": [head | more, CLERK, BOSS]},
    )


SLIP = "access_applications:1"
HEADED = [
    headed("by the head", "pass"),
    headed("head till that day", "pass", valid_until="2026-03-02"),
    headed("head till the day before", SLIP, valid_until="2026-03-01"),
    headed("head from that day", "pass", valid_from="2026-03-02"),
    headed("head from the day after", SLIP, valid_from="2026-03-03"),
    headed("head for himself", SLIP, applicant="u5"),
    headed("head for himself by a second account", SLIP, applicant="u5.b"),
    headed("head's superior for the head", "pass", signer="u6", applicant="u5"),
]


def kept(name, want, due, store="S1", returned=""):
    files = [file(custodian="u1", store_id=store)]
    stores = [{"store_id": "S1", "kind": "archive", "approved": True}]
    out = loan("2026-03-08", returned, due_at=due)
    evidence = {"customer_files": files, "loan_register": [out], "storage_inventory": stores}
    return case(name, "CIC-019-1a", want, {**evidence, "hr_roster": [CLERK | {"dept": "business"}]})


KEPT = [
    kept("due today", "pass", "2026-03-10"),
    kept("due yesterday", "customer_files:1", "2026-03-09"),
    kept("returned", "customer_files:1", "2026-03-10", returned="2026-03-09"),
]


def signed(name, want, *loans):
    rows = [
        {
            "loan_id": f"L{no}",
            "item": "档案",
            "reason": "核对",
            "borrower_signature": one["borrower"],
        }
        for no, one in enumerate(loans)
    ]
    return case(
        name,
        "CIC-019-5a",
        want,
        {"loan_register": [one | row for one, row in zip(loans, rows, strict=True)]},
    )


SIGNED = [
    signed(
        "lent when it came back",
        "pass",
        loan(MONDAY, "2026-03-03 09:00"),
        loan("2026-03-03 09:00", "2026-03-04", borrower="u2"),
    ),
    signed(
        "lent a minute earlier",
        "loan_register:1",
        loan(MONDAY, "2026-03-03 09:00"),
        loan("2026-03-03 08:59", "2026-03-04", borrower="u2"),
    ),
    signed("no copies", "loan_register:1", loan(MONDAY, "2026-03-03", copies=0)),
]


def incident(name, control, want, now, **more):
    row = {"incident_id": "X1", "kind": "leak", "detected_at": "2026-03-10 17:00"} | more
    return case(name, control, want, {"incident_register": [row], "hr_roster": list(HEADS)}, now)


LEAK = "incident_register:1"
RUNNING = [
    incident("an hour, not begun", "CIC-027a", "pass", "2026-03-10 18:00"),
    incident("61 minutes, not begun", "CIC-027a", LEAK, "2026-03-10 18:01"),
    incident(
        "24 hours, not contained",
        "CIC-027a",
        "pass",
        "2026-03-11 17:00",
        remediation_started_at="2026-03-10 17:30",
    ),
    incident("two hours, not told", "CIC-027b", "pass", "2026-03-10 19:00"),
    incident("more, not told", "CIC-027b", LEAK, "2026-03-10 19:01"),
    incident(
        "an hour, not handled",
        "CIC-027c",
        "pass",
        "2026-03-10 19:00",
        reported_at="2026-03-10 18:00",
    ),
    incident(
        "more, not handled", "CIC-027c", LEAK, "2026-03-10 19:01", reported_at="2026-03-10 18:00"
    ),
    case(
        "in force, not yet back",
        "NDA-401",
        "agreements:1",
        {
            "agreements": [
                {
                    "agreement_id": "G1",
                    "kind": "preferential_offer",
                    "sent_at": "2026-03-09 10:00",
                    "effective_at": "2026-03-10",
                }
            ]
        },
    ),
]


def alert(name, want, **more):
    row = {
        "alert_id": "W1",
        "customer_id": "C1",
        "kind": "suspicion",
        "raised_at": "2026-02-28 18:00",
        "analyst": "u1",
        "decision_reason": "r",
    }
    return case(name, "AML-002-3", want, {"aml_alerts": [row | more]})


ALERTS = [
    alert("tenth day, not analysed", "pass"),
    alert("eleventh day, not analysed", "aml_alerts:1", raised_at="2026-02-28 17:59"),
    alert(
        "fifth day, not reported",
        "pass",
        analysed_at="2026-03-05 18:00",
        decision="suspicious",
        report_ref="R",
    ),
    alert(
        "sixth day, not reported",
        "aml_alerts:1",
        analysed_at="2026-03-05 17:59",
        decision="suspicious",
        report_ref="R",
    ),
]


def complaint(name, want, received, **more):
    row = {"complaint_id": "B1", "topic": "service", "received_at": received} | more
    return case(name, "COM-830", want, {"complaint_register": [row]})


COMPLAINTS = [
    complaint("second day", "pass", "2026-03-08 18:00", improvement_ref="V"),
    complaint("third day", "complaint_register:1", "2026-03-08 17:59"),
    complaint("fifteenth day", "pass", "2026-02-23 18:00", acknowledged_at="2026-02-24"),
    complaint(
        "sixteenth day", "complaint_register:1", "2026-02-23 17:59", acknowledged_at="2026-02-24"
    ),
]


def dormant(name, want, used, now=NOW):
    row = {"reg_id": "R1", "customer_id": "C1", "kind": "personal", "service_state": "active"}
    return case(name, "EBK-108", want, {"ebank_registry": [row | {"last_used_at": used}]}, now)


def lapses(name, want, expires, status="active", now="2026-03-07 12:00", formal=""):
    row = {
        "request_id": "Q1",
        "reg_id": "R1",
        "kind": "loss_report_temporary",
        "submitted_at": MONDAY,
    }
    rows = [row | {"expires_at": expires, "status": status}]
    if formal:
        rows.append(
            row | {"request_id": "Q2", "kind": "loss_report_formal", "submitted_at": formal}
        )
    return case(name, "EBK-106", want, {"ebank_requests": rows}, now)


BANKING = [
    dormant("365 days", "pass", "2025-03-10 18:00"),
    dormant("a minute more", "ebank_registry:1", "2025-03-10 17:59"),
    dormant("366 days over leap day", "ebank_registry:1", "2027-03-01", "2028-03-01 18:00"),
    lapses("fifth day", "pass", "2026-03-07"),
    lapses("sixth day, still active", "ebank_requests:1", "2026-03-07", now="2026-03-08 00:01"),
    lapses("four days granted", "ebank_requests:1", "2026-03-06", now="2026-03-05 12:00"),
    lapses(
        "lapsed, formal in time",
        "ebank_requests:1",
        "2026-03-07",
        "lapsed",
        "2026-03-09 12:00",
        "2026-03-07 23:00",
    ),
    lapses(
        "active, formal in time",
        "pass",
        "2026-03-07",
        "active",
        "2026-03-09 12:00",
        "2026-03-07 23:00",
    ),
]


def trained(name, want, *done, now=NOW, **more):
    rows = [
        {"person": "u9", "course": "c", "topics": ["confidentiality"], "completed_at": "2026-01-01"}
    ]
    rows += [{**rows[0], "person": "u1", "completed_at": day} for day in done]
    return case(
        name,
        "TRN-001",
        want,
        {
            "training_records": rows,
            "hr_roster": [post("u1", "other", hired_at="2020-01-01") | more],
        },
        now,
    )


TRAINED = [
    trained("365 days ago", "pass", "2025-03-10"),
    trained("366 days ago", "hr_roster:1", "2025-03-09"),
    trained("hired 30 days ago", "hr_roster:1", hired_at="2026-02-08", valid_from="2026-02-08"),
    trained("hired 29 days ago", "pass", hired_at="2026-02-09", valid_from="2026-02-09"),
]


def permitted(name, want, until="", at=MONDAY, decided="2026-03-02 08:00", **more):
    seen = {"event_id": "E1", "actor": "u1.admin", "at": at, "object_id": "F1"} | more
    slip = {"application_id": "A1", "kind": "consult", "applicant": "u1", "decision": "approved"}
    slip |= {"file_id": "F1", "decided_at": decided, "valid_from": decided, "valid_until": until}
    grants = [
        {
            "grant_id": "G9",
            "person": "u9",
            "account": "u9",
            "object_id": "X",
            "granted_at": "2026-01-01",
        }
    ]
    return case(
        name,
        "CIC-017b",
        want,
        {
            "access_log": [seen],
            "access_applications": [slip],
            "access_grants": grants,
            "hr_roster": [CLERK],
        },
    )


PERMITTED = [
    permitted("by the account of the applicant", "pass"),
    permitted("decided at the minute", "pass", decided=MONDAY),
    permitted("decided a minute later", SEEN, decided="2026-03-02 09:01"),
    permitted("valid till that day", "pass", "2026-03-02"),
    permitted("valid till the day before", SEEN, "2026-03-01", decided="2026-02-28"),
    permitted("third day without an end", "pass", at="2026-03-05 08:00"),
    permitted("fourth day without an end", SEEN, at="2026-03-06 09:00"),
    permitted("an account of nobody", SEEN, actor="u77"),
]


def traded(name, want, kind, at=MONDAY, seen="", expiry="2030-01-01", control="AML-012-4"):
    trade = {
        "txn_id": "T1",
        "customer_id": "C1",
        "account_id": "A1",
        "kind": kind,
        "direction": "out",
        "at": at,
        "amount_cny": 1,
    }
    check = {
        "verification_id": "V1",
        "subject": "C1",
        "customer_id": "C1",
        "at": seen,
        "result": "match",
        "id_copy_ref": "K",
        "id_expires_at": expiry,
    }
    other = {**check, "customer_id": "C9", "verification_id": "V0", "at": "2026-01-01"}
    client = {"customer_id": "C1", "customer_type": "individual", "status": "active"}
    return case(
        name,
        control,
        want,
        {
            "kyc_transactions": [trade],
            "kyc_customers": [client],
            "id_verifications": [other, *([check] if seen else [])],
        },
    )


BUY = "financial_product_purchase"
TRADED = [
    traded("at the minute", "pass", BUY, seen=MONDAY),
    traded("a minute later", "kyc_transactions:1", BUY, seen="2026-03-02 09:01"),
    traded(
        "on a document's last day",
        "pass",
        "payment",
        seen="2026-01-01",
        expiry="2026-03-02",
        control="AML-024b",
    ),
    traded(
        "the day after",
        "kyc_transactions:1",
        "payment",
        seen="2026-01-01",
        expiry="2026-03-01",
        control="AML-024b",
    ),
    traded(
        "after midnight, last day in UTC",
        "kyc_transactions:1",
        "payment",
        at="2026-03-01T16:00:00Z",
        seen="2026-01-01",
        expiry="2026-03-01",
        control="AML-024b",
    ),
    traded(
        "interest after it",
        "not-applicable",
        "interest_credit",
        seen="2026-01-01",
        expiry="2026-03-01",
        control="AML-024b",
    ),
]


def ruled(name, want, *rows):
    base = {
        "doc_id": "P1",
        "topic": "customer_information_confidentiality",
        "version": "1",
        "approved_by_role": "general_manager",
    }
    base |= {
        "approved_at": "2026-03-01",
        "promulgated_at": "2026-03-01",
        "effective_at": "2026-03-01",
    }
    base |= {"owner_dept": "customer_service", "interpretation_dept": "customer_service"}
    return case(name, "CIC-029", want, {"policy_register": [base | row for row in rows]})


RULED = [
    ruled("approved and in force on one day", "pass", {}),
    ruled("approved the day after", "policy_register:1", {"approved_at": "2026-03-02"}),
    ruled(
        "in force from today",
        "pass",
        {"promulgated_at": "2026-03-10", "effective_at": "2026-03-10"},
    ),
    ruled(
        "in force from tomorrow",
        "policy_register:1",
        {"promulgated_at": "2026-03-11", "effective_at": "2026-03-11"},
    ),
    ruled("of another topic", "policy_register:1", {"topic": "privacy_policy"}),
    ruled("empty register", "policy_register:1"),
]


def repaired(name, want, found, done="", now=NOW):
    row = {"finding_id": "F-1", "file_id": "F1", "found_at": found, "repaired_at": done}
    checked = {
        "inspection_id": "I1",
        "kind": "full_custody",
        "store_id": "S1",
        "performed_at": found,
    }
    return case(
        name,
        "CIC-015",
        want,
        {"repair_register": [row], "inspection_register": [checked | {"findings": ["F-1"]}]},
        now,
    )


REPAIR = "repair_register:1"
REPAIRED = [
    repaired("thirtieth day", "pass", "2026-02-08"),
    repaired("thirty-first day", REPAIR, "2026-02-07"),
    repaired("thirtieth day over leap day", "pass", "2024-02-10", "2024-03-11"),
    repaired("thirty-first day over leap day", REPAIR, "2024-02-10", "2024-03-12"),
    repaired("before it was found", REPAIR, "2026-03-02", "2026-03-01"),
]


def redeemed(name, want, seen, presenter="C1"):
    card = {
        "event_id": "E1",
        "event": "redemption",
        "registered_card": False,
        "amount_cny": 1,
        "at": MONDAY,
        "presenter": presenter,
        "id_verification_ref": "V1",
    }
    check = {
        "verification_id": "V1",
        "subject": "C1",
        "at": seen,
        "result": "match",
        "id_copy_ref": "K",
    }
    return case(name, "AML-018", want, {"prepaid_card_events": [card], "id_verifications": [check]})


REDEEMED = [
    redeemed("at the minute", "pass", MONDAY),
    redeemed("a minute later", "prepaid_card_events:1", "2026-03-02 09:01"),
    redeemed("somebody else", "prepaid_card_events:1", MONDAY, "C2"),
]


def disabled(name, want, end, now=NOW, last="2026-03-01"):
    row = {
        "account": "u1.admin",
        "system_id": "h",
        "person": "u1",
        "enabled": True,
        "last_login_at": last,
        "privileged": True,
        "kind": "personal",
    }
    grant = {
        "grant_id": "G1",
        "account": "u1.admin",
        "person": "u1",
        "object_id": "h",
        "purpose": "make_payment",
        "granted_at": "2026-01-01",
        "expires_at": end,
    }
    return case(
        name,
        "IAM-002",
        want,
        {"account_inventory": [row], "hr_roster": [CLERK], "access_grants": [grant]},
        now,
    )


DISABLED = [
    disabled("grant ends tomorrow", "pass", "2026-03-11"),
    disabled("grant ended yesterday", "account_inventory:1", "2026-03-09"),
    disabled("90 days without a login", "pass", "", last="2025-12-10 18:00"),
    disabled("a minute more", "account_inventory:1", "", last="2025-12-10 17:59"),
]

MORE = [*TRADED, *RULED, *REPAIRED, *REDEEMED, *DISABLED]
CASES = [*REVIEWED, *ASKED, *AMENDED, *CONSULTED, *HEADED, *KEPT, *SIGNED, *RUNNING, *ALERTS]


@pytest.mark.parametrize(
    ("control", "want", "evidence", "now", "params"),
    [*CASES, *MORE, *COMPLAINTS, *BANKING, *TRAINED, *PERMITTED],
)
def test_acts(control, want, evidence, now, params, tmp_path):
    assert said(*audited(tmp_path, control, evidence, now, params)) == want
