from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.api import Location
from auditor_plugins.linux import nft_json, nftables
from auditor_plugins.linux.common import Line, Valued
from auditor_plugins.linux.hosts import TreeHost
from auditor_plugins.linux.iptables import rule_of as iptables_rule
from auditor_plugins.linux.nftables import restricts
from auditor_plugins.linux.ruleset import judge

NFT = "/etc/nftables.conf"
GOOD = """\
#!/usr/sbin/nft -f
# reviewed: 2026-10-01
flush ruleset
define admin = 10.1.0.0/16
table inet filter {
  set ports { type inet_service; elements = { 22, 443 } }
  chain input {
    type filter hook input priority 0; policy drop;
    iif "lo" accept
    ct state established,related accept
    ct state invalid drop
    ip saddr $admin tcp dport { 22,
      443 } accept comment "accept of admins"
  }
  chain output { type filter hook output priority 0; policy accept; accept; }
}
"""


def config(tree, text=GOOD, units=("nftables",), **options):
    tree.write({NFT: text}).start("cron", *units)
    return tree.collect(**options)["firewall_config"]


def test_a_closed_ruleset(tree):
    found = config(tree)
    row = found.row
    assert (row["enabled"], row["default_inbound"], row["any_any_rules"]) == (True, "deny", 0)
    assert row["rules_reviewed_at"] == "2026-10-01"
    assert found.at("default_inbound") == ("host/etc/nftables.conf", 8)
    assert found.at("rules_reviewed_at") == ("host/etc/nftables.conf", 2)


def test_the_user_s_review_date_counts_before_the_comment(tree):
    found = config(tree, rules_reviewed_at="2026-11-02")
    assert found.row["rules_reviewed_at"] == "2026-11-02"
    assert "rules_reviewed_at" not in found.row["_locs"]


def test_a_unit_that_does_not_start_or_is_masked(tree):
    assert config(tree, units=()).row["enabled"] is False
    tree.start("nftables")
    assert tree.collect()["firewall_config"].row["enabled"] is True
    (tree.root / "etc/systemd/system/nftables.service").symlink_to("/dev/null")
    assert tree.collect()["firewall_config"].row["enabled"] is False


def test_a_final_drop_denies_without_a_policy(tree):
    head = "table inet f {\n chain input {\n type filter hook input priority 0\n"
    text = head + " tcp dport 22 accept\n counter drop\n }\n}\n"
    found = config(tree, text)
    assert found.row["default_inbound"] == "deny"
    assert found.at("default_inbound")[1] == 5


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        ("accept", 1),
        ("counter accept", 1),
        ('counter packets 3 bytes 9 log prefix "in " accept', 1),
        ("ip saddr 0.0.0.0/0 accept", 1),
        ("meta l4proto { tcp, udp } accept", 1),
        ("tcp dport 1-65535 accept", 1),
        ("ct state { new, established } accept", 1),
        ("ct state new,established accept", 1),
        ("jump open", 1),
        ('accept comment "do not jump here"', 1),
        ('accept comment "or drop it"', 1),
        ("tcp dport 22 jump open", 0),
        ("ip protocol icmp accept", 0),
        ("ct state established accept", 0),
        ('iifname "eth1" accept', 0),
        ("ip saddr 10.0.0.0/8 accept", 0),
        ("udp dport 53 accept", 0),
        ("drop\naccept", 0),
    ],
)
def test_rules_that_accept_any_packet(tree, rule, count):
    text = (
        "table inet f {\nchain open { accept; }\nchain input {\n"
        f"type filter hook input priority 0; policy drop;\n{rule}\n}}\n}}\n"
    )
    found = config(tree, text)
    assert found.row["any_any_rules"] == count
    if count and rule != "jump open":
        assert found.at("any_any_rules") == ("host/etc/nftables.conf", 5)


def test_ipv4_alone_leaves_ipv6_open_unless_that_is_off(tree):
    text = GOOD.replace("table inet", "table ip")
    assert config(tree, text).row["default_inbound"] == "accept"
    tree.write({"/etc/sysctl.d/9.conf": "net.ipv6.conf.all.disable_ipv6 = 1\n"})
    assert tree.collect()["firewall_config"].row["default_inbound"] == "deny"


