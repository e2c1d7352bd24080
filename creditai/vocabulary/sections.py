"""Section headings -> what stands under them.

A heading is a line of its own: the wording, perhaps numbered (`2.1`), counted (`12 Accounts`,
`Accounts (12)`), `continued` or behind an icon. Kinds: accounts, inquiries, records, person, scores,
statements, summary, contacts, addresses (where to dispute), and `ignored:` with the name of the boilerplate.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from creditai.vocabulary.wordings import Wordings, listed

_SECTIONS: dict[str, str] = {
    "title": "Begin Credit Report|Personal Credit Report|Begin of Credit Report",
    "end": "End of Credit Report|End of Report|End of Sample Report|End of Your Report",
    "accounts": "Accounts|Account|Credit Accounts|Account History|Accounts with Adverse Information|Adverse Accounts|"
    "Satisfactory Accounts|Accounts in Good Standing|Your accounts in good standing|Revolving Accounts|Mortgage Accounts|Mortgage|"
    "Installment Accounts|Other Accounts|Open Accounts|Closed Accounts|Potentially Negative Accounts|"
    "Potentially Negative|Negative Accounts|Accounts You May Dispute|Tradelines|Trade Lines|Trades|"
    "Account Information Details|Account Information|Tradeline Information|Credit Account Details|Your Accounts|Accounts in Collections|Credit Account Information|Credit History|"
    "Account Details|Cuentas|Cuentas de crédito|Cuentas satisfactorias|Cuentas adversas|Cuentas negativas|"
    "Cuentas con información adversa|Credit Items|"
    "Potentially Negative Items or items for further review|Your potentially negative items|Derogatory Accounts|Account Listing|"
    "Line of Credit Accounts|Open Account|Installment|Positive Accounts|Never Late|Accounts in Good Standing Details|"
    "Positive Information|Adverse Information|Student Loan Accounts|Auto Loan Accounts|Credit Card Accounts|Your Credit Accounts|"
    "Credit Obligations|Loans and Cards|Other Account|Charge Offs|Charged Off Accounts|Delinquent Accounts|Accounts on File|"
    "Negative Information|Paid Accounts|What You Owe|Borrowing|Real Estate Accounts|Cuentas abiertas|Cuentas cerradas|"
    "Credit Cards|Auto Loans|Student Loans|Personal Loans|Home Loans|Real Estate Loans|Mortgage Loans|Mortgages|Retail Cards|"
    "Store Cards|Installment Loans|Lines of Credit|Other Loans|Derogatory Marks|Loans|Credit Card and Loan Accounts|"
    "Cuentas rotativas|Cuentas hipotecarias|Cuentas a plazos|Otras cuentas",
    "collections": "Collections|Collection Accounts|Collection Agency Accounts|Cobranzas|Cuentas en cobranza|Cobros|"
    "Debts in Collection|Third Party Collections|Collection Items",
    "inquiries:hard": "Requests Viewed By Others|Hard Inquiries|Regular Inquiries|Inquiries Shared with Others|Inquiries shared with others|"
    "Requests Shared with Others|Inquiries that may impact your credit rating|Consultas regulares|Consultas duras|Hard Inquiry|"
    "Inquiries that may affect your credit rating|Inquiries that may affect your score|Hard Credit Checks|Hard Pulls|"
    "Inquiries that impact your credit|Applications for Credit",
    "inquiries:soft": "Soft Inquiries|Promotional Inquiries|Account Review Inquiries|Requests Viewed Only By You|"
    "Inquiries shared only with you|Inquiries that do not impact your credit rating|Requests Shared Only With You|"
    "Consultas suaves|Consultas blandas|Consultas promocionales|Inquiries viewed only by you|Requests Viewed Only by You|Soft Inquiry|"
    "Inquiries that do not affect your credit rating|Soft Credit Checks|Soft Pulls|Account Monitoring Inquiries|"
    "Consultas de revisión de cuenta|Inquiries only you can see|Viewed Only By You",
    "inquiries": "Inquiries|Credit Inquiries|Requests for Your Credit History|Inquiry Information|Consultas|Requests|Consultas de crédito|"
    "Recent Inquiries|Who Has Looked at Your File|Inquiries Made|Credit Checks|Inquiries (last 120 days)|Inquiries in the last two years|"
    "Companies That Requested Your Report",
    "records": "Public Records|Public Record|Public Information|Public Record Information|Registros públicos|Bankruptcies|"
    "Bankruptcy|Bankruptcy Records|Public Record Details|Judgments|Liens|Courts and Public Records|Court Records|"
    "Judgments and Liens|Tax Liens|Información pública|Bankruptcy Public Records",
    "person": "Personal Information|Personal Info|Your Personal Info|Personal Data|Consumer Information|Personal Details|Identifying Information|Your Information|"
    "Personal Profile|Información personal|Consumer Identification|Applicant Information|Identification Information|"
    "Identification|About You|Your Personal Information|Identity|Who You Are|Consumer|Personal|Información del consumidor",
    "scores": "Credit Score|Credit Scores|Score|Scores|Credit Score Summary|Your Credit Score|FICO Score|VantageScore|Score Models|"
    "Puntaje de crédito|Risk Factors|FICO Scores|Score Information|Your Scores|Score Summary",
    "statements": "Your Personal Statement|Your Personal Statements|Personal Statements|Personal Statement|Consumer Statement|Consumer Statements|Customer Statement|Statements|"
    "Declaraciones personales|Declaración del consumidor|Your Statement|Your Statements|Consumer Comments|Your Words",
    "summary": "Summary|Credit Summary|At a Glance|Report Summary|Account Summary|At-a-Glance|Credit Report Summary|Resumen|Overview|"
    "Summary of Accounts|Credit Report Overview|Accounts Summary|Report Overview|Credit File Summary|Trade Summary|"
    "Potentially Negative Items|Snapshot|Totals|Credit at a Glance|Account Overview",
    "contacts": "Creditor Contacts|Creditor Contact Information|Creditors|Contactos de acreedores|Creditor Directory",
    "addresses": "How to Dispute|Dispute Information|Dispute File Information|Contact Us|Contact Information for Disputes|"
    "How to dispute information|Disputing Information|Dispute|Disputes|If you disagree|How to Correct Errors|Cómo disputar|"
    "Dispute File|Should you wish to contact|Should you wish to contact TransUnion|Should you wish to contact us|Contact Experian|Contact Equifax|Contact TransUnion|To Dispute|"
    "Disputing Inaccurate Information|Questions or Disputes",
    "notices": "Consumer File Notices|Fraud Alerts|Alerts|Security Freeze|Alert|Notices|File Notices|Fraud Alert|Freeze Status|"
    "Active Duty Alert|Credit Freeze",
    "ignored:messages": "Credit Report Messages|Additional Information|Messages|Important Messages|Medical Information|"
    "Important Message|Important Message from Experian|Know your rights|Important Notice|Notice|Disclaimer|About this report|"
    "About Your Report|How to read this report|Understanding Your Report|Reading Your Report|Reading your credit report|"
    "How to Read Your Report|Supplemental Public Records|Mensajes|Important Information|Please Note|Terms and Conditions|"
    "About Your Credit Report|Frequently Asked Questions",
    "ignored:rights notice": "A Summary of Your Rights Under the Fair Credit Reporting Act|Your Rights|Summary of Rights|"
    "Summary of Your Rights|Know Your Rights|Your Rights Under the Fair Credit Reporting Act|Your Rights Under State Law|"
    "Notification of Rights|Notice to Consumers|State Rights|Rights Notice|Remedying the Effects of Identity Theft|"
    "A Summary of Your Rights|Fair Credit Reporting Act|FCRA Rights|Consumer Rights|Resumen de sus derechos|"
    "Resumen de sus derechos bajo la Ley de Informe Imparcial de Crédito|Identity Theft|Consumer Rights Notice|"
    "Important Consumer Rights|Your Consumer Rights|Your rights under the FCRA|Tus derechos|Sus derechos|Additional Rights|"
    "Your Rights Under the FCRA|Federal Rights|Notice of Your Rights|Additional Rights Notice|A Summary of Rights",
    "ignored:legend": "Payment History Legend|Payment/Remarks Key|Payment History Guide|Legend|Rating Key|Key|Payment Key|"
    "Payment Code Key|ECOA Key|Leyenda|Payment History Key|Code Key|Symbols|How to read payment history|Key to Codes|"
    "Payment Rating Key|Codes",
}


def is_kind(name: str) -> bool:
    """Whether something reads what stands under such a heading, or ignores it by name."""
    return name in _SECTIONS or name.startswith("ignored:")


_NUMBERING = re.compile(
    r"^(?:(?:section|part)\s+(?:\d{1,2}|[ivx]{1,4}|[a-h])(?:\.\d{1,2})?[.):]?\s*[–—-]?\s+|\d{1,2}(?:\.\d{1,2})?[.):]?\s+)",
    re.I,
)
_COUNT = re.compile(
    r"^\d{1,3}\s+(?=[A-Za-z])|\s*[(\[–—-]?\s*\d{1,3}\s*[)\]]?$|\s*\((?:continued|cont\.?|cont'd)\)$|"
    r"\s*[-–—]?\s*(?:continued|cont\.?|cont'd|continuaci[oó]n)$",
    re.I,
)
_RIGHTS = re.compile(
    r"^\W*(?:(?:a )?summary of your (?:\w+ )?rights|para informaci[oó]n en espa[nñ]ol|"
    r"(?:(?:un )?resumen de )?sus derechos bajo la ley|remedying the effects of identity theft|"
    r"(?:notice of )?(?:your )?rights under (?:state law|the (?:federal )?fair credit reporting act))",
    re.I,
)
SUBHEADINGS = Wordings(
    dict.fromkeys(
        [
            "Summary",
            "Overview",
            "Account History",
            "Balance",
            "Account Info",
            "Account Information",
            "Account Details",
            "Payment History",
            "Contact Info",
            "Contact Information",
            "Comment",
            "Comments",
            "Balance Histories",
            "Balance History",
            "Payment history guide",
            "Account Detail",
            "Historical Account Information",
            "24 Month History",
            "Payment History Guide",
            "Contact",
            "Creditor Information",
            "Additional Information",
            "Account Description",
            "Your Statement",
            "Balance and Payment History",
            "Payment Status History",
            "Account Summary",
            "Narrative Codes",
            "Historial de pagos",
            "Two-Year payment history",
            "Información de la cuenta",
            "Amounts",
            "Dates",
            "Details",
            "24 Months of Account History",
            "Potentially Negative",
            "Credit usage",
            "Record Info",
            "Record Information",
            "Public Record Info",
            "Inquiry Info",
        ],
        "subheading",
    )
)
"""Headings inside one account's block: they end nothing."""


