# METADATA
# description: |
#   Amounts of kyc_transactions against limits in renminbi and, for those in foreign currency, in US
#   dollars. Where nobody has said whether a transaction is foreign, either limit counts. Some
#   ledgers write what goes out with a minus; which way money went stands in the direction.
package lib.amounts

# reaches(row, cny, usd): the amount is at or above a limit.
reaches(row, cny, _) if abs(row.amount_cny) >= cny

reaches(row, _, usd) if {
	not row.foreign == false
	abs(row.amount_usd) >= usd
}

# unclear(row, cny, usd): the amount that decides is missing.
unclear(row, cny, usd) if {
	not row.foreign
	not is_number(object.get(row, "amount_cny", ""))
	not reaches(row, cny, usd)
}

unclear(row, cny, usd) if {
	row.foreign
	not is_number(object.get(row, "amount_usd", ""))
	not reaches(row, cny, usd)
}

# total(amounts): their sum, in which no binary fraction makes a limit that is met one just missed.
total(amounts) := sum([round(amount * 10000) | some amount in amounts]) / 10000

# volume(amounts): the same, whichever way the money went.
volume(amounts) := total([abs(amount) | some amount in amounts])
