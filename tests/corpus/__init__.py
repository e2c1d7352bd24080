"""Invented people, their true credit lives, and drawings of what each bureau would print of them.

    people, creditors   who they are, whom they owe      plants     one thing made wrong, or its lawful look-alike
    lives               what truly happened, by month    sheets     a print as data: what stands on paper, and the answer
    files               what a bureau knows on a day     prints     one module per way of printing
    vary                the same, a little otherwise     drawings   a seed and a print -> a document with its answer
    draw_reportlab, draw_typst, draw_html                the renderers: strangers to each other
    scan                a drawn page -> a picture        held_out   prints kept for the accuracy run alone
    samples             the reports bundled with the product

Of the product the corpus imports only the contract (`creditai.report`, `values`, `contract`): the labels
and words here were taken from the field, not from the reader, so agreement between the two says something.
What it says is how well templates are read; a real report may still differ from all of them.
"""
