"""A late month of a federal student loan inside the payment pause."""

from collections.abc import Iterator

from creditai import tradeline
from creditai.case import Case
from creditai.examples import months
from creditai.law import numbers
from creditai.rules import Basis, Example, Hit, Need, Rule
from creditai.values import certainly_after, certainly_before


class StudentLoanLateInPause(Rule):
    """From spring 2020 to autumn 2023 no payment was due on student loans that the Department of Education
    held. This one, which the report names as the Department's, is shown as late in that time.

    For a lawyer:
    To September 2020 by section 3513 of the CARES Act, from then to September 2023 by policy of the
    Department. Fires only where the paper itself names the Department; loans held by banks (FFEL) or
    schools (Perkins), and private ones, were not covered. A late month from before the pause lawfully
    stays. Who held the loan in those months the consumer confirms.
    """

    title = "Student loan late during the payment pause"
    scope = "one"
    severity = "medium"
    asks = "verify"
    basis = (
        Basis(law="CARES Act 3513", why="For the months to September 2020."),
        Basis(policy="student-loan-pause", why="For the months from October 2020 to September 2023."),
    )
    needs = (
        Need("held-by-department", "Was this loan held by the Department of Education in those months?"),
    )
    examples = (
        Example.account("hit", "“90” for June 2021", furnisher="Dept of Ed / Sample Servicing", account_type="Education loan", payment_history=months("2021-06", "90")),
        Example.account("miss", furnisher="Dept of Ed / Sample Servicing", account_type="Education loan", payment_history=months("2019-11", "90")),
        Example.account("miss", furnisher="Dept of Ed / Sample Servicing", account_type="Education loan", payment_history=months("2023-11", "90")),
        Example.account("trap", furnisher="First Sample Bank", account_type="Student loan", payment_history=months("2021-06", "90")),
        Example.account("trap", furnisher="First Sample Bank", account_type="Private student loan", payment_history=months("2021-06", "90")),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        first, last = numbers.STUDENT_PAUSE_FROM.value, numbers.STUDENT_PAUSE_TO.value
        for entry in case.accounts():
            if not tradeline.is_department_student_loan(entry.item):
                continue
            late = [
                m
                for m in tradeline.history(entry.item)
                if m.status in tradeline.LATE
                and not certainly_before(m.month, first)
                and not certainly_after(m.month, last)
            ]
            if late:
                yield Hit.of(
                    entry,
                    ("furnisher", *tradeline.cells(entry.item, late)),
                    "In these months no payment was due on student loans that the Department of Education held.",
                )
