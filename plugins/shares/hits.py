"""`dlp_scan`: files kept too long, and files where they should not lie."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from auditor.api import Context, Item
from auditor_plugins.shares.options import Tree
from auditor_plugins.shares.places import Place
from auditor_plugins.shares.sieve import Seen

TYPES = {
    "spreadsheet": "xls xlsx xlsm xlsb ods csv tsv et",
    "document": "doc docx odt rtf pdf txt md wps ofd ppt pptx htm html",
    "database_dump": "sql dump dmp bak mdb accdb sqlite sqlite3 db parquet bson",
    "image": "jpg jpeg png gif bmp tif tiff webp heic",
    "archive": "zip rar 7z tar gz tgz xz bz2 zst",
    "mailbox": "pst ost mbox eml msg",
}
BY_SUFFIX = {suffix: kind for kind, suffixes in TYPES.items() for suffix in suffixes.split()}


def suffix_of(name: str) -> str:
    """What follows the last dot, in lower case."""
    return name.rpartition(".")[2].lower()


class Hits:
    """Makes rows for one run."""

    def __init__(self, context: Context) -> None:
        self._zone = ZoneInfo(context.timezone)
        self._now = context.now.astimezone(self._zone)

    def until(self, tree: Tree, mtime: float) -> date | None:
        """Last day on which a file must be kept; None if nobody said, or its date is none."""
        if not tree.retention_days:
            return None
        try:
            changed = datetime.fromtimestamp(mtime, self._zone).date()
            return changed + timedelta(days=tree.retention_days)
        except (OverflowError, ValueError, OSError):
            return None

    def of(self, place: Place, seen: Seen) -> Item | None:
        """The row of a file that is kept beyond its term, or marked where nothing marked may be."""
        tree = place.tree
        until = self.until(tree, seen.stat.st_mtime)
        data_class = seen.label.data_class or tree.data_class or "none"
        strays = tree.custody is False and seen.label.data_class not in (None, "none")
        if not strays and not tree.retention_days:
            return None
        if strays or until is None or until < self._now.date():
            return self.row(place, seen, data_class, until)
        return None

    def row(self, place: Place, seen: Seen, data_class: str, until: date | None) -> Item:
        """One row."""
        shown, at = place.shown(seen.path), place.location(seen.path)
        row: Item = {
            "finding_id": f"{place.target}:{shown}",
            "host": place.host,
            "path": shown,
            "store_id": place.store_id,
            "owner": seen.rights.owner,
            "data_class": data_class,
            "file_type": BY_SUFFIX.get(suffix_of(seen.path), "other"),
            "found_at": self._now.isoformat(),
            "_loc": at,
        }
        return row | ({"retention_until": until.isoformat()} if until else {})
