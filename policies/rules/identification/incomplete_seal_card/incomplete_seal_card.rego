# METADATA
# scope: package
# title: "Seal cards record the authorised finance staff in full"
# description: "When finance staff act under authority, a copy of the identity card and the name seal are kept and the seal card records the person's name, document type, number and validity; a card with no blank space left is replaced."
# schemas:
#   - input.evidence.seal_cards: schema.seal_cards
#   - input.evidence.kyc_accounts: schema.kyc_accounts
# custom:
#   id: KYC-107
#   title_zh: "印鉴卡登记授权经办人信息并及时换卡"
#   description_zh: "财务人员经授权办理业务的,留存身份证件复印件和名章,印鉴卡记载姓名、证件种类、号码和有效期;无空行的印鉴卡应更换。"
#   severity: medium
#   clause: "法人类客户身份识别操作(三)2"
#   evidence: [seal_cards, kyc_accounts]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     required_fields:
#     - authorised_person
#     - id_type
#     - id_no
#     - id_expires_at
#     - name_seal
#     - id_copy_ref
#     max_replace_days: 30
#   param_basis:
#     required_fields: "document"
#     max_replace_days: "project default (document says the bank may ask for a new card)"
#   recommended_action: "Fill in name, type, number and validity of the handler's document on the seal card, keep a copy and the name seal, renew expired documents and replace a full card."
#   recommended_action_zh: "在印鉴卡上补齐经办人姓名、证件种类、号码和有效期,留存复印件和名章,更新过期证件并更换写满的印鉴卡。"
package rules.identification.incomplete_seal_card

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["KYC-107"]

accounts := input.evidence.kyc_accounts

cards := input.evidence.seal_cards

default applicable := false

applicable if count(authorised) > 0

authorised contains i if {
	some i, row in accounts
	row.status != "closed"
	row.authorised_handler
}

by_holder[key] contains j if {
	some j, row in cards
	key := [row.account_id, row.authorised_person]
}

held(account) := {j | some j in by_holder[[account.account_id, account.authorised_handler]]}

# in_use: the cards of today's handlers.
in_use contains j if {
	some i in authorised
	some j in held(accounts[i])
}

card_faults[j] contains fault if {
	some j in in_use
	absent := {field |
		some field in params.required_fields
		object.get(cards[j], field, "") == ""
	}
	names := concat(", ", sort(absent))
	names != ""
	fault := findings.text("%s is missing", "缺少%s", [names], [names])
}

card_faults[j] contains findings.plain("it bears no name seal", "没有加盖名章") if {
	some j in in_use
	cards[j].name_seal == false
}

card_faults[j] contains fault if {
	some j in in_use
	expiry := cards[j].id_expires_at
	times.past(expiry)
	fault := findings.text(
		"the person's identity document expired on %s",
		"经办人身份证件已于%s到期",
		[expiry],
		[expiry],
	)
}

faulty contains j if some j, _ in card_faults

lacking contains finding if {
	some i in authorised
	count(held(accounts[i])) == 0
	finding := findings.of(accounts[i], ["account_id"], {findings.plain(
		"there is no seal card of the authorised handler",
		"没有授权经办人的印鉴卡",
	)})
}

# One sound card of the handler is enough.
deny contains finding if {
	some i in authorised
	mine := held(accounts[i])
	count(mine - faulty) == 0
	some j in mine
	finding := findings.of(cards[j], ["card_id"], card_faults[j])
}

deny contains finding if {
	not evidence.incomplete("seal_cards")
	some finding in lacking
}

unknown contains finding if {
	evidence.incomplete("seal_cards")
	some finding in lacking
}

due_text(row) := findings.text(
	"it has been full since %s and was not replaced within %v days",
	"自%s起已无空行,%v天内未换卡",
	[row.filled_at, params.max_replace_days],
	[row.filled_at, params.max_replace_days],
) if {
	times.older_than_days(row.filled_at, params.max_replace_days)
}

due_text(row) := findings.plain(
	"it is full, and the day on which it was filled is missing",
	"已无空行,且未登记写满日期",
) if {
	not row.filled_at
}

warn contains note if {
	some j in in_use
	cards[j].free_rows == 0
	not cards[j].replaced_at
	fault := due_text(cards[j])
	finding := findings.of(cards[j], ["card_id"], {fault})
	note := object.union(finding, {"severity": "low"})
}
