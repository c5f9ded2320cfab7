"""A domain with planted faults, and accounts that may read all of it but one thing each."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import ldap3
from ldap3.core.exceptions import LDAPInvalidCredentialsResult

from auditor_plugins.ldap.values import EPOCH_1601, sid
from tests.integration.samba_server import BASE, Samba

PAGE = Path(__file__).parents[2] / "plugins" / "ldap" / "README.md"
STAFF, READERS = f"OU=Staff,{BASE}", f"OU=Readers,{BASE}"
CONTAINER = f"CN=Password Settings Container,CN=System,{BASE}"
ADMINISTRATORS = f"CN=Administrators,CN=Builtin,{BASE}"
LONG_AGO = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
SECRET, PHONE = "L00k-only-Passw0rd", "13800138000"
CONTROL, USER = "bf967a68-0de6-11d0-a285-00aa003049e2", "bf967aba-0de6-11d0-a285-00aa003049e2"
MEMBER, RULES = "bf9679c0-0de6-11d0-a285-00aa003049e2", "c7407360-20bf-11d0-a768-00aa006e0529"
LESS = {
    "plain": (),
    "shallow": ((CONTAINER, "(A;;RPLCLORC;;;{sid})"),),
    "nostate": ((BASE, f"(OD;CIIO;RP;{CONTROL};{USER};{{sid}})"),),
    "somestate": ((f"CN=u1,{STAFF}", f"(OD;;RP;{CONTROL};;{{sid}})"),),
    "nomember": ((ADMINISTRATORS, f"(OD;;RP;{MEMBER};;{{sid}})"),),
    "norules": ((BASE, f"(OD;;RP;{RULES};;{{sid}})"),),
}
"""Accounts by what each may see less: access control entries beside the default ones."""
STAY = ("plain", "shallow")
"""Those that do without the documented right."""


def documented_right() -> tuple[str, str]:
    """Object and access control entry, as the page names them."""
    page = PAGE.read_text("utf-8")
    (line,) = re.findall(r"samba-tool dsacl set --objectdn='(.*)' --sddl='(.*)'", page)
    return line[0].replace("DC=corp,DC=example", BASE), line[1].replace("<SID>", "{sid}")


def ticks(moment: datetime) -> str:
    return str(int((moment - EPOCH_1601).total_seconds()) * 10_000_000)


def ago(days: int) -> str:
    return ticks(datetime.now(UTC) - timedelta(days=days))


def user(link: ldap3.Connection, name: str, place: str = STAFF, **values: str | int) -> str:
    dn = f"CN={name},{place}"
    given = {"sAMAccountName": name, "userAccountControl": 512, **values}
    link.add(dn, ["user"], {"unicodePwd": f'"{SECRET}"'.encode("utf-16-le"), **given})
    return dn


def group(link: ldap3.Connection, name: str, *members: str, place: str = STAFF) -> str:
    dn = f"CN={name},{place}"
    link.add(dn, ["group"], {"sAMAccountName": name.replace("\\,", ""), "member": members})
    return dn


def join(link: ldap3.Connection, *members: str) -> None:
    """Make them administrators of the domain."""
    link.modify(f"CN=Domain Admins,CN=Users,{BASE}", {"member": [("MODIFY_ADD", list(members))]})


def fill(server: Samba) -> None:
    """Policies, people, groups and readers."""
    _policies(server)
    link = server.connect()
    for place in (STAFF, READERS):
        link.add(place, ["organizationalUnit"])
    _people(server, link)
    _readers(server, link)
    server.tool("domain", "passwordsettings", "pso", "apply", "tier0", "pso.user")
    with suppress(LDAPInvalidCredentialsResult):
        for _ in range(6):
            with suppress(LDAPInvalidCredentialsResult):
                server.connect(f"CN=locked,{STAFF}", "wrong")
    link.unbind()


def _policies(server: Samba) -> None:
    words = "--min-pwd-length=7 --max-pwd-age=42 --history-length=24 --account-lockout-threshold=5"
    words += " --account-lockout-duration=0 --reset-account-lockout-after=0"
    settings = ("domain", "passwordsettings")
    server.tool(*settings, "set", *words.split())
    fine = "--min-pwd-length=15 --max-pwd-age=60 --history-length=10 --min-pwd-age=0"
    fine += " --account-lockout-threshold=3 --account-lockout-duration=0"
    for name, rank in (("tier0", "5"), ("unused", "9")):
        server.tool(*settings, "pso", "create", name, rank, *fine.split())


def _people(server: Samba, link: ldap3.Connection) -> None:
    boss = user(link, "u1", employeeNumber="p-u1")
    for name, flags in (("off", 514), ("never", 66048), ("notreqd", 544), ("smart", 262656)):
        user(link, name, userAccountControl=flags)
    for name in ("locked", "stale", "oldpass", "pso.user", "mustchange", PHONE):
        user(link, name, employeeNumber=PHONE if name == PHONE else f"p-{name}")
    user(link, "expired", accountExpires=ticks(LONG_AGO))
    user(link, "leaving", accountExpires=ago(-30))
    link.modify(f"CN=mustchange,{STAFF}", {"pwdLastSet": [("MODIFY_REPLACE", ["0"])]})
    user(link, "sql", servicePrincipalName="MSSQLSvc/db.example.org:1433", manager=boss)
    managed = {"sAMAccountName": "gmsa$", "userAccountControl": 4096}
    link.add(
        f"CN=gmsa,{STAFF}",
        ["msDS-GroupManagedServiceAccount"],
        {**managed, "msDS-ManagedPasswordInterval": 30},
    )
    _groups(link, boss)
    server.change(
        _past("stale", lastLogonTimestamp=ticks(LONG_AGO))
        + _past("oldpass", pwdLastSet=ticks(LONG_AGO))
    )


def _groups(link: ldap3.Connection, boss: str) -> None:
    tier = group(link, "Tier0", user(link, "nested"))
    primary = user(link, "primary")
    group(link, "Comma\\, Group", boss)
    join(link, tier, primary)
    link.modify(primary, {"primaryGroupID": [("MODIFY_REPLACE", [512])]})


def _past(name: str, **values: str) -> str:
    lines = "".join(f"replace: {key}\n{key}: {value}\n-\n" for key, value in values.items())
    return f"dn: CN={name},{STAFF}\nchangetype: modify\n{lines}\n"


def _readers(server: Samba, link: ldap3.Connection) -> None:
    for name in ("auditor", *LESS):
        dn = user(link, name, READERS)
        rights = LESS.get(name, ())
        grants = rights if name in STAY else (documented_right(), *rights)
        for target, entry in grants:
            grant(server, target, entry.format(sid=sid_of(link, dn)))
    chief = user(link, "chief", READERS)
    join(link, chief)


def grant(server: Samba, dn: str, entry: str) -> None:
    server.tool("dsacl", "set", f"--objectdn={dn}", f"--sddl={entry}")


def sid_of(link: ldap3.Connection, dn: str) -> str:
    link.search(dn, "(objectClass=*)", "BASE", attributes=["objectSid"])
    return sid(link.response[0]["raw_attributes"]["objectSid"][0])


def crowd(server: Samba, number: int) -> None:
    """Many accounts in one group, without passwords."""
    names = [f"n{count:05}" for count in range(number)]
    text = f"dn: {STAFF}\nchangetype: add\nobjectClass: organizationalUnit\n\n" + "".join(
        f"dn: CN={name},{STAFF}\nchangetype: add\nobjectClass: user\nsAMAccountName: {name}\n"
        "userAccountControl: 514\n\n"
        for name in names
    )
    members = "".join(f"member: CN={name},{STAFF}\n" for name in names)
    text += f"dn: CN=Crowd,{STAFF}\nchangetype: add\nobjectClass: group\nsAMAccountName: Crowd\n"
    server.change(f"{text}{members}\n")
    link = server.connect()
    join(link, f"CN=Crowd,{STAFF}")
    link.unbind()
