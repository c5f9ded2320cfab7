"""Tables of any origin to rows of evidence: headers to fields, cells to values, misfits to gaps.

A plugin gives a `tables.Table`; `evidence.columns_of` maps it, `rows.pack` converts its rows and
`evidence.yielded` makes of them what a collector yields.
"""
