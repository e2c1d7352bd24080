"""The heads of a table of employers: none of them is anybody's employer or name."""

NAMING = ("company", "company name", "employer", "employer name", "employer(s)")
"""Of the column that has the employers."""
BESIDE = ("occupation", "position", "date verified", "date hired", "start date", "job title")
"""One of these follows it."""
HEADS = frozenset(
    (*NAMING, *BESIDE, "name", "end date", "status", "date", "date reported", "title", "type", "address")
)
"""All that may head a column of it."""
