"""`storage_inventory`: the stores that the trees belong to, as the configuration states them."""

from __future__ import annotations

from auditor.api import Item
from auditor_plugins.shares.marks import highest
from auditor_plugins.shares.places import Place


def stores(found: list[Place]) -> list[Item]:
    """One row for each store; where several trees are one, the first that states a fact counts."""
    rows: dict[str, list[Place]] = {}
    for place in found:
        rows.setdefault(place.store_id, []).append(place)
    return [_row(store_id, rows[store_id]) for store_id in sorted(rows)]


def _row(store_id: str, trees: list[Place]) -> Item:
    row: Item = {}
    for place in reversed(trees):
        row |= place.tree.store.model_dump(exclude_none=True)
    row |= {"store_id": store_id, "_loc": trees[0].location("")}
    row.setdefault("location", f"{trees[0].host}:{trees[0].root or '/'}")
    if any(place.tree.content == "customer_information" for place in trees):
        row.setdefault("holds_customer_info", True)
    levels = [place.tree.classification for place in trees if place.tree.classification]
    if levels:
        row["classification"] = highest(levels)
    classes = {place.tree.data_class for place in trees} - {None, "none"}
    return row | ({"data_classes": sorted(map(str, classes))} if classes else {})
