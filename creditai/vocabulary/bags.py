"""Labels that nobody listed, by the words they are made of: `Date the account was opened`, `Highest amount owed`.

A bag names a field when every word of the label is one it allows and the telling ones are there. A word
outside (`first` in `Date first reported`) means another thing, so the bag says nothing. Listed wordings come
first; this is for drift in known prints and for the prints that nobody has seen.
"""

from __future__ import annotations

from dataclasses import dataclass

_FILL = frozenset(
    ["the", "of", "on", "in", "was", "is", "a", "your", "you", "this", "it", "at", "for", "and"]
)


@dataclass(frozen=True)
class Bag:
    """`tells`: one word of each group must be there. `allows`: what else may."""

    name: str
    tells: tuple[frozenset[str], ...]
    allows: frozenset[str]

    def holds(self, tokens: frozenset[str]) -> bool:
        told = frozenset().union(*self.tells)
        return tokens <= told | self.allows | _FILL and all(tokens & group for group in self.tells)


def _bag(name: str, tells: str, allows: str = "") -> Bag:
    """`tells`: groups parted by `+`, words of a group by blanks."""
    groups = tuple(frozenset(group.split()) for group in tells.split("+"))
    return Bag(name, groups, frozenset(allows.split()))


ACCOUNT_BAGS: tuple[Bag, ...] = (
    _bag("first_delinquency", "first original initial earliest + delinquency delinquent missed", "date when became went past due account payment month"),
    _bag("charged_off", "charge charged chargeoff written + date when", "off account"),
    _bag("charge_off_amount", "charge charged chargeoff written + amount balance sum", "off original"),
    _bag("original_creditor", "original first former + creditor lender", "name account"),
    _bag("opened", "opened opening began started originated origination established", "date account when first loan credit line since"),
    _bag("opened", "open start + date since when", "account loan"),
    _bag("closed", "closed closing ended", "date account when loan"),
    _bag("closed", "close end + date when", "account loan"),
    _bag("last_activity", "activity + last latest recent", "date most account"),
    _bag("last_payment", "last latest recent + payment paid + date when made received", "most"),
    _bag("reported", "reported updated update reporting", "date last latest most recent recently as info information data account creditor furnisher by when balance report lender bank"),
    _bag("removal", "removed removal drop fall deleted leave", "date expected estimated off report record file when from item account month year scheduled will be"),
    _bag("past_due", "past overdue behind arrear late + due overdue behind arrear amount", "amount total now currently how much"),
    _bag("monthly_payment", "monthly month minimum scheduled regular required installment + payment installment amount due pay", "per each contractual"),
    _bag("credit_limit", "limit ceiling", "credit line account maximum max spending amount total card"),
    _bag("high_credit", "high highest peak maximum max most largest original initial borrowed financed opening + balance amount credit owed principal debt borrowed financed loan sum", "ever reached"),
    _bag("balance", "balance owed owing owe outstanding", "current currently now present amount account unpaid still remaining due total today left pay to what"),
    _bag("account_number", "number no id + account loan card", "partial masked creditor reference ending"),
    _bag("furnisher", "creditor lender furnisher servicer", "name current bank company account"),
    _bag("responsibility", "responsibility responsible ownership owner liability holder whose", "account type role legal who party payment"),
    _bag("account_type", "type kind class + account loan credit debt product", ""),
    _bag("terms", "term length duration + loan repayment month duration length", "number account"),
    _bag("status", "status standing rating manner condition how + pay payment paying paid account current present", "now month"),
    _bag("remarks", "remark comment note", "creditor furnisher account additional special other by"),
)  # fmt: skip
PERSON_BAGS: tuple[Bag, ...] = (
    _bag("ssn", "ssn social", "security number last four digit ending ssn in no end"),
    _bag("birth_date", "birth born birthdate dob", "date year when day"),
    _bag("report_number", "report file confirmation reference + number id no code", "credit"),
    _bag("report_date", "date when dated + report file issued generated created printed prepared pulled compiled", "credit consumer"),
    _bag("report_date", "issued generated created printed prepared compiled dated", "report file credit date"),
    _bag("names", "name", "full legal consumer subject given file reported first last person applicant"),
    _bag("names", "known alias aka formerly variation + name as aka alias", "also other former"),
    _bag("addresses", "address residence residing", "current former previous prior home other mailing present reported known past last earlier"),
    _bag("phones", "phone mobile", "number home work cell contact reported"),
    _bag("employers", "employer employment employed work", "current former previous name reported by last past present"),
)  # fmt: skip


def name_of_bag(bags: tuple[Bag, ...], tokens: tuple[str, ...]) -> str | None:
    """The field that a label of these words names; None when no bag holds it, or two fields' bags do."""
    if not 1 <= len(tokens) <= 8:
        return None
    names = {bag.name for bag in bags if bag.holds(frozenset(tokens))}
    return names.pop() if len(names) == 1 else None
