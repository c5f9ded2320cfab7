"""`listening_services`: ports of services and ingresses, and whether they speak TLS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from auditor.api import Item
from auditor_plugins.kubernetes.cluster import Cluster
from auditor_plugins.kubernetes.objects import Thing, known, rows, table, tables, text, texts
from auditor_plugins.kubernetes.options import chosen, matches

NEEDS = ("ingresses", "services")
PORTS = {
    21: "ftp",
    23: "telnet",
    25: "smtp",
    53: "dns",
    80: "http",
    110: "pop3",
    143: "imap",
    389: "ldap",
    443: "https",
    636: "ldaps",
    993: "imaps",
    1433: "mssql",
    3306: "mysql",
    5432: "postgresql",
    6379: "redis",
    6443: "https",
    8080: "http",
    8443: "https",
    27017: "mongodb",
}
ALIASES = {"grpc-web": "http", "http2": "http", "h2c": "http", "kubernetes.io/h2c": "http"} | {
    "ws": "http",
    "kubernetes.io/ws": "http",
    "wss": "https",
    "kubernetes.io/wss": "https",
    "web": "http",
    "postgres": "postgresql",
}
SECURE = frozenset({"https", "ldaps", "imaps", "pop3s", "smtps", "tls", "ftps", "grpcs"})
OPEN = frozenset({"http", "ftp", "telnet", "smtp", "pop3", "imap", "ldap", "tftp", "rsh"})
VAGUE = frozenset({"tcp", "udp", "sctp", "port", "metrics", "main"})
"""Names of ports that tell no protocol."""


def collect(cluster: Cluster) -> Iterator[Item]:
    """One row for each port of a service and each host of an ingress."""
    for thing in _sorted(cluster, "services"):
        if text(table(thing.value, "spec").get("type")) != "ExternalName":
            yield from _service(cluster, thing)
    for thing in _sorted(cluster, "ingresses"):
        yield from _ingress(cluster, thing)


def _sorted(cluster: Cluster, resource: str) -> list[Thing]:
    return sorted(cluster.things(resource), key=lambda one: (one.namespace, one.name))


def _service(cluster: Cluster, thing: Thing) -> Iterator[Item]:
    spec = table(thing.value, "spec")
    outside = spec.get("type") in ("NodePort", "LoadBalancer") or rows(spec, "externalIPs")
    for i, port in tables(spec, "ports"):
        number = port.get("port")
        if isinstance(number, int) and not isinstance(number, bool):
            protocol = _protocol(cluster, thing, port, number)
            exposure = "external" if outside else "internal"
            listens = {"port": number, "protocol": protocol, "exposure": exposure}
            yield _row(cluster, thing, listens, ("spec", "ports", i))


def _protocol(cluster: Cluster, thing: Thing, port: Mapping[str, Any], number: int) -> str:
    """What the option says, else what the port says of itself, else what its number stands for."""
    stated = chosen(f"{thing.namespace}/{thing.name}:{number}", cluster.options.protocols)
    if stated:
        return stated.lower()
    given = text(port.get("appProtocol")).lower()
    name = text(port.get("name")).lower().partition("-")[0]
    for word in (given, name):
        known_word = ALIASES.get(word, word)
        if known_word in SECURE | OPEN or known_word in PORTS.values():
            return known_word
    if given:
        return given
    return PORTS.get(number, "unknown") if not name or name in VAGUE else "unknown"


def _ingress(cluster: Cluster, thing: Thing) -> Iterator[Item]:
    """A host without a certificate is served in the clear."""
    spec = table(thing.value, "spec")
    covered = {host for _, one in tables(spec, "tls") for host in texts(one, "hosts")}
    every = any(not texts(one, "hosts") for _, one in tables(spec, "tls"))
    hosts: list[tuple[str, int | None]] = [
        (text(rule.get("host")), i) for i, rule in tables(spec, "rules")
    ] or [("", None)]
    seen: set[bool] = set()
    for host, i in hosts:
        tls = every or host in covered or f"*.{host.partition('.')[2]}" in covered
        if tls not in seen:
            seen.add(tls)
            at: tuple[str | int, ...] = ("spec",) if i is None else ("spec", "rules", i)
            port, protocol = (443, "https") if tls else (80, "http")
            listens = {"port": port, "protocol": protocol, "exposure": "external"}
            yield _row(cluster, thing, listens, at)


def _row(cluster: Cluster, thing: Thing, listens: Item, at: tuple[str | int, ...]) -> Item:
    protocol, meshed = listens["protocol"], cluster.options.encrypted_namespaces
    encrypted = True if protocol in SECURE else False if protocol in OPEN else None
    if listens["exposure"] == "internal" and matches(thing.namespace, meshed):
        encrypted = True
    return known(
        {
            "host": f"{cluster.name}/{thing.namespace}/{thing.name}",
            **listens,
            "encrypted": encrypted,
            "holds_customer_info": cluster.options.holds(thing.namespace),
            "_loc": thing.place(*at).as_dict(),
        }
    )
