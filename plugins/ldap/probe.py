"""What `auditor doctor` shows of a directory."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Context, GapError, Probe, Target
from auditor.api.probes import clock, rights
from auditor_plugins.ldap.client import opened
from auditor_plugins.ldap.collect import asked
from auditor_plugins.ldap.directory import Directory, looked_up
from auditor_plugins.ldap.search import Ask, Search
from auditor_plugins.ldap.values import escaped, generalized

SECRETS = ("userPassword", "sambaNTPassword", "msDS-ManagedPassword")
OF_COMPUTERS = ("ms-Mcs-AdmPwd", "msLAPS-Password", "msLAPS-EncryptedPassword")
COMPUTERS = "(objectClass=computer)"
WRITABLE = "allowedAttributesEffective"


def probe(target: Target, context: Context) -> Iterator[Probe]:
    """Reach, rights, rights beyond what is needed, and the clock where the server tells it.

    Raises:
        GapError: it cannot be reached or refuses the bind.
    """
    with opened(target) as ask:
        yield from probes(ask, target, context)


def probes(ask: Ask, target: Target, context: Context) -> Iterator[Probe]:
    """The same from anything that answers."""
    directory = looked_up(ask, target, context)
    kind, kind_zh = ("Active Directory", "AD") if directory.ad else ("LDAP", "LDAP")
    yield Probe("reach", True, f"{kind}, base {directory.base}", f"{kind_zh},基准 {directory.base}")
    yield from rights(asked(ask, target, context))
    yield from _excess(directory)
    yield clock(generalized(directory.root.text("currentTime")), context.now)


def _excess(directory: Directory) -> Iterator[Probe]:
    """Asks for names of attributes only: no secret leaves the server."""
    held = [name for name in SECRETS if _shown(directory, name, directory.people)]
    if directory.ad:
        held += [name for name in OF_COMPUTERS if _shown(directory, name, COMPUTERS)]
        held += [WRITABLE] if _shown(directory, WRITABLE, _others(directory)) else []
    held.sort()
    text = f"the bind may read or write more than needed: {', '.join(held)}"
    text_zh = f"绑定账号的权限超出所需:{', '.join(held)}"
    if held:
        yield Probe("excess", False, text, text_zh)
    else:
        yield Probe("excess", True, "no secret may be read", "无法读取密码等机密属性")


def _others(directory: Directory) -> str:
    """Accounts beside the one that asks, which may write some attributes of its own."""
    who = directory.options.bind_dn or ""
    name = escaped(who.partition("@")[0].rpartition("\\")[2])
    own = "".join(
        f"({attribute}={value})"
        for attribute, value in (
            ("distinguishedName", escaped(who)),
            ("userPrincipalName", escaped(who)),
            ("sAMAccountName", name),
        )
    )
    return f"(&{directory.people}(!(|{own})))" if who else directory.people


def _shown(directory: Directory, name: str, filter_: str) -> bool:
    search = Search(directory.base, "sub", f"(&{filter_})", (name,), names_only=True)
    try:
        answer = directory.ask(search.question(0))
    except GapError:
        return False
    return any(name.lower() in map(str.lower, values) for _, values in answer["entries"])
