"""Rows that boundary cases share, as their registers would hold them.

What a case expects comes from the text of the catalogue: a verdict, or for a failure the rows at
fault. Times without an offset are those of Shanghai.
"""

from __future__ import annotations

import pytest

from tests.e2e.registers import NOW


def case(name, control, want, evidence, now=NOW, **params):
    return pytest.param(control, want, evidence, now, params, id=f"{control} {name}")


def loan(borrowed, returned="", **more):
    row = {"loan_id": "L1", "borrower": "u1", "file_id": "F1", "copies": 1}
    return {**row, "borrowed_at": borrowed, "returned_at": returned, **more}


def verified(at, **more):
    row = {"verification_id": "V1", "subject": "C1", "customer_id": "C1", "at": at}
    row |= {"result": "match", "id_copy_ref": "K1", "id_expires_at": "2030-01-01"}
    return {**row, **more}


OTHER = verified("2026-01-01", verification_id="V0", customer_id="C9", subject="C9")

WON = {"customer_id": "C1", "customer_type": "individual", "status": "active"}


def account(id_="A1", customer="C1", **more):
    row = {"account_id": id_, "customer_id": customer, "opened_at": "2020-01-01"}
    return {**row, "status": "active", **more}


def working(first, last, off=(7, 8), month="2026-03"):
    return [
        {
            "list": "working_days",
            "key": f"{month}-{day:02d}",
            "value": "false" if day in off else "true",
        }
        for day in range(first, last + 1)
    ]


OUT = "loan_register:1"

MONDAY = "2026-03-02 09:00"


def post(person, role, start="2020-01-01", end="", **more):
    row = {"person": person, "role": role, "dept": "customer_service", "employed": True}
    return {**row, "valid_from": start, "valid_until": end, **more}


SPECIALIST = "information_management_specialist"

SUPERVISOR = "customer_information_supervisor"

MANAGER = "customer_service_manager"

CLERK = post("u1", "account_manager", accounts=["u1.admin"])

BOTH = (post("u7", SUPERVISOR, accounts=["u7.b"]), post("u8", MANAGER))

TWO_POSTS = (post("u7", SUPERVISOR, accounts=["u7.b"]), post("u7", MANAGER, accounts=["u7.b"]))

FILE = "customer_files:1"


def file(**more):
    return {"file_id": "F1", "customer_id": "C1", "status": "active", "store_id": "S1", **more}


LEAK = "incident_register:1"

HEADS = (post("u7", SUPERVISOR), post("u8", MANAGER))

TXN = "kyc_transactions:1"


def paid(amount="", at="2026-03-02 10:00", no=1, **more):
    row = {"txn_id": f"T{no}", "customer_id": "C1", "account_id": "A1", "kind": "payment"}
    row |= {"direction": "out", "at": at, "amount_cny": amount, "foreign": False}
    return {**row, **more}


MOMENT = "2026-03-02 10:00"

CLIENT = "kyc_customers:1"

BOSS = post("u6", "general_manager")

SEEN = "access_log:1"
