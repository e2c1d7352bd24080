"""Sections of law that a finding, a letter or a clock may cite: cite -> what it says, in our words.

The key is the form in which a finding cites it ("15 USC 1681c(a)(4)"). One line each; whoever needs
the whole reads the section itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

CHECKED_ON = date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class Section:
    """`binds`: whose duty it is, so that no letter cites a duty of somebody else."""

    cite: str
    says: str
    binds: str
    source: str
    checked_on: date = CHECKED_ON
    verified: bool = True


_BUREAU = (
    ("15 USC 1681a(d)", "What a consumer report is."),
    ("15 USC 1681a(q)(4)", "What an identity theft report is."),
    ("15 USC 1681a(u)", "What a reseller of consumer reports is."),
    ("15 USC 1681b(a)", "A consumer report may be given out only for the purposes that are listed."),
    ("15 USC 1681b(c)(3)", "Inquiries of credit or insurance transactions that the consumer did not start are not given to users of reports."),
    ("15 USC 1681b(e)", "A consumer may have their name left out of prescreened lists."),
    ("15 USC 1681c(a)", "Items of these kinds and ages are left out of consumer reports."),
    ("15 USC 1681c(a)(1)", "Bankruptcy cases older than 10 years from the order for relief are left out."),
    ("15 USC 1681c(a)(2)", "Suits, judgments and arrest records are left out after 7 years or the governing limitation, whichever is longer."),
    ("15 USC 1681c(a)(3)", "Paid tax liens are left out 7 years after payment."),
    ("15 USC 1681c(a)(4)", "Accounts placed for collection or charged off are left out after 7 years."),
    ("15 USC 1681c(a)(5)", "Any other adverse item is left out after 7 years."),
    ("15 USC 1681c(a)(7)", "A veteran's medical debt is left out within one year of the service, if the bureau knows."),
    ("15 USC 1681c(a)(8)", "A veteran's medical debt that is fully paid or settled is left out, if the bureau knows."),
    ("15 USC 1681c(b)", "The age limits do not bind for large credit, large life insurance and high salaries."),
    ("15 USC 1681c(c)(1)", "The 7 years of a charge-off or collection start 180 days after the delinquency that led to it began."),
    ("15 USC 1681c(d)(1)", "A bankruptcy is shown with its chapter, if known, and with its withdrawal."),
    ("15 USC 1681c(e)", "An account that the consumer closed is shown as closed by the consumer, if the furnisher said so."),
    ("15 USC 1681c(f)", "A dispute that the furnisher notified is shown with the item."),
    ("15 USC 1681c-1", "Fraud alerts and security freezes."),
    ("15 USC 1681c-2", "Information that comes from identity theft is blocked on the consumer's papers."),
    ("15 USC 1681c-2(a)", "The block is made within 4 business days of the papers that are listed."),
    ("15 USC 1681c-3", "Adverse information that comes from human trafficking is blocked on the consumer's papers."),
    ("15 USC 1681e(a)", "A bureau keeps procedures to leave out what the age limits bar."),
    ("15 USC 1681e(b)", "A bureau follows reasonable procedures for the greatest possible accuracy."),
    ("15 USC 1681g(a)(1)", "A consumer is shown all that is in their file."),
    ("15 USC 1681g(a)(3)", "A consumer is shown who obtained a report: one year back, two for employment."),
    ("15 USC 1681g(a)(5)", "A consumer is shown the inquiries of the past year that they did not start."),
    ("15 USC 1681i(a)", "A bureau looks again, free of charge, into what a consumer disputes."),
    ("15 USC 1681i(a)(1)", "A disputed item is looked into within 30 days of receipt, in some cases up to 45."),
    ("15 USC 1681i(a)(1)(A)", "A disputed item is looked into, free of charge, within 30 days of receipt."),
    ("15 USC 1681i(a)(1)(B)", "Up to 15 more days, if the consumer sends relevant information inside the 30."),
    ("15 USC 1681i(a)(2)(A)", "The bureau tells the furnisher of the dispute before 5 business days have run."),
    ("15 USC 1681i(a)(3)", "A bureau may end a frivolous dispute, with notice and reasons within 5 business days."),
    ("15 USC 1681i(a)(5)", "What is inaccurate, incomplete or cannot be verified is deleted or modified."),
    ("15 USC 1681i(a)(5)(A)", "What is inaccurate, incomplete or cannot be verified is deleted or modified."),
    ("15 USC 1681i(a)(5)(B)", "A deleted item comes back only if the furnisher certifies it, with notice within 5 business days."),
    ("15 USC 1681i(a)(5)(C)", "A bureau keeps procedures against the return of what was deleted."),
    ("15 USC 1681i(a)(6)", "The results go to the consumer in writing within 5 business days of completion."),
    ("15 USC 1681i(a)(6)(A)", "The results go to the consumer in writing within 5 business days of completion."),
    ("15 USC 1681i(a)(6)(B)(iii)", "The notice of results names the right to a description of the procedure."),
    ("15 USC 1681i(a)(7)", "A description of the procedure is given within 15 days of the request for it."),
    ("15 USC 1681i(a)(8)", "If the item is deleted within 3 business days, short notices are enough."),
    ("15 USC 1681i(b)", "A consumer may file a brief statement of the dispute."),
    ("15 USC 1681i(c)", "Later reports note the dispute and carry the statement or a summary."),
    ("15 USC 1681i(d)", "On request, recent recipients are told of a deletion or a statement."),
    ("15 USC 1681i(e)", "Complaints that the Consumer Financial Protection Bureau passes on are reviewed."),
    ("15 USC 1681i(f)", "A reseller fixes its own errors within 20 days or passes the dispute on."),
    ("15 USC 1681j(a)", "A free report each year; disputes after it may take 45 days."),
    ("15 USC 1681j(a)(3)", "After the yearly free report the bureau has 45 days."),
)  # fmt: skip
_FURNISHER = (
    ("15 USC 1681s-2(a)(1)", "No furnishing of what is known, or told, to be inaccurate."),
    ("15 USC 1681s-2(a)(1)(F)", "An account under a pandemic accommodation, kept to, is reported as it was before."),
    ("15 USC 1681s-2(a)(2)", "A furnisher corrects and updates what it finds incomplete or inaccurate."),
    ("15 USC 1681s-2(a)(3)", "A disputed item is furnished with notice of the dispute."),
    ("15 USC 1681s-2(a)(4)", "An account that the consumer closed is furnished as closed by the consumer."),
    ("15 USC 1681s-2(a)(5)", "Month and year of the first delinquency are furnished within 90 days of a charge-off or collection."),
    ("15 USC 1681s-2(a)(5)(B)", "A collector uses the creditor's date of first delinquency, or one that precedes the placement."),
    ("15 USC 1681s-2(a)(8)", "A consumer may dispute with the furnisher itself, in the cases of the regulation."),
    ("15 USC 1681s-2(b)", "After a bureau's notice the furnisher investigates and corrects everywhere."),
    ("15 USC 1681s-2(b)(1)(E)", "What was found wrong is modified, deleted or blocked, and stays so."),
    ("12 CFR 1022.41(a)", "Accuracy: right terms and liability, right performance, right person."),
    ("12 CFR 1022.41(a)(1)", "Accuracy: the terms of the account and the consumer's liability for it."),
    ("12 CFR 1022.41(d)", "Integrity: furnished so as not to mislead, with the items that the guidelines name."),
    ("12 CFR 1022 App. E", "Guidelines for furnishers; the credit limit is furnished where it applies and is known."),
    ("12 CFR 1022.43", "Direct disputes: what they may be about, where they go, what they contain, what follows."),
    ("12 CFR 1022.43(a)", "What a direct dispute may be about: liability, terms, performance, other bearing facts."),
    ("12 CFR 1022.43(a)(1)", "A direct dispute may be about the consumer's liability for a debt."),
    ("12 CFR 1022.43(b)", "What a direct dispute may not be about, or be prepared by."),
    ("12 CFR 1022.43(e)", "A furnisher looks into a direct dispute and tells the results within the period that a bureau would have."),
    ("15 USC 1692f(1)", "A collector collects only what the agreement creates or the law permits."),
    ("15 USC 1692g(b)", "A collector that is asked in time stops until it has verified the debt."),
    ("12 CFR 1006.34", "What a collector's validation notice says."),
)  # fmt: skip
_OTHER = (
    ("11 USC 524(a)", "A discharge voids judgments of, and stops collecting, a debt as a personal liability."),
    ("11 USC 523(a)", "Debts that a discharge does not reach."),
    ("11 USC 727", "Discharge under chapter 7."),
    ("11 USC 1328", "Discharge under chapter 13."),
    ("11 USC 301(b)", "Filing a voluntary case is itself the order for relief."),
    ("20 USC 1080a(f)", "Reporting periods of defaulted federally insured student loans."),
    ("20 USC 1087e(a)(1)", "Direct loans have the terms of the federally insured ones."),
    ("20 USC 1087cc(c)(3)", "Perkins loans may be reported until repaid."),
    ("20 USC 1091a(b)(2)", "A student loan binds a borrower who was a minor."),
    ("CARES Act 3513", "Payments on student loans held by the Department of Education were suspended to September 30, 2020, and the suspended ones were to be reported as made."),
)  # fmt: skip


def _table() -> dict[str, Section]:
    groups = (("bureau", _BUREAU), ("furnisher", _FURNISHER), ("other", _OTHER))
    return {
        cite: Section(cite, says, binds, f"{cite}, as in force in 2026")
        for binds, rows in groups
        for cite, says in rows
    }


SECTIONS: Mapping[str, Section] = _table()
