"""More rows than the bound are never read in silence, nor all at once."""

from itertools import count

from auditor.api import GapReason, Source, bounded


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
