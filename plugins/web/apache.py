"""Sites of Apache: the main server and its virtual hosts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from auditor.api.trees import Tree
from auditor_plugins.web.apache_conf import Directive, Reader, environment
from auditor_plugins.web.nginx import parted
from auditor_plugins.web.site import VERSIONS, Said, Site

PROTOCOLS = {"sslv3": "ssl3", "tlsv1": "1.0", "tlsv1.1": "1.1", "tlsv1.2": "1.2", "tlsv1.3": "1.3"}
LOGS = ("customlog", "transferlog", "globallog")
SECTIONS = ("directory", "directorymatch", "location", "locationmatch", "files", "filesmatch", "if")


def sites(tree: Tree, path: Path, root: Path, defines: dict[str, str]) -> list[Site]:
    """A site for each virtual host and address; without any, the main server at its ports.

    Raises:
        GapError: a file cannot be had or understood.
    """
    given = environment(tree, path.parent / "envvars") | defines
    reader = Reader(tree, root, given)
    main = reader.read(path)
    hosts = [one for one in main if one.name == "virtualhost"]
    listens = [one for one in main if one.name == "listen" and one.words]
    used = {parted(word)[1] for one in hosts for word in one.words}
    found = [one for host in hosts for one in _of_host(reader, host, main)]
    for one in listens:
        address, port = parted(one.words[0])
        if port not in used and "*" not in {word for host in hosts for word in host.words}:
            found.append(_site(reader, main, [], one, (address, port)))
    return found


def _of_host(reader: Reader, host: Directive, main: list[Directive]) -> Iterator[Site]:
    for word in host.words:
        yield _site(reader, main, list(host.inner), host, parted(word))


def _site(
    reader: Reader,
    main: list[Directive],
    own: list[Directive],
    at: Directive,
    place: tuple[str, int],
) -> Site:
    name = _last((own, main), "servername")
    site = Site("apache", name.words[0] if name and name.words else "_", *place, at.at)
    engine = _last((own, main), "sslengine")
    site.tls = bool(engine and engine.words[:1] and engine.words[0].lower() == "on")
    if site.tls:
        site.lowest = _lowest(_last((own, main), "sslprotocol"), engine or at)
        suite = _last((own, main), "sslciphersuite")
        site.ciphers = Said(" ".join(suite.words), suite.at) if suite else None
        given = _last((own, main), "sslcertificatefile")
        site.certificate = reader._path(given.words[0]) if given else None
    site.hsts = _header((own, main))
    roots = _roots((own, main))
    site.roots = roots
    site.listed = list(_listings(reader, [*main, *own], roots))
    site.redirects = not site.tls and _redirects(own)
    logs = [one for one in own if one.name in LOGS] or [one for one in main if one.name in LOGS]
    site.logs = [Said(one.words[0], one.at) for one in logs if one.words]
    site.logs_at = logs[0].at if logs else None
    return site


def _last(blocks: Iterable[list[Directive]], name: str) -> Directive | None:
    for block in blocks:
        found = [one for one in block if one.name == name]
        if found:
            return found[-1]
    return None


def _lowest(given: Directive | None, engine: Directive) -> Said:
    """`all -SSLv3` unless something is said; words with a sign add to what stands before."""
    on: set[str] = set() if given else {"1.0", "1.1", "1.2", "1.3"}
    for word in given.words if given else ():
        sign, bare = (word[0], word[1:]) if word[0] in "+-" else ("", word)
        some = {PROTOCOLS[bare.lower()]} if bare.lower() in PROTOCOLS else set()
        some = set(PROTOCOLS.values()) - {"ssl3"} if bare.lower() == "all" else some
        on = on - some if sign == "-" else on | some
    at = given.at if given else engine.at
    return Said(min(on, key=VERSIONS.index, default="none"), at)


def _header(blocks: Iterable[list[Directive]]) -> Said | None:
    """The last `Header set Strict-Transport-Security` that is not unset again."""
    for block in blocks:
        for one in reversed([one for one in block if one.name == "header"]):
            words = one.words[1:] if one.words[:1] in (("always",), ("onsuccess",)) else one.words
            if len(words) > 1 and words[1].lower() == "strict-transport-security":
                unset = words[0].lower() == "unset"
                return None if unset or len(words) < 3 else Said(words[2], one.at)
    return None


def _roots(blocks: tuple[list[Directive], ...]) -> list[str]:
    root = _last(blocks, "documentroot")
    aliases = [one for block in blocks for one in block if one.name in ("alias", "scriptalias")]
    found = [root.words[0]] if root and root.words else []
    return found + [one.words[1] for one in aliases if len(one.words) > 1]


def _listings(reader: Reader, given: list[Directive], roots: list[str]) -> Iterator[Said]:
    """Folders below a root, or the roots themselves, whose Options come to hold Indexes."""
    if "autoindex_module" not in reader.modules:
        return
    blocks = [one for one in given if one.name == "directory" and one.words]
    blocks.sort(key=lambda one: one.words[0].rstrip("/").count("/"))
    below = [one.words[0] for one in blocks if any(_under(one.words[0], root) for root in roots)]
    for path in dict.fromkeys([*roots, *below]):
        found = _options(path, given, blocks)
        if found:
            yield Said(path, found.at)


def _options(path: str, given: list[Directive], blocks: list[Directive]) -> Directive | None:
    """The directive that leaves Indexes on for a folder: shorter paths are overridden by longer."""
    on: Directive | None = None
    top = [one for one in given if one.name == "options"]
    chosen = [one for block in blocks if _under(path, block.words[0]) for one in block.inner]
    for one in (*top, *(one for one in chosen if one.name == "options")):
        words = {word.lower() for word in one.words}
        plain = not any(word[0] in "+-" for word in words if word)
        if words & {"indexes", "+indexes", "all", "+all"}:
            on = on or one
        elif plain or words & {"-indexes", "-all"}:
            on = None
    return on


def _under(path: str, root: str) -> bool:
    return PurePosixPath(path).is_relative_to(PurePosixPath(root.rstrip("/*") or "/"))


def _redirects(own: list[Directive]) -> bool:
    """True for a virtual host that sends all its visitors to https."""
    all_paths = [
        one.words[-1].startswith("https://")
        for one in own
        if (one.name == "redirect" and "/" in one.words) or one.name == "rewriterule"
    ]
    return bool(all_paths) and all(all_paths) and not any(one.name in SECTIONS for one in own)
