# METADATA
# description: |
#   Findings in both languages. A rule collects the faults of a row as texts and turns them into
#   one finding at that row.
package lib.findings

# text(en, zh, args, args_zh): one fault in both languages, formatted like sprintf.
text(en, zh, args, args_zh) := {"en": sprintf(en, args), "zh": sprintf(zh, args_zh)}

# plain(en, zh): one fault in both languages that needs no values.
plain(en, zh) := {"en": en, "zh": zh}

# key(row, fields): the natural key of a row, its fields joined by a slash; empty fields take part.
key(row, fields) := concat("/", [sprintf("%v", [object.get(row, name, "")]) | some name in fields])

# of(row, fields, faults): one finding at the row, its subject the key made of these fields, its
# message all the faults.
of(row, fields, faults) := about(row._loc, key(row, fields), faults)

# at(row, field, fields, faults): one finding at the place of one field of the row, its subject the
# key with the field's name added. For settings, where each fault stands in a line of its own.
at(row, field, fields, faults) := about(
	object.get(row, ["_locs", field], row._loc),
	concat("/", [key(row, fields), field]),
	faults,
)

# about(loc, subject, faults): one finding at a place.
about(loc, subject, faults) := {
	"msg": concat(": ", [subject, concat("; ", sort([fault.en | some fault in faults]))]),
	"msg_zh": concat(":", [subject, concat(";", sort([fault.zh | some fault in faults]))]),
	"subject": subject,
	"_loc": loc,
}
