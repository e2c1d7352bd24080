"""Findings -> disputes -> letters; grounds and clocks of the law; outcomes. This is the door.

    standing      what a letter may rest on: case, findings, what was confirmed, what was recorded, today
    grounds       which finding goes to whom, and the one section that the letter cites for it
    opening       confirmed findings -> disputes, one letter for each bureau; what is left out, and why
    remembering   what the folder keeps of a thing in dispute, so that it is known again
    kinds/        the letters: one file per kind, each with its `refuses` and `write`
    letter        a letter as data: wordings of ours, and facts with the place they come from
    typesetting   letter -> PDF, by a typst template that is given strings and never markup
    guard         the last look: every sentence, figure and quotation, and the words of the finished pages
    writing       a recorded dispute -> its guarded letter
    envelope      what goes with it into the post: lines of the envelope, enclosures, checklist
    register      what the person's folder remembers, as values (creditai.workspace/1)
    clocks, agenda   what is due when; dates as a calendar file
    results       what the newer of two papers shows of what was disputed

Pure: no file, process, network or clock of the machine; today is given. Only `guard` can let a letter
out, and it trusts neither the kinds nor the workspace: it looks everything up again.
"""
