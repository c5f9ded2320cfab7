"""`auditor policy mutate`: weak tests leave survivors, strong ones leave none."""

import json

from tests.cli.policy_samples import TEST, write_control

WEAK = TEST.replace("found(2)", "found(1)")


def test_strong_tests_leave_no_survivor(auditor, tmp_path):
    result = auditor("policy", "mutate", write_control(tmp_path))
    assert result.code == 0, result.out
    assert result.out == "4 mutants of 1 files, 0 survived\n"


def test_a_limit_without_a_test_survives(auditor, tmp_path):
    write_control(tmp_path, test=WEAK)
    result = auditor("policy", "mutate", "own")
    assert result.code == 1
    assert result.out == (
        "own/loans/copies/copies.rego:26: limit off by one: `>` → `>=`\n"
        "4 mutants of 1 files, 1 survived\n"
    )
    document = json.loads(auditor("policy", "mutate", "own", "-f", "json").out)
    assert document["tried"] == 4
    assert [one["line"] for one in document["survivors"]] == [26]
    assert "界限差一" in auditor("policy", "mutate", "own", "--lang", "zh-CN").out


def test_failing_tests_say_nothing_about_mutants(auditor, tmp_path):
    write_control(tmp_path, test=TEST.replace("found(2)) == 0", "found(2)) == 1"))
    result = auditor("policy", "mutate", "own")
    assert result.code == 2
    assert "copies.rego" in result.err


def test_a_rule_without_tests_is_usage(auditor, tmp_path):
    assert auditor("policy", "mutate", write_control(tmp_path, test=None)).code == 2