def test_includes_and_single_commands(tree):
    files = {
        "/etc/nftables.d/a.nft": "add rule inet filter input accept\n",
    }
    text = (
        "add table inet filter\n"
        "add chain inet filter input { type filter hook input priority 0 ; policy drop ; }\n"
        'include "/etc/nftables.d/*.nft"\n'
    )
    found = config(tree.write(files), text)
    assert (found.row["default_inbound"], found.row["any_any_rules"]) == ("deny", 1)
    assert found.at("any_any_rules") == ("host/etc/nftables.d/a.nft", 1)


def test_a_missing_include_is_reported(tree):
    found = config(tree, GOOD + 'include "/etc/lost.nft"\n')
    assert found.gap.reason == "invalid" and found.gap.partial


def test_ufw(tree):
    rules = (
        "*filter\n:ufw-user-input - [0:0]\n### tuple ### allow any any\n"
        "-A ufw-user-input -j ACCEPT\n"
        "-A ufw-user-input -p tcp --dport 22 -s 10.0.0.0/8 -j ACCEPT\nCOMMIT\n"
    )
    tree.write(
        {
            "/etc/ufw/ufw.conf": "ENABLED=yes\n",
            "/etc/default/ufw": 'IPV6=yes\nDEFAULT_INPUT_POLICY="DROP"\n',
            "/etc/ufw/user.rules": rules,
        }
    ).start("ufw")
    found = tree.collect()["firewall_config"]
    assert (found.row["enabled"], found.row["default_inbound"]) == (True, "deny")
    assert found.row["any_any_rules"] == 1
    assert found.at("any_any_rules") == ("host/etc/ufw/user.rules", 4)
    assert found.at("default_inbound") == ("host/etc/default/ufw", 2)
    tree.write({"/etc/default/ufw": "DEFAULT_INPUT_POLICY=ACCEPT\n"})
    assert tree.collect()["firewall_config"].row["default_inbound"] == "accept"
    tree.write({"/etc/ufw/ufw.conf": "ENABLED=no\n"})
    assert tree.collect()["firewall_config"].row["enabled"] is False


SAVED = (
    "*nat\n:INPUT ACCEPT [0:0]\nCOMMIT\n*filter\n:INPUT DROP [1:2]\n:FORWARD ACCEPT [0:0]\n"
    "-A INPUT -i lo -j ACCEPT\n-A FORWARD -j ACCEPT\nCOMMIT\n"
)


def test_saved_iptables_rules(tree):
    tree.write({"/etc/iptables/rules.v4": SAVED, "/etc/iptables/rules.v6": SAVED})
    row = tree.start("netfilter-persistent").collect()["firewall_config"].row
    assert (row["enabled"], row["default_inbound"], row["any_any_rules"]) == (True, "deny", 0)
    (tree.root / "etc/iptables/rules.v6").unlink()
    assert tree.collect()["firewall_config"].row["default_inbound"] == "accept"


@pytest.mark.parametrize(
    ("rule", "restricted"),
    [
        ("-j ACCEPT", False),
        ('-m comment --comment "from all" -j ACCEPT', False),
        ("-p tcp -m tcp -j ACCEPT", False),
        ("-s 0.0.0.0/0 -j ACCEPT", False),
        ("-m conntrack --ctstate NEW -j ACCEPT", False),
        ("-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT", True),
        ("-p icmp -j ACCEPT", True),
        ("-p tcp --dport 22 -j ACCEPT", True),
        ("-i lo -j ACCEPT", True),
    ],
)
def test_restrictions_of_iptables_rules(rule, restricted):
    assert iptables_rule(rule, Valued(0, Location("f"))).restricted is restricted


def test_no_firewall_at_all_is_a_row_that_says_so(tree):
    row = tree.start("cron").collect()["firewall_config"].row
    assert (row["enabled"], row["default_inbound"]) == (False, "accept")
    assert row["_loc"]["file"] == "host/etc/nftables.conf"


def test_firewalld_alone_is_a_gap(tree):
    tree.write({"/etc/firewalld/firewalld.conf": "DefaultZone=public\n"}).start("firewalld")
    assert tree.collect()["firewall_config"].gap.reason == "invalid"


def test_without_start_up_links_the_state_is_unknown(tree):
    gap = tree.write({NFT: GOOD}).collect()["firewall_config"].gap
    assert gap.reason == "absent" and gap.location.file == "host/etc/systemd/system"


