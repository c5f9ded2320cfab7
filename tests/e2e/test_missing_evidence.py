"""Nothing unknown is ever green: each file of evidence is taken away once."""

import pytest

from auditor.api import Verdict
from fixtures.builder.parts import parts
from tests.e2e.bank import BANK, audit, controls, copied, outcomes, register_kinds

BRANCH = "branch-01"
OPTIONAL = {
    ("accounts", "object_store_config"): {"KYC-303b"},
    (BRANCH, "access_applications"): {"CIC-022c"},
    (BRANCH, "customer_files"): {"CIC-018-4b"},
    (BRANCH, "environment_readings"): {"CIC-016"},
    (BRANCH, "object_store_config"): {"CIC-017c", "CIC-025d"},
    ("crm", "postgres_settings"): {"PRV-308"},
    ("data-centre", "object_store_config"): {"BAK-005", "SYS-005"},
    ("data-centre", "postgres_settings"): {"NET-004"},
    ("partners", "crm_records"): {"NDA-301"},
}
"""Controls of which some subject of an environment needs a kind that is optional for others."""

ACCOUNTS = {"PWD-001", "PWD-002", "IAM-002", "NDA-206"}
PASSWORDS = {"PWD-001", "PWD-002", "PWD-003", "PWD-005"}
HOST = {
    "teller-host.facl": {"CIC-017c", "CIC-022b", "CIC-022c"},
    "teller-host/etc/passwd": ACCOUNTS,
    "teller-host/etc/shadow": ACCOUNTS,
    "teller-host/etc/group": ACCOUNTS,
    "teller-host/etc/sudoers": ACCOUNTS,
    "teller-host/var/log/lastlog": {"IAM-002"},
    "teller-host/etc/ssh/sshd_config": {"NET-005", "CIC-026-3c"},
    "teller-host/etc/ssh/sshd_config.d/10-branch.conf": {"NET-005"},
    "teller-host/etc/pam.d/common-password": PASSWORDS,
    "teller-host/etc/security/pwquality.conf": {"PWD-001", "PWD-005"},
    "teller-host/etc/login.defs": PASSWORDS,
    "teller-host/etc/nftables.conf": {"NET-001"},
    "teller-host/etc/systemd/system/sysinit.target.wants/nftables.service": {"NET-001"},
    "teller-host/etc/systemd/system/multi-user.target.wants/auditd.service": {"LOG-001"},
    "teller-host/etc/systemd/system/multi-user.target.wants/rsyslog.service": {"LOG-001"},
    "teller-host/etc/audit/auditd.conf": {"LOG-001"},
    "teller-host/etc/audit/rules.d/50-customers.rules": {"LOG-001"},
    "teller-host/etc/rsyslog.conf": {"LOG-001"},
    "teller-host/etc/rsyslog.d/60-forward.conf": {"LOG-001"},
    "teller-host/etc/systemd/journald.conf": {"LOG-001"},
    "teller-host/etc/vsftpd.conf": {"CIC-026-3c"},
    "teller-host/etc/nginx/nginx.conf": {"CIC-026-3c"},
    "teller-host/var/lib/dpkg/status": {"CIC-026-3c"},
}
"""Files of the host and of its metadata, with the controls that rest on them."""

CONTEXT = {
    "teller-host/etc/os-release": "the inventory in the registers says what the system is",
    "teller-host/etc/debian_version": "shown to nobody",
    "teller-host/etc/hostname": "the target's name counts",
    "teller-host/etc/sysctl.d/60-branch.conf": "kernel settings that no control asks for",
    "teller-host/etc/sudoers.d/backup-agent": "a right less",
    "teller-host/etc/pam.d/passwd": "the common stack then counts",
    "teller-host/etc/pam.d/common-auth": "not about passwords' rules",
    "teller-host/etc/pam.d/common-account": "not about passwords' rules",
    "teller-host/etc/pam.d/common-session": "not about passwords' rules",
    "teller-host/etc/pam.d/login": "not about passwords' rules",
    "teller-host/etc/pam.d/sshd": "not about passwords' rules",
    "teller-host/etc/audit/rules.d/10-base.rules": "watches nothing",
    "teller-host/etc/audit/plugins.d/syslog.conf": "rsyslog forwards its own log",
    "teller-host/etc/logrotate.conf": "auditd keeps its logs itself",
    "teller-host/etc/logrotate.d/rsyslog": "auditd keeps its logs itself",
    "teller-host/etc/nginx/sites-available/crm": "a site less",
    "teller-host/etc/nginx/sites-enabled/crm": "a site less",
    "teller-host/etc/systemd/system/multi-user.target.wants/cron.service": "no evidence",
    "teller-host/etc/systemd/system/multi-user.target.wants/nginx.service": "a service less",
    "teller-host/etc/systemd/system/multi-user.target.wants/ssh.service": "a service less",
    "teller-host/etc/systemd/system/multi-user.target.wants/vsftpd.service": "a service less",
    "teller-host/var/lib/backup-agent/.ssh/authorized_keys": "an account less",
}
"""Files whose absence is a state of its own, not a lack of evidence, and why."""

