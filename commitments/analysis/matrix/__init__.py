"""How many commitments have what: two dimensions against each other, with every zero.

`asking` reads what is wanted, `axes` finds the rows and columns, `counting` counts, and `table` and `picture` write the
same matrix down as CSV and as SVG. Pages and REST call these and add only addresses.
"""
