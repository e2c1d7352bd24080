"""Pages of rights and explanations that every report ends with: they hold every label, and no account."""

from __future__ import annotations

from random import Random

from tests.corpus.sheets import Element, Heading, Pairs, Para

_TEXT = (
    "You have a right to know what is in your file. You may ask for all the information about you in the files of a consumer "
    "reporting agency, such as Experian, Equifax and TransUnion. You have to give proper identification.",
    "You have a right to dispute incomplete or inaccurate information. If you find that an account, a balance, a credit limit or a "
    "payment status is not right, tell the agency; it must look into it unless the dispute is frivolous.",
    "Agencies may not report outdated negative information. In most cases negative items older than seven years, or bankruptcies "
    "older than 10 years, may not be reported. A charge-off or a collection account is counted from the date of first delinquency.",
    "You may limit prescreened offers of credit and insurance. Call 1-800-555-0188 to opt out. A consumer reporting agency may not "
    "give your file to an employer without your written consent.",
    "A security freeze stops a new creditor from seeing your report. A fraud alert lasts 1 year; an extended fraud alert lasts 7 years.",
)  # fmt: skip
_TERMS = (
    (
        "Account Number",
        "The number that the creditor gave to the account; some digits are hidden for your protection.",
    ),
    ("Date Opened", "When the account was opened. Date Closed: when it was closed."),
    ("High Balance", "The highest amount ever owed. Credit Limit: the most that may be borrowed."),
    ("Past Due", "The amount that should have been paid by the Date Reported and was not."),
    ("Responsibility", "Individual, Joint, Authorized User, Cosigner or Terminated."),
    ("Pay Status", "Whether the account is paid as agreed, 30, 60, 90 or 120 days late, or charged off."),
    ("Inquiry", "A company that asked for your report. Promotional inquiries are shown to you only."),
)


def rights(rng: Random) -> list[Element]:
    """The last pages: always some text, often a glossary in which every label stands once more."""
    pages: list[Element] = [Heading("A Summary of Your Rights Under the Fair Credit Reporting Act", 1)]
    pages += [Para(text, fine=True) for text in rng.sample(_TEXT, rng.randint(2, len(_TEXT)))]
    if rng.random() < 0.6:
        pages.append(Heading("Understanding Your Credit Report", 1))
        if rng.random() < 0.5:
            pages.append(Pairs(_TERMS, "rows"))
        else:
            pages += [Para(f"{label}: {text}", fine=True) for label, text in _TERMS]
    return pages