LIVE = {
    "nftables": [
        {"metainfo": {"version": "1.0.6"}},
        {"table": {"family": "inet", "name": "f"}},
        {
            "chain": {
                "family": "inet",
                "table": "f",
                "name": "input",
                "hook": "input",
                "type": "filter",
                "prio": 0,
                "policy": "drop",
            }
        },
        {
            "rule": {
                "family": "inet",
                "table": "f",
                "chain": "input",
                "handle": 4,
                "expr": [
                    {
                        "match": {
                            "op": "in",
                            "left": {"ct": {"key": "state"}},
                            "right": ["established", "related"],
                        }
                    },
                    {"accept": None},
                ],
            }
        },
        {
            "rule": {
                "family": "inet",
                "table": "f",
                "chain": "input",
                "handle": 5,
                "expr": [{"counter": {"packets": 1, "bytes": 2}}, {"accept": None}],
            }
        },
    ]
}


def test_the_kernel_s_rules_as_json():
    at = Location("f", 1)
    verdict = judge(nft_json.parse(json.dumps(LIVE), at), Valued(0, at), with_ipv6=True)
    assert (verdict.default.value, verdict.any_any.value) == ("deny", 1)
    with pytest.raises(ValueError, match="nft -j"):
        nft_json.parse("[]", at)


RULES = [
    "accept",
    "counter accept",
    'log prefix "in" level warn counter drop',
    "reject with icmpx type admin-prohibited",
    'iif "lo" accept',
    'iifname "eth0" accept',
    "ct state new accept",
    "ct state { new, established } accept",
    "ct state established,related accept",
    "ct state established, related, new accept",
    "ct state invalid drop",
    "meta l4proto { tcp, udp } accept",
    "meta l4proto icmp accept",
    "ip protocol icmp accept",
    "ip protocol tcp accept",
    "icmpv6 type echo-request accept",
    "ip saddr 0.0.0.0/0 accept",
    "ip saddr { 10.0.0.1, 10.0.0.2 } tcp dport { 22, 80-90 } accept",
    "tcp dport 1-65535 accept",
    "udp dport 53 accept",
    'tcp dport 22 accept comment "accept; { of admins }"',
    "tcp dport 22 jump open",
    "jump open",
    "return",
]


@pytest.fixture(scope="module")
def kernel():
    """Load a rule file in a network namespace of its own and say what the kernel holds."""
    nft = shutil.which("nft") or "/usr/sbin/nft"
    script = f'{nft} -f "$0" && {nft} -j list ruleset'

    def load(path):
        command = ["unshare", "-n", "sh", "-c", script, str(path)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    if not shutil.which(nft) or load("/dev/null").returncode:
        if "nft" in os.environ.get("AUDITOR_REQUIRE", ""):
            pytest.fail("nft with network namespaces is required and missing")
        pytest.skip("nft (Debian: nftables) or network namespaces are missing")
    return load


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(RULES), max_size=6),
    st.sampled_from(["policy drop;", "policy accept;", ""]),
    st.sampled_from(["\n", " ; "]),
)
def test_the_parser_agrees_with_the_kernel(kernel, rules, policy, end):
    text = (
        "flush ruleset\ntable inet f {\nset s { type inet_service; }\n"
        "chain open { counter accept; }\nchain input {\n"
        f"type filter hook input priority 0; {policy}\n{end.join(rules)}{end}\n}}\n}}\n"
    )
    at = Valued(0, Location("f", 1))
    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / "rules.nft"
        place.write_text(text)
        done = kernel(place)
        assert done.returncode == 0, done.stderr
        read = nftables.parse(TreeHost(Path(name), Path(name)), "/rules.nft").chains
    said = nft_json.parse(done.stdout, at.at)
    ours, theirs = (judge(chains, at, with_ipv6=True) for chains in (read, said))
    assert ours.default.value == theirs.default.value
    assert ours.any_any.value == theirs.any_any.value


def test_braces_of_sets_do_not_close_chains(tree):
    host = TreeHost(tree.write({NFT: GOOD}).root, tree.base)
    names = [chain.name for chain in nftables.parse(host, NFT).chains]
    assert names == ["input", "output"]
    assert restricts("ip saddr { 10.0.0.1, 10.0.0.2 } accept")
    assert [one.words for one in nftables.statements([Line("f", 1, "a b; c # d")])] == [
        ("a", "b"),
        ("c",),
    ]
