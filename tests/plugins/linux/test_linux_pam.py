from __future__ import annotations

import pytest

COMMON = "/etc/pam.d/common-password"
DEFS = {"/etc/login.defs": "# PASS_MAX_DAYS 10\nPASS_MAX_DAYS\t90\n"}
UNIX = "password [success=1 default=ignore] pam_unix.so obscure use_authtok yescrypt\n"
DENY = "password requisite pam_deny.so\n"
QUALITY = "password requisite pam_pwquality.so retry=3"


def policy(tree, stack, extra=None):
    return tree.write({COMMON: stack} | DEFS | (extra or {})).collect()["password_policy"]


def test_pwquality_with_its_file_and_the_line_of_each_value(tree):
    conf = (
        "# rules\nminlen = 14\ndcredit=-1\nucredit = -1\nlcredit = -1\nocredit = -1\ngecoscheck=1\n"
    )
    history = "password required pam_pwhistory.so remember=5 use_authtok\n"
    found = policy(
        tree, f"{QUALITY}\n{history}{UNIX}{DENY}", {"/etc/security/pwquality.conf": conf}
    )
    row = found.row
    assert (row["system_id"], row["source"]) == ("web-1", "pam")
    assert row["min_length"] == 14
    assert sorted(row["required_classes"]) == ["digit", "lower", "special", "upper"]
    assert (row["history"], row["max_age_days"]) == (5, 90)
    assert row["dictionary_check"] is True and row["user_info_check"] is True
    assert found.at("min_length") == ("host/etc/security/pwquality.conf", 2)
    assert found.at("history") == ("host/etc/pam.d/common-password", 2)
    assert found.at("max_age_days") == ("host/etc/login.defs", 2)


def test_an_argument_overrides_the_file(tree):
    extra = {"/etc/security/pwquality.conf": "minlen = 14\n"}
    found = policy(tree, f"{QUALITY} minlen=6\n{UNIX}", extra)
    assert found.row["min_length"] == 6
    assert found.at("min_length") == ("host/etc/pam.d/common-password", 1)


def test_the_main_file_overrides_drop_ins_which_go_in_order(tree):
    extra = {
        "/etc/security/pwquality.conf": "minclass = 4\n",
        "/etc/security/pwquality.conf.d/10.conf": "minlen = 9\nminclass = 1\n",
        "/etc/security/pwquality.conf.d/20.conf": "minlen = 11\n",
    }
    row = policy(tree, f"{QUALITY}\n{UNIX}", extra).row
    assert row["min_length"] == 11
    assert row["required_classes"] == ["upper", "lower", "digit", "special"]


def test_minclass_3_names_no_class(tree):
    assert policy(tree, f"{QUALITY} minclass=3\n{UNIX}").row["required_classes"] == []


def test_gecoscheck_is_off_unless_set(tree):
    row = policy(tree, f"{QUALITY}\n{UNIX}").row
    assert row["user_info_check"] is False and row["dictionary_check"] is True


def test_positive_credits_shorten_the_length(tree):
    assert policy(tree, f"{QUALITY} minlen=12 dcredit=2 ucredit=1\n{UNIX}").row["min_length"] == 9


@pytest.mark.parametrize(
    "stack",
    [
        UNIX + DENY,
        "password optional pam_pwquality.so\n" + UNIX,
        "password [success=ok default=ignore] pam_pwquality.so\n" + UNIX,
        UNIX + QUALITY + "\n",
        QUALITY + " enforcing=0\n" + UNIX,
        "#" + QUALITY + "\n" + UNIX,
        "auth requisite pam_pwquality.so\n" + UNIX,
    ],
)
def test_a_module_that_does_not_enforce_gives_no_value(tree, stack):
    row = policy(tree, stack, {"/etc/security/pwquality.conf": "minlen = 20\n"}).row
    assert row.get("min_length", 6) == 6
    assert not {"required_classes", "dictionary_check", "history"} & set(row)


def test_cracklib_counts_its_credits(tree):
    line = "password required pam_cracklib.so minlen=14 dcredit=-1 ucredit=0 lcredit=0 ocredit=0\n"
    row = policy(tree, line + UNIX).row
    assert (row["min_length"], row["required_classes"]) == (14, ["digit"])
    assert row["dictionary_check"] is True and row["user_info_check"] is False


def test_includes_substacks_and_continued_lines_are_followed(tree):
    files = {
        "/etc/pam.d/passwd": "@include common-password\n",
        COMMON: "password substack base\n",
        "/etc/pam.d/base": "password requisite \\\n pam_pwquality.so minlen=13\n" + UNIX,
    }
    found = tree.write(files | DEFS).collect()["password_policy"]
    assert found.row["min_length"] == 13
    assert found.at("min_length") == ("host/etc/pam.d/base", 1)


@pytest.mark.parametrize(
    ("stack", "history"),
    [
        ("password required pam_pwhistory.so\n" + UNIX, 10),
        (UNIX.replace("obscure", "remember=7"), 7),
    ],
)
def test_history(tree, stack, history):
    assert policy(tree, stack).row["history"] == history


def test_history_from_its_file(tree):
    extra = {"/etc/security/pwhistory.conf": "remember = 3\n"}
    assert policy(tree, "password required pam_pwhistory.so\n" + UNIX, extra).row["history"] == 3


@pytest.mark.parametrize(("text", "days"), [("99999", 99999), ("-1", 0), (None, None)])
def test_the_age_is_as_it_stands(tree, text, days):
    defs = f"PASS_MAX_DAYS {text}\n" if text else "PASS_MIN_DAYS 1\n"
    assert policy(tree, UNIX, {"/etc/login.defs": defs}).row.get("max_age_days") == days


@pytest.mark.parametrize("lost", [COMMON, "/etc/login.defs"])
def test_a_lost_file_is_an_absent_gap(tree, lost):
    files = {COMMON: UNIX} | DEFS
    del files[lost]
    gap = tree.write(files).collect()["password_policy"].gap
    assert gap.reason == "absent" and gap.location.file == f"host{lost}"


def test_a_lost_include_is_an_absent_gap(tree):
    gap = policy(tree, "@include lost\n" + UNIX).gap
    assert gap.reason == "absent" and gap.location.file == "host/etc/pam.d/lost"


def test_a_value_that_is_no_number_is_reported_at_its_line(tree):
    found = policy(tree, f"{QUALITY} minlen=secretword\n{UNIX}")
    assert found.row["min_length"] == 8
    assert found.gap.reason == "invalid" and found.gap.location.line == 1
    assert "secretword" not in found.gap.message
