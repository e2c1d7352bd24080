"""An amount beside words of discharge."""

from collections.abc import Iterator

from creditai import phrases, tradeline
from creditai.case import Case
from creditai.linking.kinds import family
from creditai.rules import Basis, Example, Hit, Need, Rule

_AMOUNTS = ("balance", "past_due", "monthly_payment")
_SECURED = ("mortgage", "equity", "auto", "lease", "education", "support")
_OTHERS_OWE = ("joint", "cosigner", "maker", "authorized_user")


class BalanceAfterDischarge(Rule):
    """The account says that it was discharged in bankruptcy, and yet an amount is printed as owed, past
    due or to be paid. A discharge ends the duty to pay.

    For a lawyer:
    11 USC 524(a), with 727 or 1328. Only words of discharge or of a completed plan; a petition is not a
    discharge. Silent on loans with collateral (a lien outlives the discharge), on student loans and
    support (11 USC 523(a)), on accounts that others owe too, on words of reaffirmation or of another
    party's case. Whether the debt was reaffirmed only the consumer can say.
    """

    title = "Discharged in bankruptcy, yet an amount is printed"
    scope = "one"
    severity = "high"
    asks = "correct"
    basis = (
        Basis(law="11 USC 524(a)", why="A discharge ends the personal duty to pay."),
        Basis(law="15 USC 1681i(a)(5)(A)", why="The words and the amount cannot both hold."),
        Basis(law="15 USC 1681e(b)", why="Both stand in one entry."),
    )
    needs = (Need("not-reaffirmed", "Was this debt part of your bankruptcy, and did you not reaffirm it?"),)
    examples = (
        Example.account("hit", "$2,300.00", status="bankruptcy", status_text="Discharged through Bankruptcy Chapter 7", balance="2300.00"),
        Example.account("hit", remarks=["Bankruptcy chapter 13 discharged"], balance="0.00", past_due="80.00"),
        Example.account("miss", status="bankruptcy", status_text="Petition for chapter 13 bankruptcy", balance="2300.00"),
        Example.account("miss", status_text="Discharged through Bankruptcy Chapter 7", balance="0.00"),
        Example.account("miss", status_text="Discharged through Bankruptcy Chapter 7", balance=None),
        Example.account("trap", status_text="Discharged through Bankruptcy Chapter 7", balance="91000.00", portfolio="mortgage"),
        Example.account("trap", status_text="Discharged through Bankruptcy Chapter 7", balance="9100.00", account_type="Auto Loan"),
        Example.account("trap", status_text="Discharged in bankruptcy", balance="9100.00", account_type="Education Loan"),
        Example.account("trap", status_text="Discharged in bankruptcy chapter 7", balance="900.00", responsibility="joint"),
        Example.account("trap", remarks=["Chapter 7 bankruptcy discharged, debt reaffirmed"], balance="900.00"),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account = entry.item
            name = phrases.said(entry, phrases.DISCHARGED)
            owed = [amount for amount in _AMOUNTS if tradeline.positive(getattr(account, amount))]
            if name is None or not owed or account.responsibility in _OTHERS_OWE:
                continue
            if account.portfolio == "mortgage" or family(account.account_type) in _SECURED:
                continue
            if tradeline.may_be_federal_student_loan(account) or phrases.said(entry, phrases.REAFFIRMED):
                continue
            yield Hit.of(entry, (name, *owed), "After a discharge nothing is owed: the two cannot both hold.")
