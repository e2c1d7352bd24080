"""A debt from before a discharged bankruptcy, without a word of it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from creditai import phrases, tradeline
from creditai.case import AccountEntry, Case, RecordEntry, is_picture
from creditai.linking.kinds import family
from creditai.rules import Basis, Example, Hit, Need, Rule
from creditai.values import certainly_before

_RECORD = {"kind": "bankruptcy", "chapter": "7", "filed": "2022-04-04", "disposition": "discharged", "status": "Discharged"}  # fmt: skip
_CARD = {"furnisher": "First Sample Bank", "account_number": "441712XXXX", "portfolio": "revolving", "account_type": "Credit card", "opened": "2019-03-02", "balance": "900.00"}  # fmt: skip


_ANOTHERS = ("authorized_user", "terminated", "business")


def _file(account: dict[str, Any], record: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "reports": [{"accounts": [{**_CARD, **account}], "public_records": [{**_RECORD, **(record or {})}]}]
    }


class DischargeNotShown(Rule):
    """The report prints a bankruptcy as discharged. This unsecured debt is older than the bankruptcy and is
    printed as owed or charged off, without a word of the bankruptcy.

    For a lawyer:
    11 USC 524(a). Only unsecured kinds that the paper names: cards, charge accounts, personal loans,
    collections. Silent on mortgages, cars, leases, education, support and taxes; on a dismissed case; on
    accounts that are another's to pay (an authorized user's, a business's); on an account opened, or a
    collection first delinquent, on or after the day of filing; on words of bankruptcy or reaffirmation; on a
    charge-off with nothing owing whose words say sold or transferred: what the discharge met was the buyer's,
    and the seller's entry rightly ends with the sale; and on pictures. Whether the debt was listed only the
    consumer can say.
    """

    title = "Debt from before a discharged bankruptcy shown as owed"
    scope = "one"
    severity = "medium"
    asks = "correct"
    basis = (
        Basis(law="11 USC 524(a)", why="A discharge ends the personal duty to pay what it covers."),
        Basis(law="15 USC 1681i(a)(5)(A)", why="What is incomplete is modified."),
        Basis(law="15 USC 1681e(b)", why="The record and the account stand in one report."),
    )
    needs = (
        Need("listed", "Was this debt listed in your bankruptcy, and did you not reaffirm it afterwards?"),
    )
    examples = (
        Example("hit", _file({}), "2022-04-04"),
        Example("hit", _file({"balance": "0.00", "status": "charge_off"})),
        Example("hit", _file({"portfolio": "collection", "account_type": "Collection", "opened": "2023-01-05", "first_delinquency": "2021-06"})),
        Example("hit", _file({"portfolio": "installment", "account_type": "Personal loan"})),
        Example("miss", _file({"opened": "2023-03-02"})),
        Example("miss", _file({"opened": None})),
        Example("miss", _file({"status": "bankruptcy", "status_text": "Discharged in bankruptcy"})),
        Example("miss", _file({"balance": "0.00", "status": "closed"})),
        Example("trap", _file({}, {"disposition": "dismissed", "status": "Dismissed"})),
        Example("trap", _file({"portfolio": "mortgage", "account_type": "Conventional mortgage"})),
        Example("trap", _file({"portfolio": "installment", "account_type": "Auto loan"})),
        Example("trap", _file({"portfolio": "installment", "account_type": "Installment loan"})),
        Example("trap", _file({"account_type": "Secured credit card"})),
        Example("trap", _file({"responsibility": "authorized_user"})),
        Example("trap", _file({"balance": "0.00", "status": "charge_off", "remarks": ["Purchased by another lender"]})),
        Example("trap", _file({"portfolio": "collection", "account_type": "Collection", "opened": "2023-01-05", "first_delinquency": "2022-09"})),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        records = [
            record
            for record in case.public_records()
            if record.item.kind == "bankruptcy" and record.item.disposition in ("discharged", "completed")
        ]
        for entry in case.accounts() if records else ():
            before = [record for record in records if _is_older(entry, record)]
            if before and not is_picture(entry.report) and _is_unsecured(entry) and _is_claimed(entry):
                dated = "first_delinquency" if tradeline.is_collection(entry.item) else "opened"
                hit = Hit.each(
                    [
                        (before[-1], ("filed", "disposition", "status")),
                        (entry, (dated, "account_type", "status", "balance")),
                    ],
                    "The debt is older than the bankruptcy, and its entry says nothing of it.",
                )
                yield replace(hit, subject=(entry.pointer,))


def _is_older(entry: AccountEntry, record: RecordEntry) -> bool:
    account = entry.item
    if entry.report_pointer != record.report_pointer or account.bureau != record.item.bureau:
        return False
    begun = account.first_delinquency if tradeline.is_collection(account) else account.opened
    return certainly_before(begun, record.item.filed)


def _is_unsecured(entry: AccountEntry) -> bool:
    """An unsecured debt, as far as the paper names its kind."""
    account = entry.item
    kind, words = family(account.account_type), (account.account_type or "").lower()
    if tradeline.may_be_federal_student_loan(account) or "tax" in words or "support" in words:
        return False
    if "secured" in words and "unsecured" not in words:
        return False
    if tradeline.is_collection(account) or kind == "card":
        return True
    return kind == "loan" and any(word in words for word in ("unsecured", "personal", "note", "signature"))


def _is_claimed(entry: AccountEntry) -> bool:
    """Printed as the consumer's to pay, without a word of bankruptcy."""
    account = entry.item
    if account.responsibility in _ANOTHERS:
        return False
    if account.status == "bankruptcy" or any(m.status == "BK" for m in account.payment_history):
        return False
    if phrases.said(entry, phrases.BANKRUPTCY) or phrases.said(entry, phrases.REAFFIRMED):
        return False
    if tradeline.owing(account):
        return True
    return account.status == "charge_off" and not phrases.said(entry, phrases.SOLD_OR_TRANSFERRED)
