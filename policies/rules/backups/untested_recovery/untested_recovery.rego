# METADATA
# scope: package
# title: "Recovery plans exist and restores are tested"
# description: "A complete backup and recovery system exists, so that information can be restored after a failure."
# schemas:
#   - input.evidence.restore_tests: schema.restore_tests
#   - input.evidence.policy_register: schema.policy_register
#   - input.evidence.system_inventory: schema.system_inventory
# custom:
#   id: BAK-003
#   title_zh: "有恢复计划并定期恢复测试"
#   description_zh: "应建立完备的备份和恢复系统,故障后能恢复信息。"
#   severity: high
#   clause: "篇一 第二段(银行的保密责任)"
#   other_clauses: [篇七 第二段(银行的保密责任), 篇二 第二段(挑战与对策), 篇十四 第二段(挑战与对策), 篇十六 第二段]
#   evidence: [restore_tests, policy_register, system_inventory]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     max_test_age_days: 365
#     rto_minutes: 480
#   param_basis:
#     max_test_age_days: "project default"
#     rto_minutes: "project default"
#   recommended_action: "Approve a recovery plan, restore each system with customer information at least yearly, compare the restored data with the original, and speed the restore up until it keeps within the allowed time."
#   recommended_action_zh: "批准恢复计划,存有客户信息的系统每年至少恢复测试一次并核对恢复的数据,使恢复用时不超过规定时限。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.13"
#     - "ISO/IEC 27001:2022 A.5.30"
#     - "NIST SP 800-53r5 CP-4"
#     - "NIST SP 800-53r5 CP-10"
#     - "NIST SP 800-53r5 CP-2"
package rules.backups.untested_recovery

import data.lib.documents
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["BAK-003"]

systems := input.evidence.system_inventory

tests := input.evidence.restore_tests

topic := "recovery_plan"

# The organisation as a whole needs a plan.
applicable := true

lacking contains finding if {
	count(documents.current(topic)) == 0
	finding := findings.about({"file": "policy_register"}, topic, {findings.plain(
		"no recovery plan is approved and in force",
		"没有经批准且现行有效的恢复计划",
	)})
}

# held: systems with customer information, or of which nobody says that they hold none.
held contains i if {
	some i, row in systems
	object.get(row, "holds_customer_info", true)
}

# good[system]: its restores that succeeded and were verified, as [end of the time, row number].
good[system] contains [ended, i] if {
	some i, row in tests
	row.result == "ok"
	row.data_verified
	at := row.tested_at
	not times.ahead(at)
	not times.older_than_days(at, params.max_test_age_days)
	ended := times.end(at)
	system := row.system_id
}

untested contains [i, finding] if {
	some i in held
	system := systems[i].system_id
	not good[system]
	finding := findings.of(systems[i], ["system_id"], {findings.text(
		"no restore succeeded and was verified in the last %v days",
		"最近%v天没有成功且经核对的恢复测试",
		[params.max_test_age_days],
		[params.max_test_age_days],
	)})
}

# newest[i]: the newest good restore of system i.
newest[i] := test if {
	some i in held
	[_, n] := max(good[systems[i].system_id])
	test := tests[n]
}

slow contains [i, linked] if {
	some i, test in newest
	test.minutes_taken > params.rto_minutes
	finding := findings.of(systems[i], ["system_id"], {findings.text(
		"its newest restore took %v minutes, more than %v",
		"最近一次恢复用时%v分钟,超过%v分钟",
		[test.minutes_taken, params.rto_minutes],
		[test.minutes_taken, params.rto_minutes],
	)})
	linked := object.union(finding, {"related": [test._loc]})
}

deny contains finding if {
	not evidence.incomplete("policy_register")
	some finding in lacking
}

deny contains finding if {
	not evidence.incomplete("restore_tests")
	some [i, finding] in untested
	systems[i].holds_customer_info
}

deny contains finding if {
	some [i, finding] in slow
	systems[i].holds_customer_info
}

unknown contains finding if {
	evidence.incomplete("policy_register")
	some finding in lacking
}

unknown contains finding if {
	evidence.incomplete("restore_tests")
	some [_, finding] in untested
}

unknown contains finding if {
	some [i, finding] in (untested | slow)
	not systems[i].holds_customer_info
}

unknown contains finding if {
	some i, test in newest
	not is_number(object.get(test, "minutes_taken", ""))
	finding := findings.of(systems[i], ["system_id"], {findings.plain(
		"how long its newest restore took is not recorded",
		"未记录最近一次恢复的用时",
	)})
}
