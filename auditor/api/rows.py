"""A bound on what one target may deliver: a source that has more is not read silently in part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from auditor.api.models import Collected, Gap, GapReason, Item, Source


def bounded(
    kind: str, rows: Iterable[Item], source: Source, target: str, limit: int
) -> Iterator[Collected | Gap]:
    """At most `limit` rows as evidence; where the source has more, a partial gap says so.

    Rows are taken from the iterable one by one and no more than `limit + 1` of them, so that
    memory stays bounded whatever the source holds.
    """
    taken = tuple(islice(rows, limit + 1))
    yield Collected(kind, taken[:limit], source)
    if len(taken) > limit:
        text = f"{source.uri}: more than {limit} rows; those beyond were not read (see max_rows)"
        text_zh = f"{source.uri}:超过 {limit} 行,其余未读取(见 max_rows)"
        yield Gap(kind, target, GapReason.INVALID, text, None, True, text_zh)
