"""The kinds of a web server, each guarded on its own."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from auditor.api import Collected, Context, Gap, GapError, Item, Source, Target, bounded
from auditor.api.trees import Tree, gap_of
from auditor_plugins.web import apache, live, nginx, rows
from auditor_plugins.web.options import Options
from auditor_plugins.web.site import Site

KINDS = ("audit_logging", "tls_endpoints", "web_sites")


def promised(options: Options) -> tuple[str, ...]:
    """All kinds, where a server is named."""
    return KINDS if options.nginx or options.apache else ()


def collect(target: Target, context: Context) -> Iterator[Collected | Gap]:
    """All kinds in the order of their names; a server that cannot be read leaves the other."""
    options: Options = target.options
    tree, kinds = Tree.of(target), [kind for kind in promised(options) if context.wants(kind)]
    sites, errors = _sites(tree, options)
    alone = len(errors) == sum(path is not None for path in (options.nginx, options.apache))
    source = _source(tree, options)
    for kind in kinds:
        gaps = [gap_of(kind, target.name, error, partial=not alone) for error in errors]
        if not alone:
            try:
                found = list(_rows(kind, tree, target, sites, gaps))
                yield from bounded(kind, found, source, target.name, options.max_rows)
            except GapError as error:
                gaps.append(gap_of(kind, target.name, error, partial=False))
        yield from gaps


def _sites(tree: Tree, options: Options) -> tuple[list[Site], list[GapError]]:
    found: list[Site] = []
    errors: list[GapError] = []
    if options.nginx:
        try:
            found += nginx.sites(tree, tree.place(options.nginx))
        except GapError as error:
            errors.append(error)
    if options.apache:
        path = tree.place(options.apache)
        root = tree.place(options.server_root) if options.server_root else path.parent
        try:
            found += apache.sites(tree, path, root, dict(options.defines))
        except GapError as error:
            errors.append(error)
    found.sort(key=lambda site: (site.program, site.name, site.port, site.address))
    return found, errors


def _rows(
    kind: str, tree: Tree, target: Target, sites: list[Site], gaps: list[Gap]
) -> Iterator[Item]:
    options: Options = target.options
    host = options.host or target.name
    if kind == "audit_logging":
        yield from rows.logging(tree, options, host, sites)
    elif kind == "web_sites":
        yield from (site.row(host) for site in sites)
    else:
        ask = live.server(options.address, options.timeout) if options.probe else None
        found = rows.endpoints(tree, options, host, sites, ask)
        yield from rows.parted(found, kind, target.name, gaps)


def _source(tree: Tree, options: Options) -> Source:
    """The main file; with its digest where it is a single one."""
    paths = [tree.place(path) for path in (options.nginx, options.apache) if path]
    shown = ", ".join(tree.show(path) for path in paths)
    try:
        digest = sha256(paths[0].read_bytes()).hexdigest() if len(paths) == 1 else ""
    except OSError:
        digest = ""
    return Source(shown, digest)
