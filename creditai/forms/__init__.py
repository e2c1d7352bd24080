"""How printed forms are read: labels, values, blocks, columns and grids by geometry -> a `Draft`.

The machinery that every layout is thin over. A `Draft` is a report under construction that keeps the
ledger: a value can only be put there together with the words it came from, so evidence and coverage
are exact by construction and a value that is nowhere on paper cannot be said.
"""