REGISTERS = register_kinds()


def requiring(environment, kinds):
    """Controls that cannot do without one of the kinds."""
    return {id_ for id_, one in controls(environment).items() if kinds & set(one.evidence)}


def resting_on(environment, kinds):
    """These, and those of which a subject here needs the kind."""
    optional = {id_ for kind in kinds for id_ in OPTIONAL.get((environment, kind), ())}
    return requiring(environment, kinds) | optional


def verdicts(run):
    found = {}
    for outcome in outcomes(run):
        found.setdefault(outcome.verdict, set()).add(outcome.control)
    return found


def lost(folder, environment, name):
    (folder / name).unlink()
    return audit(folder, environment)


@pytest.mark.parametrize(("environment", "name"), REGISTERS)
def test_a_register_less_is_never_green(environment, name, tmp_path):
    needing = resting_on(environment, REGISTERS[environment, name])
    run = lost(copied("compliant", tmp_path), environment, name)
    found = verdicts(run)
    assert found.get(Verdict.PASS, set()) == set(controls(environment)) - needing
    assert found.get(Verdict.FAIL, set()) == set()
    assert run.exit_code == 3
    assert needing


@pytest.mark.parametrize("name", [*HOST])
def test_a_file_of_the_host_less_is_never_green(name, tmp_path):
    run = lost(copied("compliant", tmp_path), BRANCH, name)
    assert verdicts(run)[Verdict.PASS] & HOST[name] == set()
    assert run.exit_code in (1, 3)


def test_every_file_of_the_host_is_evidence_or_said_not_to_be():
    top = BANK / "compliant"
    paths = (path for path in top.rglob("*") if path.is_symlink() or path.is_file())
    names = {path.relative_to(top).as_posix() for path in paths}
    further = {path for part in parts() if part.environment != BRANCH for path in part.files}
    assert names == {"auditor.yaml", *(path for _, path in REGISTERS), *HOST, *CONTEXT, *further}
    assert not HOST.keys() & CONTEXT.keys()


def test_no_host_at_all_is_not_green(tmp_path):
    folder = copied("compliant", tmp_path)
    (folder / "teller-host").rename(folder / "gone")
    run = audit(folder, BRANCH)
    assert run.exit_code == 3
    lost_kinds = {gap.kind for gap in run.environments[0].gaps}
    assert {"sshd_config", "password_policy", "firewall_config", "audit_logging"} <= lost_kinds


@pytest.mark.parametrize("name", ["registers/loans.csv", "registers/保管检查.xlsx"])
def test_a_register_that_is_not_what_it_says_is_not_green(name, tmp_path):
    folder = copied("compliant", tmp_path)
    (folder / name).write_bytes(b"\xff\xfe\x00garbage\x00" * 40)
    assert audit(folder, BRANCH).exit_code == 3


def test_broken_rows_are_not_green(tmp_path):
    folder = copied("compliant", tmp_path)
    broken = {
        path: kinds
        for (environment, path), kinds in REGISTERS.items()
        if environment == BRANCH and path.endswith(".csv")
    }
    for name in broken:
        with (folder / name).open("ab") as file:
            file.write(b"one cell too few\r\n")
    run = audit(folder, BRANCH)
    lost = set().union(*broken.values())
    all_ = controls(BRANCH)
    untouched = set(all_) - requiring(BRANCH, lost)
    untouched -= {id_ for id_, one in all_.items() if lost & set(one.optional_evidence)}
    assert run.exit_code == 3
    assert verdicts(run) == {
        Verdict.PASS: untouched,
        Verdict.NOT_EVALUATED: set(all_) - untouched,
    }
    assert len(untouched) < len(all_) / 2
