"""Sentences that several kinds of letter use. Each kind's own stand in its file.

Which one is taken follows from the facts: what is asked, what sort of thing is disputed, how many, what
is enclosed. None is reworded at random, and none asks for more, or sooner, than the law gives.
"""

from __future__ import annotations

from creditai.disputes.letter import Wording

# Who writes, about which report
REPORT_NUMBER = Wording("Report number: {number}")
MERGED_NUMBER = Wording("Reference of that report: {number}")
REPORT_DATE = Wording("Report date: {date}")
BIRTH_DATE = Wording("Date of birth: {date}")
SSN_LAST4 = Wording("Social Security number: ***-**-{last4}")

# What a row of the table says
NAME = Wording("{name}")
NUMBER = Wording("Account {number}")
PAGE = Wording("Report page {page}")
PAGES = Wording("Report pages {page}")
PAGE_OF = Wording("Page {page} of the report of {date}")
PAGES_OF = Wording("Pages {page} of the report of {date}")
UNNAMED = Wording("An entry that the report gives no name")
PERSON_NAME = Wording("Name “{value}”")
PERSON_ADDRESS = Wording("Address “{value}”")
PERSON_SSN = Wording("Social Security number {value}")
PERSON_BIRTH_DATE = Wording("Date of birth “{value}”")
PERSON_PHONE = Wording("Telephone “{value}”")
PERSON_EMPLOYER = Wording("Employer “{value}”")
STATEMENT = Wording("{statement}")
PAPERS = Wording("Enclosed in support: {papers}")
SCANNED = Wording("These words were read from a scanned page; the enclosed copy of the page governs.")
PRACTICE = Wording(
    "This rests on a practice that is announced or known, and on no section of law: {practice}"
)
ANSWER = Wording("I was asked: “{question}” My answer: {answer}.")

# What is asked for a thing
DELETE_ACCOUNT = Wording("Please delete this account.")
DELETE_INQUIRY = Wording("Please delete this inquiry.")
DELETE_RECORD = Wording("Please delete this public record.")
DELETE_ENTRY = Wording("Please delete this entry.")
DELETE_DOUBLES = Wording("Please delete all but one of these entries.")
CORRECT = Wording("Please investigate, and correct what is inaccurate or incomplete.")

VERIFY = Wording("Please verify this entry with its source, and correct or delete what cannot be verified.")
VERIFY_SEVERAL = Wording(
    "Please verify these entries with their source, and correct or delete what cannot be verified."
)
VERIFY_INQUIRY = Wording(
    "Please verify that I authorized this inquiry, or that the law allows it without that, and delete it if neither "
    "can be verified."
)
INVESTIGATE = Wording("Please investigate this entry with its source, and tell me in writing what you find.")
INVESTIGATE_SEVERAL = Wording(
    "Please investigate these entries with their source, and tell me in writing what you find."
)
DELETE_BY_PRACTICE = Wording("Please delete it, in keeping with that practice.")
REVIEW_BY_PRACTICE = Wording("Please review it in the light of that practice.")
CITED = Wording("({law})")

# Openings, requests, closings
RESULTS = Wording("Please send me the results in writing, at the address above.")
RESULTS_AND_REPORT = Wording(
    "Please send me the results in writing, with a copy of my report if it changes, at the address above."
)
REPLY = Wording("Please answer in writing, at the address above.")
QUOTED = Wording(
    "Words between quotation marks are quoted from the report, with the page on which they stand."
)
MERGED = Wording(
    "My copy is a report of several bureaus in one; the entries that I dispute are those that it prints under {bureau}."
)
SAVED_PAGE = Wording("My copy is a web page that I saved, so all of it counts as page 1.")
THANKS = Wording("Thank you for your attention to this.")

# Enclosures
COPY_ID = Wording("Copy of my government-issued photo identification")
COPY_ADDRESS = Wording("Copy of one recent proof of my address")
COPY_PAGE = Wording("Copy of page {page} of the report, with the entry marked")
COPY_PAGES = Wording("Copies of pages {page} of the report, with the entries marked")
COPY_PAGES_OF = Wording("Copies of pages {page} of the report of {date}, with the entries marked")
COPY_PAGE_OF = Wording("Copy of page {page} of the report of {date}, with the entry marked")
COPY_PAGE_BY = Wording("Copy of page {page} of {bureau}'s report of {date}, with the entry marked")
COPY_PAGES_BY = Wording("Copies of pages {page} of {bureau}'s report of {date}, with the entries marked")
COPY_PAGE_UNDATED = Wording("Copy of page {page} of {bureau}'s report, with the entry marked")
COPY_PAGES_UNDATED = Wording("Copies of pages {page} of {bureau}'s report, with the entries marked")
COPY_PAGE_MERGED = Wording("Copy of page {page} of the merged report, with the entry marked")
COPY_PAGES_MERGED = Wording("Copies of pages {page} of the merged report, with the entries marked")
COPY_PAPERS = Wording("Copy of: {papers}")
COPY_RESULTS = Wording("Copy of your written results")
COPY_RECEIPT = Wording("Copy of the proof of receipt of my earlier letter")
