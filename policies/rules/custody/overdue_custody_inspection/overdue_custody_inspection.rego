# METADATA
# scope: package
# title: "Full custody inspection every half year, with a record"
# description: "The state of custody of all customer files is inspected in full every six months and each inspection is recorded."
# schemas:
#   - input.evidence.inspection_register: schema.inspection_register
#   - input.evidence.customer_files: schema.customer_files
# custom:
#   id: CIC-014
#   title_zh: "每半年全面检查档案保管状况并作记录"
#   description_zh: "每半年对全部客户档案的保管状况进行一次全面检查,并作检查记录。"
#   severity: medium
#   clause: "篇五 第14条"
#   other_clauses: [篇十八 第14条]
#   evidence: [inspection_register, customer_files]
#   empty: fail
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     max_interval_days: 184
#     min_coverage_pct: 100
#   param_basis:
#     max_interval_days: "document"
#     min_coverage_pct: "document"
#   recommended_action: "Inspect every file of each store at least every half year, and enter the number of files, the number checked and the record of the inspection in the register."
#   recommended_action_zh: "每个库房至少每半年全面检查一次全部档案,并在台账中登记档案总数、检查数和检查记录编号。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.33"
#     - "ISO/IEC 27001:2022 A.5.36"
package rules.custody.overdue_custody_inspection

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["CIC-014"]

files := input.evidence.customer_files

inspections := input.evidence.inspection_register

default applicable := false

applicable if count(kept) > 0

kept contains i if {
	some i, row in files
	row.status != "destroyed"
}

# came_in[store][day]: the files of a store by the day they came in; those without a day ("") are
# taken to have been there always.
came_in[store][day] contains i if {
	some i in kept
	store := files[i].store_id
	day := created_day(files[i])
}

created_day(row) := times.day(row.created_at) if row.created_at

created_day(row) := "" if not row.created_at

# active_since[store][day]: how many of them are still active.
active_since[store] := counts if {
	some store, by_day in came_in
	counts := {day: count([i | some i in ids; files[i].status == "active"]) |
		some day, ids in by_day
	}
}

full[i] := row if {
	some i, row in inspections
	row.kind == "full_custody"
	came_in[row.store_id]
}

performed[store] contains [day, i] if {
	some i, row in full
	at := row.performed_at
	not times.future(at)
	store := row.store_id
	day := times.day(at)
}

# The days between which a store went without an inspection, oldest first.
timeline[store] := days if {
	some store, _ in came_in
	inspected := sort({day | some [day, _] in performed[store]})
	days := array.concat(first_day(store), array.concat(inspected, [times.today]))
}

first_day(store) := array.slice(sort(object.keys(came_in[store]) - {""}), 0, 1)

gaps[store] contains fault if {
	some store, days_of_store in timeline
	some n, to in days_of_store
	from := days_of_store[n - 1]
	days := times.days_between(from, to)
	days > params.max_interval_days
	fault := findings.text(
		"no full inspection for %v days from %s to %s, more than %v",
		"%s至%s共%v天未全面检查,超过%v天",
		[days, from, to, params.max_interval_days],
		[from, to, days, params.max_interval_days],
	)
}

overdue contains finding if {
	some store, texts in gaps
	finding := findings.about(last_loc(store), store, texts)
}

# last_loc(store): the newest inspection of the store, or its first file where there is none.
last_loc(store) := inspections[max(performed[store])[1]]._loc

last_loc(store) := files[first]._loc if {
	not performed[store]
	first := min({min(ids) | some ids in came_in[store]})
}

# files_held(store, day): how many active files the store had by that day.
files_held(store, day) := sum([number |
	some since, number in active_since[store]
	since <= day
])

faults[i] contains findings.plain("it is dated in the future", "日期在将来") if {
	some i, row in full
	times.future(row.performed_at)
}

faults[i] contains findings.plain(
	"the number of files or of files checked is missing",
	"缺少档案总数或检查数",
) if {
	some i, row in full
	some field in ["files_total", "files_checked"]
	not is_number(object.get(row, field, ""))
}

faults[i] contains fault if {
	some i, row in full
	row.files_checked * 100 < row.files_total * params.min_coverage_pct
	fault := findings.text(
		"%v of %v files were checked, fewer than %v%%",
		"实查%v份,应查%v份,低于%v%%",
		[row.files_checked, row.files_total, params.min_coverage_pct],
		[row.files_checked, row.files_total, params.min_coverage_pct],
	)
}

faults[i] contains fault if {
	some i, row in full
	held := files_held(row.store_id, times.day(row.performed_at))
	row.files_total < held
	fault := findings.text(
		"it counts %v files where the catalogue has %v",
		"检查所列档案%v份,目录中有%v份",
		[row.files_total, held],
		[row.files_total, held],
	)
}

faults[i] contains findings.plain("it has no record", "没有检查记录") if {
	some i, row in full
	not row.record_ref
}

deny contains finding if {
	not evidence.incomplete("inspection_register")
	some finding in overdue
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(inspections[i], ["inspection_id"], texts)
}

unknown contains finding if {
	evidence.incomplete("inspection_register")
	some finding in overdue
}

unknown contains finding if {
	some i in kept
	not files[i].store_id
	fault := findings.plain(
		"it names no store, so that its inspection cannot be judged",
		"未登记库房,无法判断是否检查",
	)
	finding := findings.of(files[i], ["file_id"], {fault})
}

# A file of unknown age may be older than the first inspection by any time.
unknown contains finding if {
	some i in kept
	row := files[i]
	row.store_id
	not row.created_at
	fault := findings.plain(
		"it has no day of creation, so that its first inspection cannot be judged",
		"没有建档日期,无法判断首次检查是否及时",
	)
	finding := findings.of(row, ["file_id"], {fault})
}