_SPAN = re.compile(r"^(?:\d{1,3}|two|seven|ten)[ -](?:months?|years?)(?: of)? ", re.I)


@lru_cache(maxsize=4096)
def subheading_of(text: str) -> str | None:
    """Is this a heading inside one account's block? Over how many months is nothing to it: `81-Month Payment History`."""
    return SUBHEADINGS.name_of(text) or SUBHEADINGS.name_of(_SPAN.sub("", text))


@cache
def section_headings() -> Wordings:
    return Wordings(listed(_SECTIONS))


@lru_cache(maxsize=4096)
def bare_heading(text: str) -> str:
    """Without numbering, count, colon and `continued`."""
    bare = text.strip().strip(":|• ")
    for _ in range(2):
        before = bare
        bare = _COUNT.sub("", _NUMBERING.sub("", before)).strip().strip(":|•* ")
        if bare == before:
            break
    return bare


_WHO_ASKED = re.compile(
    r"(?:who|companies|lenders|businesses|creditors|others)\b.{0,30}\b(?:looked|checked|asked|requested|accessed|viewed|pulled)\b"
    r".{0,20}\b(?:file|credit|report|history)$",
    re.I,
)


_WHICH_ACCOUNTS = re.compile(
    r"(?:your |other |all |credit )*(?:accounts|items|tradelines) (?:that|which|with|in|reported|considered|you)\b.{0,40}"
    r"\b(?:negative(?:ly)?|derogatory|adverse(?:ly)?|positive(?:ly)?|good standing|delinquent|late payments?|never late|as agreed)"
    r"(?: (?:items?|information|history))?$",
    re.I,
)


