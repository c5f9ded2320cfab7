# METADATA
# description: |
#   Things to be done within some days of a beginning: late is what was done later, and what is not
#   done though the days have passed. What is dated in the future is not done.
package lib.deadlines

import data.lib.times

# missed(row, begun, done, days): more than so many days lie between the two times of the row, or
# have passed since the first without the second.
missed(row, begun, done, days) if times.later_than_days(row[begun], days, row[done])

missed(row, begun, done, days) if {
	times.older_than_days(row[begun], days)
	not finished(row, done)
}

# finished(row, done): the row holds that time, and it has come.
finished(row, done) if {
	at := row[done]
	not times.ahead(at)
}
