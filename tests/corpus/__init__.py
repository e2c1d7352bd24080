"""Invented people, their true credit lives, and drawings of what each bureau would print of them.

    people    who they are                      plant      one inaccuracy, or its lawful look-alike, at one bureau
    lives     what truly happened, by month     sheets     a print as data: what stands on paper, and the answer
    files     what a bureau knows on a day      prints     one module per way of printing
    draw_reportlab, draw_typst, draw_html       the renderers: strangers to each other
    scan      a drawn page -> a picture of it   held_out   a print kept for the accuracy run alone

Of the product the corpus imports only the contract (`creditai.report`, `values`, `contract`): the labels
and words here were taken from the field, not from the reader, so agreement between the two says something.
"""