def section_of(text: str) -> str | None:
    """The kind of section that this line heads, if it heads one."""
    if not 2 < len(text) < 90:
        return None
    headings = section_headings()
    named = headings.name_of(text.strip().strip(":")) or headings.name_of(bare_heading(text))
    if named or len(text.split()) > 9:
        return named
    bare = bare_heading(text)
    if _WHICH_ACCOUNTS.match(bare):
        return "accounts"
    return "inquiries" if _WHO_ASKED.match(bare) else None


_ALIKE = str.maketrans("l1|tjf!0", "iiiiiiio")
"""Letters that OCR takes for each other."""
_LONG = 10
"""Letters of a heading that is known with one of them misread."""


def misread_section_of(text: str) -> str | None:
    """The kind of section that a line of OCR's heads, whose spaces are lost or whose slim letters are taken for each other:
    `Accounts with Adverse Informatlon`."""
    letters = _look(bare_heading(text))
    return _misread().get(letters) if len(letters) >= _LONG else None


def _look(text: str) -> str:
    return re.sub(r"[^a-z0-9|!]", "", text.casefold()).translate(_ALIKE).replace("rn", "m")


@cache
def _misread() -> dict[str, str]:
    """Headings as they look; those that two kinds share say nothing."""
    told: dict[str, set[str]] = {}
    for wording, kind in listed(_SECTIONS):
        told.setdefault(_look(wording), set()).add(kind)
    return {look: kinds.pop() for look, kinds in told.items() if len(kinds) == 1}


def begins_rights_notice(text: str) -> bool:
    """The sentence that starts the rights notice, whatever its heading. It must begin so: a remark like
    "disputed by consumer (meets requirement of the Fair Credit Reporting Act)" names the Act too."""
    return bool(_RIGHTS.search(text))
