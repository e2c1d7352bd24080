"""Pages -> report: one file per way that a bureau or a vendor prints one. This is the door.

A layout is a module of this folder with

    NAME = "Experian, AnnualCreditReport.com print"    what `creditai layouts` lists
    def recognises(document: Document) -> bool         two signatures of its own, never a bureau's name
    def read(document: Document) -> Draft              see creditai.forms: evidence by construction

and a docstring that keeps the history of the print. The file's name is the layout's id. A layout
names labels, headings and shapes; how label and value, columns and grids are found by geometry
lives in `creditai.forms`, and words for things in `creditai.vocabulary`. Layouts are strangers to
each other: copy the nearest neighbour, never import it; what two share moves down into `forms`.

Every layout is asked. Exactly one yes: it reads. None: `unseen` reads, if this is a credit report at
all. Two: `AmbiguousLayout`, our defect. To add one: docs/how-to/add-a-layout.md.
"""
