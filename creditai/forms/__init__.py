"""How printed forms are read: labels, values, blocks, columns and grids by geometry -> a `Draft`.

The machinery that every layout is thin over. A `Draft` is a report under construction that keeps the
ledger: a value can only be put there together with the words it came from, so evidence and coverage
are exact by construction and a value that is nowhere on paper cannot be said.

`reading` reads a whole print of one bureau, `bureaus` one with columns of bureaus side by side, `merged` a lender's
file of two lines a trade. They cut the lines into sections, and each kind of section has its reader (`accounts`,
`inquiries`, `person`, `records`, `scores`), who is told where it stands by a `Here`. Readers take lines apart with
`pairs` (label and value), `tables` (heads over rows) and `history` (grids of months), and put what they find with
`fields` into the `draft`. Imports run down this way: `.importlinter` has the order.
"""
