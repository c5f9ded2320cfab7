"""A loan register of n rows with a few faults, as evidence; the same bytes for the same n."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

NOW = "2026-11-20T18:00:00+00:00"
BEGIN = datetime(2026, 1, 5, 9, tzinfo=UTC)


def loans(number: int) -> list[dict[str, Any]]:
    """Rows of `loan_register`; about one in a hundred is kept too long or overlaps another."""
    chance = random.Random(number)
    return [_loan(chance, index, number) for index in range(number)]


def _loan(chance: random.Random, index: int, number: int) -> dict[str, Any]:
    begun = BEGIN + timedelta(minutes=chance.randrange(60 * 24 * 250))
    days = chance.choice((1, 2, 3)) if chance.random() > 0.01 else 5
    ended = begun + timedelta(days=days, hours=-chance.randrange(1, 8))
    borrower = f"u{chance.randrange(100, 400)}"
    return {
        "loan_id": f"LN-{index:07d}",
        "borrower": borrower,
        "item": "客户合同",
        "file_id": f"KH-{chance.randrange(number * 20):08d}",
        "copies": 1,
        "borrowed_at": begun.isoformat(),
        "reason": "核对合同条款",
        "borrower_signature": borrower,
        "returned_at": ended.isoformat(),
        "cancelled_at": (ended + timedelta(hours=chance.choice((1, 2, 5)))).isoformat(),
        "cancelled_by": borrower,
        "copies_returned": 1,
        "_loc": {"file": "loans.csv", "line": index + 2},
    }
