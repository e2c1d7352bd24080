"""The papers of one person as they are kept: rows that are read and written within a scope, opened and sealed here.

    at.py          a scope that is open, with the person's key: what everything here is given
    uploads.py     files on their way in and under way; progress; what became of each
    reports.py     reports that were read, and their accounts
    analysis.py    findings, links and comparisons over all reports; pointers by stable ids
    register.py    what the person chose, posted and was answered; changed under a row lock
    letters.py     letters that were written
    places.py      a pointer -> the page and the boxes of that value

Nothing here decides, and nothing opens a transaction: flows do.
"""
