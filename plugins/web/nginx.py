"""Sites of nginx: what its directives inherit, as ngx_http_core_module and others say."""

from __future__ import annotations

import glob
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.api import GapError, GapReason, Location
from auditor.api.trees import Tree, guarded, invalid
from auditor_plugins.web.site import VERSIONS, Said, Site

PROTOCOLS = {"SSLv2": "ssl3", "SSLv3": "ssl3", "TLSv1": "1.0", "TLSv1.1": "1.1", "TLSv1.2": "1.2",
             "TLSv1.3": "1.3"}  # fmt: skip
DEEPEST = 20
"""Files that include one another."""


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive, its words, and what is in its block."""

    name: str
    words: tuple[str, ...]
    at: Location
    inner: tuple[Directive, ...] = ()


def read(tree: Tree, path: Path) -> tuple[Directive, ...]:
    """The whole configuration, includes in their places.

    Raises:
        GapError: a file cannot be had or understood, or the extra `web` is not installed.
    """
    return tuple(_file(tree, path, path.parent, 0))


def _file(tree: Tree, path: Path, prefix: Path, depth: int) -> Iterator[Directive]:
    if depth > DEEPEST:
        raise invalid(tree, path, None, "files include one another", "文件互相包含")
    tree.lines(path)
    for block in _parsed(tree, path):
        yield from _made(tree, path, prefix, block, depth)


def _parsed(tree: Tree, path: Path) -> list[dict[str, Any]]:
    try:
        import crossplane  # noqa: PLC0415 - an extra
    except ImportError:
        text = "crossplane is missing: install auditor[web]"
        raise GapError(
            GapReason.ABSENT, text, None, "缺少 crossplane:请安装 auditor[web]"
        ) from None
    with guarded(tree, path):
        told = crossplane.parse(str(path), single=True, check_ctx=False, check_args=False)
    for error in told["errors"]:
        raise invalid(tree, path, error.get("line"), "cannot be understood", "无法识别")
    parsed: list[dict[str, Any]] = told["config"][0]["parsed"]
    return parsed


def _made(
    tree: Tree, path: Path, prefix: Path, block: dict[str, Any], depth: int
) -> Iterator[Directive]:
    if block["directive"] == "include" and block["args"]:
        pattern = block["args"][0]
        place = tree.place(pattern) if pattern.startswith("/") else prefix / pattern
        wild = glob.has_magic(str(place))
        for name in sorted(glob.glob(str(place))) if wild else [str(place)]:  # noqa: PTH207
            yield from _file(tree, Path(name), prefix, depth + 1)
        return
    inner = (_made(tree, path, prefix, one, depth) for one in block.get("block") or ())
    flat = tuple(one for several in inner for one in several)
    at = tree.at(path, block["line"])
    yield Directive(block["directive"], tuple(block["args"]), at, flat)


Chain = tuple[tuple[Directive, ...], ...]
"""Blocks from the innermost to http."""


def sites(tree: Tree, path: Path) -> list[Site]:
    """A site for each server and address that it listens on."""
    whole = read(tree, path)
    found: list[Site] = []
    for http in (one for one in whole if one.name == "http"):
        for server in (one for one in http.inner if one.name == "server"):
            found += _of_server(tree, path.parent, server, (server.inner, http.inner))
    return found


def _of_server(tree: Tree, prefix: Path, server: Directive, chain: Chain) -> Iterator[Site]:
    names = _last(chain[:1], "server_name")
    name = names.words[0] if names and names.words else "_"
    listens = [one for one in server.inner if one.name == "listen"]
    old = _last(chain, "ssl")
    for one in listens or [Directive("listen", ("80",), server.at)]:
        if not one.words or one.words[0].startswith("unix:"):
            continue
        address, port = parted(one.words[0])
        site = Site("nginx", name, address, port, one.at)
        site.tls = bool({"ssl", "quic"} & set(one.words)) or bool(old and old.words == ("on",))
        _fill(tree, prefix, site, chain)
        yield site


def _fill(tree: Tree, prefix: Path, site: Site, chain: Chain) -> None:
    if site.tls:
        site.lowest, site.ciphers = _lowest(chain, site.at), _said(chain, "ssl_ciphers")
        given = _last(chain, "ssl_certificate")
        if given and given.words and "$" not in given.words[0]:
            word = given.words[0]
            site.certificate = tree.place(word) if word.startswith("/") else prefix / word
    blocks = list(_locations("/", chain))
    site.hsts = _weakest([_header(one) for _, one in blocks])
    site.redirects = not site.tls and _redirects(chain[0])
    site.listed = [
        Said(where, found.at)
        for where, one in blocks
        if (found := _last(one, "autoindex")) and found.words == ("on",)
    ]
    roots = (_last(one, "alias") or _last(one, "root") for _, one in blocks)
    site.roots = [found.words[0] for found in roots if found and found.words]
    logs = _logs(chain)
    site.logs = [Said(one.words[0], one.at) for one in logs if one.words[:1] != ("off",)]
    site.logs_at = logs[0].at if logs else None
    if not logs:
        site.logs = [Said("logs/access.log", site.at)]
    site.unlogged = [where for where, one in blocks[1:] if _is_off(_logs(one))] if site.logs else []


def _locations(where: str, chain: Chain) -> Iterator[tuple[str, Chain]]:
    """The block itself, and each location below it, by its path."""
    yield where, chain
    for one in chain[0]:
        if one.name == "location" and one.words:
            yield from _locations(" ".join(one.words), (one.inner, *chain))


def _last(chain: Chain, name: str) -> Directive | None:
    """The directive of the innermost block that has it."""
    for block in chain:
        found = [one for one in block if one.name == name]
        if found:
            return found[-1]
    return None


def _said(chain: Chain, name: str) -> Said | None:
    found = _last(chain, name)
    return Said(" ".join(found.words), found.at) if found else None


def _lowest(chain: Chain, at: Location) -> Said:
    """The oldest of ssl_protocols; without it that of nginx before 1.27.3, which is TLS 1.0."""
    found = _last(chain, "ssl_protocols")
    if found is None:
        return Said("1.0", at)
    known = [PROTOCOLS.get(word, "none") for word in found.words]
    return Said(min(known, key=VERSIONS.index, default="1.0"), found.at)


def _header(chain: Chain) -> Said | None:
    """Strict-Transport-Security, from the innermost block that adds any header."""
    for block in chain:
        added = [one for one in block if one.name == "add_header" and len(one.words) > 1]
        for one in added:
            if one.words[0].lower() == "strict-transport-security":
                return Said(one.words[1], one.at)
        if added:
            return None
    return None


def _weakest(found: list[Said | None]) -> Said | None:
    """The header counts only where every block sends it."""
    there = [one for one in found if one]
    return there[0] if there and len(there) == len(found) else None


def _redirects(server: tuple[Directive, ...]) -> bool:
    """True for a server that does nothing but send its visitors to https."""
    answers = [one for one in server if one.name in ("return", "rewrite")]
    to = [word for one in answers for word in one.words if word.startswith("https://")]
    return (
        bool(to) and len(to) == len(answers) and not any(one.name == "location" for one in server)
    )


def _logs(chain: Chain) -> list[Directive]:
    for block in chain:
        found = [one for one in block if one.name == "access_log"]
        if found:
            return found
    return []


def _is_off(logs: list[Directive]) -> bool:
    return bool(logs) and all(one.words[:1] == ("off",) for one in logs)


def parted(place: str, usual: int = 80) -> tuple[str, int]:
    """Address and port of `443`, `127.0.0.1:80`, `[::]:80` or a bare address."""
    if place.isdigit():
        return "*", int(place)
    address, colon, port = place.rpartition(":")
    if not colon or place.endswith("]") or not port.isdigit():
        return place, usual
    return address, int(port)
