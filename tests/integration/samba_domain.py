"""Run by the system's Python, which has Samba's modules.

`provision CONFIG REALM PASSWORD` makes a new domain in the folders of an smb.conf:
`samba-tool domain provision` cannot leave out the ACLs of its file share, which many file systems
of containers refuse and LDAP does not need. `change CONFIG FILE` applies LDIF with the controls
by which a database takes what no client may set, such as times of the past.
"""

import logging
import sys
from pathlib import Path

from samba import dsdb
from samba.auth import system_session
from samba.dcerpc import security
from samba.param import LoadParm
from samba.provision import provision
from samba.samdb import SamDB

SID = "S-1-5-21-1111111111-2222222222-3333333333"
BYPASS = ["relax:0", f"local_oid:{dsdb.DSDB_CONTROL_BYPASS_PASSWORD_HASH_OID}:0"]


def make(parameters: LoadParm, config: str, realm: str, password: str) -> None:
    provision(
        logging.getLogger("provision"),
        system_session(),
        smbconf=config,
        lp=parameters,
        realm=realm,
        domain=realm.partition(".")[0],
        domainsid=security.dom_sid(SID),
        adminpass=password,
        hostname="dc1",
        serverrole="active directory domain controller",
        dom_for_fun_level=dsdb.DS_DOMAIN_FUNCTION_2008_R2,
        dns_backend="NONE",
        skip_sysvolacl=True,
        use_ntvfs=True,
    )


def change(parameters: LoadParm, config: str, file: str) -> None:
    base = SamDB(session_info=system_session(), lp=parameters)
    base.transaction_start()
    base.modify_ldif(Path(file).read_text(encoding="utf-8"), BYPASS)
    base.transaction_commit()


def main(command: str, config: str, *words: str) -> None:
    parameters = LoadParm()
    parameters.load(config)
    {"provision": make, "change": change}[command](parameters, config, *words)


if __name__ == "__main__":
    main(*sys.argv[1:])
