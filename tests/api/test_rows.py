"""Packed rows are the rows; more than the bound are never read in silence, nor all at once."""

import tracemalloc
from datetime import date
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.api import GapReason, Packer, Rows, Source, bounded
from auditor.api import rows as module

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text() | st.floats(-1e9, 1e9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
ITEMS = st.lists(st.dictionaries(st.text(max_size=5), VALUES, max_size=4), max_size=8)


@given(ITEMS, st.integers(1, 40))
def test_what_was_packed_comes_out(items, large):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "LARGE", large)
        packer = Packer()
        for item in items:
            packer.add([item])
        packed = packer.rows()
    assert list(packed) == items
    assert packed == tuple(items) == Rows.of(iter(items))
    assert len(packed) == len(items)
    assert [packed[n] for n in range(-len(items), len(items))] == items + items
    assert packed[1:3] == items[1:3]
    assert module.Rows.of(packed) is packed


def test_other_rows_are_not_equal():
    assert Rows.of([{"a": 1}]) != [{"a": 2}]
    assert Rows.of([{"a": 1}]) != [{"a": 1}, {"a": 1}]
    with pytest.raises(IndexError):
        Rows.of([])[0]


@pytest.mark.parametrize("value", [date(2026, 1, 1), {1}, object()])
def test_what_json_cannot_hold_is_refused(value):
    with pytest.raises(TypeError):
        Rows.of([{"at": value}])


def test_many_rows_need_a_fraction_of_their_memory():
    rows = ({"loan_id": f"LN-{n}", "borrower": "u101", "reason": "核对资料"} for n in range(50_000))
    tracemalloc.start()
    packed = Rows.of(rows)
    size, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(packed) == 50_000
    assert size < 5_000_000
    assert peak < 8_000_000


def rows():
    return ({"n": n} for n in count())


def test_what_fits_is_all_there():
    (only,) = bounded("x", [{"n": 1}, {"n": 2}], Source("db/x"), "t", 2)
    assert only.items == ({"n": 1}, {"n": 2})


def test_an_endless_source_is_cut_and_said_to_be():
    evidence, gap = bounded("x", rows(), Source("db/x"), "t", 3)
    assert [row["n"] for row in evidence.items] == [0, 1, 2]
    assert (gap.reason, gap.partial) == (GapReason.INVALID, True)
    assert "more than 3 rows" in gap.message
    assert "max_rows" in gap.message_zh
