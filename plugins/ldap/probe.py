"""What `auditor doctor` shows of a directory."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Context, Gap, GapError, Probe, Target
from auditor_plugins.ldap.client import opened
from auditor_plugins.ldap.collect import asked
from auditor_plugins.ldap.directory import Directory, looked_up
from auditor_plugins.ldap.search import Ask, Search
from auditor_plugins.ldap.values import escaped, generalized

SECRETS = ("userPassword", "sambaNTPassword", "msDS-ManagedPassword")
OF_COMPUTERS = ("ms-Mcs-AdmPwd", "msLAPS-Password", "msLAPS-EncryptedPassword")
COMPUTERS = "(objectClass=computer)"
WRITABLE = "allowedAttributesEffective"
MINUTE = 60


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
    gaps = [one for one in asked(ask, target, context) if isinstance(one, Gap)]
    yield from (Probe("rights", False, gap.message, gap.message_zh) for gap in gaps)
    if not gaps:
        yield Probe("rights", True, "all that is promised may be read", "所需内容均可读取")
    yield from _excess(directory)
    yield from _clock(directory, context)


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


def _clock(directory: Directory, context: Context) -> Iterator[Probe]:
    told = generalized(directory.root.text("currentTime"))
    if told:
        skew = round(abs((told - context.now).total_seconds()))
        text, text_zh = f"{skew} s apart", f"相差 {skew} 秒"
        yield Probe("clock", skew <= MINUTE, text, text_zh)
