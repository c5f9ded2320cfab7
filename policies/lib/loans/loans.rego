# METADATA
# description: Loans of loan_register.
package lib.loans

import data.lib.times

# running(row): the material is out on loan, and not yet due. A loan without a due day never ran,
# and one dated in the future does not run yet.
running(row) if {
	not row.returned_at
	not yet_to_come(row)
	row.due_at >= times.today
}

yet_to_come(row) if times.future(row.borrowed_at)
