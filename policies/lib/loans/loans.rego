# METADATA
# description: Loans of loan_register.
package lib.loans

import data.lib.times

# running(row): the material is out on loan, and not yet due. A loan without a due day never ran.
running(row) if {
	not row.returned_at
	row.due_at >= times.today
}
