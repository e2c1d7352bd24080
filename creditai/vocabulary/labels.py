"""Label wordings -> contract fields, per domain. A field `other:` is a known label without a field here,
so that it falls into no neighbour; `head:` names are labels only at the head of a table.

Single words that are also ordinary values (`Opened`, `Type`, `Limit`) stand in HEADS: they count only
in a row of heads, or with a colon.
"""

from __future__ import annotations

from functools import cache

from creditai.vocabulary.bags import ACCOUNT_BAGS, PERSON_BAGS
from creditai.vocabulary.wordings import Wordings, listed

_ACCOUNT: dict[str, str] = {
    "furnisher": "Account Name|Creditor Name|Creditor|Furnisher|Company Name|Subscriber Name|Lender|"
    "Lender Name|Collection Agency|Agency Name|Name of Creditor|Data Furnisher|Acreedor|Nombre del acreedor|"
    "Nombre de la cuenta|Reported By|Bank Name|Subscriber|Agencia de cobro|Collection Agency Name",
    "original_creditor": "Original Creditor|Original Creditor Name|Orig Creditor|Original Lender|"
    "Acreedor original|Original Creditor/Client|Client|Placed By|Client Name|Name of Original Creditor",
    "account_number": "Account Number|Account #|Acct Number|Account No.|Loan Number|Partial Account Number|"
    "Reference Account Number|Member Account Number|Número de cuenta|Acct #|Card Number|"
    "Account ID|Account Ref|Agency Client/Account Number|Account Number (partial)|Tradeline Number",
    "account_type": "Account Type|Loan Type|Loan/Account Type|Type of Loan|Type of Account|"
    "Account Type - Detail|Credit Type|Kind of Account|Tipo de cuenta|Tipo de préstamo|Tipo de préstamo/cuenta|Tipo de crédito|Product Type|"
    "Type of Credit|Kind of Business|Account Category|Kind of Credit",
    "portfolio": "Portfolio Type|Portfolio|Account Class|Tipo de cartera",
    "responsibility": "Responsibility|Owner|Account Ownership|Ownership|Payment Responsibility|ECOA|"
    "ECOA Code|Account Owner|Bureau Code|Account Designator|Whose Account|Responsabilidad|Titular|"
    "Account Responsibility|Account Designator Code|Liability|Account Holder|Ownership Type|ECOA Designator|Party to Account",
    "status": "Status|Pay Status|Account Status|Payment Status|Current Status|Current Payment Status|"
    "Status of Account|Manner of Payment|Pay Status/Manner of Payment|Current Rating|Account Condition/Status|"
    "Estado|Estado de pago|Estado de la cuenta|Estatus|Status Text|How You Pay|Paying Habit|Account Standing|"
    "Payment Standing|Standing|Estado del pago|Situación de pago|Situación",
    "condition": "Open/Closed|Account Condition|Activity Designator|Open or Closed|Account State|Account Open/Closed",
    "opened": "Date Opened|Opened Date|Open Date|Account Opened|Date Account Opened|Account Opened Date|"
    "Opened On|Date of Opening|Fecha de apertura|Date Open|Opening Date|Account Open Date|Opened Since",
    "closed": "Date Closed|Closed Date|Close Date|Account Closed Date|Date Account Closed|Closed On|"
    "Fecha de cierre|Account Close Date|Closing Date|Date of Closing",
    "reported": "Date Reported|Date Updated|Last Reported|Balance Updated|Reported Date|Last Updated|"
    "Last Report Date|Date Last Reported|Updated|Last Reported On|Reported On|Date of Report|Last Update|"
    "Report Date of Account|Fecha de reporte|Fecha de actualización|Date of Last Report|Balance Date|Balance as of|"
    "Reported As Of|Last Reported Date|Date Last Updated|Updated On|Information as of|As of Date|Fecha reportada|Fecha del informe|Fecha del último informe|Última actualización|Actualizado el|Reportado el|"
    "Fecha del informe de la cuenta|Date Info Reported",
    "last_payment": "Last Payment Date|Date of Last Payment|Last Payment Made|Last Payment|Date Last Payment|"
    "Last Paid|Date Last Paid|Last Payment Received On|Fecha del último pago|Date of Last Pymt|Last Payment On|Last Paid On",
    "last_activity": "Date of Last Activity|Last Activity|Date Last Active|Last Activity Date|Last Active|DLA|"
    "Date Last Activity|Fecha de última actividad|Last Active On",
    "first_delinquency": "Date of First Delinquency|Date of 1st Delinquency|First Delinquency Date|"
    "First Delinquency|DOFD|FCRA Date of First Delinquency|Original Delinquency Date|Date of Original Delinquency|"
    "Fecha de primera morosidad|Fecha de la 1.ª morosidad|Fecha de 1.ª morosidad|Fecha de la primera mora|Fecha de primera mora|Date First Delinquent|Date of First Delinquency Reported|Original Date of Delinquency|"
    "First Became Delinquent|First Went Past Due|Fecha de la primera morosidad",
    "charged_off": "Charge Off Date|Charged Off Date|Date of Charge Off|Date Charged Off|Charge-off Date",
    "removal": "On Record Until|Estimated month and year that this item will be removed|"
    "Estimated month and year this item will be removed|Estimated month and year item will be removed|"
    "Estimated Removal Date|Estimated Date of Removal|Estimated month and year that this item will be removed from your file|"
    "Removal Date|On file until|Estimated date that this item will be removed|Item will be removed|"
    "Estimated removal|Remains Until|Scheduled Removal|Falls Off On|To Be Removed",
    "terms": "Terms|Term Duration|Term in Months|Term (Months)|Months (terms)|Loan Terms|Term Length|No. of Months (terms)|Number of Months|Term|"
    "Terms Duration|Términos|Plazo|Repayment Terms|Length of Loan|Loan Length|Loan Term|Loan Duration|Repayment Term",
    "terms_frequency": "Terms Frequency|Payment Frequency|Term Frequency|Frequency|Frecuencia de pago",
    "credit_limit": "Credit Limit|Credit Limit (Hist.)|Limit Amount|Credit Line|Límite de crédito|Line of Credit Limit|"
    "Spending Limit|Total Limit|Limite|Credit Ceiling",
    "high_credit": "High Credit|Highest Balance|Original Balance|High Balance|High Balance (Hist.)|"
    "Original Amount|Original Loan Amount|Loan Amount|Original Amount Owed|Highest Amount Owed|High Credit Amount|"
    "Crédito alto|Crédito más alto|Saldo alto|Saldo original|Cantidad original|Monto original del préstamo|Saldo más alto|Amount Borrowed|Highest Credit|High Credit Limit|Monto original|Original Debt|"
    "Largest Balance|Peak Balance|Most Ever Owed|Opening Balance|Principal Amount|Initial Amount|Highest Owed|"
    "Highest Balance Ever|Original Principal|Original Debt Amount|Original Balance Amount",
    "balance": "Balance|Current Balance|Balance Owed|Reported Balance|Amount Owed|Balance Amount|Unpaid Balance|"
    "Saldo|Outstanding Balance|Recent Balance|Saldo actual|Present Balance|Remaining Balance|Balance Due|Owed Now|"
    "Amount Owing|Account Balance|Owing|Balance Outstanding",
    "past_due": "Past Due|Past Due Amount|Amount Past Due|Amt Past Due|Monto vencido|Saldo vencido|Overdue Amount|"
    "Amount Overdue|Total Past Due|Cantidad vencida|Delinquent Amount|Arrears|Overdue|Past-Due|Amount in Arrears|"
    "Amount Delinquent",
    "monthly_payment": "Monthly Payment|Scheduled Payment Amount|Scheduled Payment|Payment Amount|Minimum Payment|"
    "Monthly Payment Amount|Scheduled Monthly Payment|Pago mensual|Pago programado|Monto del pago programado|Pago mínimo|Cuota mensual|Minimum Monthly Payment|Installment Amount|"
    "Scheduled Payment Amt|Regular Payment|Payment Due|Payment Each Month|Monthly Installment|Minimum Due|"
    "Minimum Payment Due|Monthly Obligation",
    "charge_off_amount": "Charge Off Amount|Charge-off Amount|Charged Off Amount|Original Charge Off Amount|"
    "Amount Charged Off|Amount Written Off|Write-off Amount|Written Off|Original Charge-Off|Chargeoff Amount|"
    "Written Off Amount|Monto cancelado|Cantidad cancelada|Monto de cancelación contable",
    "remarks": "Comment|Comments|Creditor's Statement|Remarks|Remark|Narrative Code(s)|Narrative|Narratives|Creditor Remarks|"
    "Special Comments|Account Remarks|Comentarios|Comentario|Notas|Observaciones|Notes|Additional Comments|Compliance Remarks|"
    "Consumer Information Indicator|Compliance Condition|Creditor Comments|Comment Codes|Account Comments|"
    "Additional Information|Special Comment|Furnisher Remarks",
    "disputed": "Dispute Status|In Dispute|Disputed|Dispute Flag|Consumer Dispute|Dispute Indicator",
    "furnisher_address": "Address|Creditor Address|Mailing Address|Contact Address|Dirección|Furnisher Address|"
    "Agency Address|Company Address|Correspondence Address",
    "furnisher_phone": "Phone|Phone Number|Telephone|Contact Phone|Contact Number|Teléfono|Creditor Phone|Telephone Number|"
    "Agency Phone|Número de teléfono",
    "status_details": "Status Details|Status Detail",
    "limit_or_amount": "Credit Limit/Original Amount|Limit/Original Amount|Credit Limit or Original Amount|"
    "High Credit/Limit|Credit Limit/High Credit|Limit/High Credit|High Credit/Credit Limit",
    "max_delinquency": "Maximum Delinquency|Maximum Delinquency Note|Worst Delinquency",
    "account_description": "Account Description",
}
"""Fields of an account. `status` becomes status_text, status and condition; `terms_frequency` joins terms;
the names at the end are read by rules of their own in `creditai.forms.accounts`."""

_ACCOUNT_OTHER = (
    "Status Updated|Recent Payment|Recent Payment Amount|Interest Type|Credit Usage|Company Sold|Sold To|"
    "Purchased From|Reported Since|First Reported|First Reported Date|Date of Status|Status Date|Date of Current Status|"
    "Date Major Delinquency First Reported|Date Maj. Del. 1st Reported|Delinquency First Reported|Months Reviewed|Months Reviewed (Mos.)|"
    "Actual Payment Amount|Actual Payment|Amount of Last Payment|Last Payment Amount|Deferred Payment Start Date|"
    "Deferred Payment|Balloon Payment Amount|Balloon Payment Date|Balloon Payment|Creditor Classification|"
    "Creditor Classification Code|Payment Received|Last Verified|Account Verified|Creditor Type|Account Rating|"
    "Utilization|Your Statement|Debt-to-Credit|Debt to Credit Ratio|Mortgage ID|Mortgage Identification Number|"
    "Date Assigned to Collections|Collateral|Secured By|"
    "Available Credit|Credit Used|Credit Utilization|Compliance Code|Late Payments|Times Late|30 Days Late|60 Days Late|"
    "90 Days Late|30-59 Days Late|60-89 Days Late|90+ Days Late|Times 30/60/90|Interest Rate|Type of Business|Industry|"
    "Actual Amount Paid|Amount Paid|Purchased Date|Sold Date|Term Source Type|Payment Method|Loan Number Suffix|Payoff|Credit Usage %|"
    "Subscriber Number|Subscriber Code|Member Number|Member Code|Industry Code|KOB|Loan Purpose|Deferred Payments Begin|"
    "Date of Last Delinquency|Last Delinquency|Transferred To|Transferred From|Previous Account Number|Worst Payment Status|"
    "Date of Worst Status|Total Months|Scheduled Balloon Payment"
)

HEADS: dict[str, str] = {
    "Creditor": "furnisher",
    "Account": "furnisher",
    "Company": "furnisher",
    "Name": "furnisher",
    "Number": "account_number",
    "Type": "account_type",
    "Kind": "account_type",
    "Opened": "opened",
    "Closed": "closed",
    "Reported": "reported",
    "Updated": "reported",
    "Limit": "credit_limit",
    "High": "high_credit",
    "Owed": "balance",
    "Owes": "balance",
    "Rating": "status",
    "Payment": "monthly_payment",
    "Payment History": "status",
    "Ownership": "responsibility",
    "Removal": "removal",
    "Late": "other:Late",
    "Bureau": "bureau",
    "Bureaus": "bureau",
    "Source": "bureau",
    "Credit Bureau": "bureau",
}
"""Labels of an account only at the head of a table's column."""

COLLECTION_LABELS: tuple[tuple[str, str], ...] = (
    ("Amount", "balance"),
    ("Date Assigned", "opened"),
    ("Date Assigned to Collections", "opened"),
    ("Assigned Date", "opened"),
    ("Assigned", "opened"),
)
"""What these words mean in a section of collections only."""

COLUMN_LABELS: tuple[tuple[str, str], ...] = (
    ("Limit", "credit_limit"),
    ("Payment", "monthly_payment"),
    ("Condition", "condition"),
    ("Number", "account_number"),
)
"""Labels of an account only where they begin a row whose values stand in columns of bureaus."""

_INQUIRY: dict[str, str] = {
    "company": "Company|Company Name|Company Information|Creditor Name|Creditor|Name|Inquirer|Subscriber|Requested By|"
    "Requester|Business Name|Account Name|Compañía|Nombre de la compañía|Made By|Inquiry Name|Who Asked",
    "date": "Date|Inquired On|Requested On|Inquiry Date|Inquiry Date(s)|Date of Inquiry|Date(s) of Inquiry|"
    "Date of Request|Date(s)|Request Date|Inquiry Made On|Dates Requested|Fecha|Solicitado el|Solicitada el|Consultado el|Fecha de solicitud|Consulta realizada el|Fecha de consulta|Fecha de la consulta|Inquired|Asked On|"
    "Date Requested",
    "kind": "Inquiry Type|Type|Type of Inquiry|Kind|Hard/Soft|Tipo de consulta",
    "purpose": "Comments|Comment|Permissible Purpose|Purpose|Reason|Inquiry Purpose|Propósito permisible|Reason for Inquiry",
    "address": "Address|Location|Dirección|Ubicación|Domicilio|Mailing Address",
    "phone": "Phone|Phone Number|Telephone|Teléfono",
    "expires": "On Record Until|Scheduled to continue on record until|Scheduled to be removed|Scheduled Removal|Expires|On File Until|Removal Date|Remains Until",
    "bureau": "Credit Bureau|Bureau|Bureaus|Source",
    "other:Type of Business": "Type of Business|Business Type|Industry",
    "other:Subscriber Number": "Subscriber Number|Subscriber Code|Member Number|Prospect ID",
}

_RECORD: dict[str, str] = {
    "kind": "Type|Record Type|Type of Record|Public Record Type|Type of Bankruptcy|Bankruptcy Type|Filing Type|Tipo|Type of Filing",
    "court": "Court|Court Name|Court Information|Filed In|Tribunal|Court Details",
    "reference": "Reference Number|Reference #|Case Number|Docket Number|Docket|Docket #|Case #|File Number|"
    "Identification Number|Case ID|Case Number / ID|Número de referencia|Número de caso|Case Number ID|Case",
    "filed": "Date Filed|Filed|Filing Date|Date Filed/Reported|Filed On|Fecha de presentación|Date of Filing|Petition Date|Filed Date",
    "resolved": "Date Resolved|Resolved|Date Settled|Closing Date|Date Closed|Date Paid|Disposition Date|"
    "Current Disposition Date|Date Satisfied|Date Released|Released|Satisfied|Discharge Date|Date Discharged|Date of Disposition|"
    "Fecha de resolución|Closed On|Resolved On|Date Settled/Closed|Disposition Date Current",
    "status": "Status|Disposition|Current Disposition|Public Record Status|Estado|Record Status|Outcome",
    "amount": "Liability Amount|Liability|Claim Amount|Amount|Judgment Amount|Original Amount|Monto|Lien Amount|Amount Claimed",
    "voluntary": "Intent|Voluntary/Involuntary",
    "other:Responsibility": "Responsibility|Filer|Owner",
    "other:Date Updated": "Date Updated|Date Reported|Date Verified|Last Verified|Updated|Reported",
    "other:Court Type": "Court Type",
    "other:Court Address": "Address|Court Address|Location",
    "other:Court Phone": "Phone|Court Phone|Phone Number",
    "other:Plaintiff": "Plaintiff",
    "other:Plaintiff Attorney": "Plaintiff Attorney|Attorney|Attorney Name",
    "other:Asset Amount": "Asset Amount|Assets|Asset|Exempt Amount|Exempt|Schedule|Estimated removal",
    "other:Bankruptcy Chapter": "Chapter|Bankruptcy Chapter",
    "other:Remarks": "Remarks|Comments|Remark|Comment",
    "other:Estimated removal": "On Record Until|Estimated month and year that this item will be removed|"
    "Estimated month and year this item will be removed|Estimated Removal Date",
}

_PERSON: dict[str, str] = {
    "names": "Name|Applicant|Borrower|Names|Full Name|Consumer Name|Name(s)|Also Known As|AKA|Former Name(s)|Former|Former Names|"
    "Other Names|Name Variations|Also Known As (AKA)|Aliases|Nombre|Nombres|Former or Other Names|Alias|"
    "Formerly Known As|Your Name|Other Name|Previous Name|Previous Names|Former Name|Names Reported|"
    "Nombres anteriores|También conocido como",
    "addresses": "Address|Addresses|Current Address|Previous Address|Previous Address(es)|Former Address|"
    "Former Address(es)|Other Address|Other Addresses|Current Address(es)|Mailing Address|Dirección|Direcciones|"
    "Dirección actual|Addresses Reported|Other Address(es)|Prior Address|Prior Addresses|Home Address|"
    "Residence|Previous Addresses|Street Address|Dirección anterior|Direcciones anteriores",
    "ssn": "SSN|Soc Sec #|Soc. Sec. No.|Social Security Number|Social Security|Social Security #|SSN/ITIN|Número de Seguro Social|"
    "Social Security Numbers|Social Security No.|Social Security Number Variations",
    "birth_date": "Date of Birth|Age or Date of Birth|Birth Date|DOB|Year of Birth|Birthdate|Fecha de nacimiento|Year(s) of Birth|Born|Birth Year",
    "phones": "Phone|Phone Number(s)|Phone Numbers|Telephone|Telephone Number(s)|Phone(s)|Current Phone Number|"
    "Teléfono|Teléfonos|Telephone Numbers|Números de teléfono|Other Phone|Home Phone|Cell Phone|Mobile Phone|"
    "Telephone Numbers Reported|Phone Numbers Reported",
    "employers": "Employment Data Reported|Employer|Employers|Employment|Employment Information|Employer Name|Current Employer|"
    "Previous Employer|Previous Employers|Employment History|Employer(s)|Empleador|Empleadores|Former Employer|Works At|"
    "Last Reported Employment|Employers Reported|Employment Reported|Empleo|Información de empleo",
    "report_date": "Report Date|Date Completed|Credit Report Date|Date Generated|Date Created|Date of Report|File Pulled|Date Pulled|"
    "Report Created|Fecha del informe|Fecha de creación|Fecha del reporte|Fecha de emisión|Date Issued|Credit File Date|Report As Of|Generated On|Report Generated|Created On",
    "report_number": "Report Number|Confirmation #|Confirmation Number|Report #|File Number|Reference #|File #|"
    "Report Confirmation|Número de informe|Número de confirmación|Confirmación #|Confirmación|N.º de confirmación|N.º de informe|Número de archivo|Report ID|Report Reference",
    "ordered": "Date Ordered|Order Date",
    "other:Date Reported": "Date Reported|Date Verified|First Reported|Last Reported|Date Reported Address|Reported|"
    "Date Reported Phone|Date Reported Range|Verified",
    "other:Residence Type": "Residence Type|Residence type|Type of Residence|Geographical Code|Type",
    "other:ID": "Name ID|Address ID|Name Identification Number|Address Identification Number|Name ID #|Address ID #",
    "other:Occupation": "Occupation|Position|Title|Ocupación|Date Hired|Hire Date",
    "other:Status": "Status",
    "other:Spouse": "Spouse|Spouse or Co-applicant|Co-applicant|Notices",
    "other:On file since": "You have been on our files since|On file since|Credit File Status|Alert Contacts|"
    "File Status|Fraud Alert|Identification|Marital Status|Source",
}

_SCORE: dict[str, str] = {
    "value": "Credit Score|Score|FICO Score|FICO® Score|VantageScore|Your Score|Puntaje de crédito|Your Credit Score|"
    "Puntaje|Puntuación de crédito|FICO Score 8|FICO Score 9|FICO Score 10|FICO Score 2|FICO Score 4|FICO Score 5|VantageScore 3.0|"
    "VantageScore 4.0|Score Value|FICO 8|FICO 9|FICO",
    "model": "Score Model|Model|Scoring Model|Score Type|Modelo|Model Name",
    "range": "Score Range|Score Scale|Range|Scale|Rango|Possible Range",
    "date": "Score Date|Date Calculated|Calculated On|Date of Score|Score Created|Score As Of",
    "factors": "Risk Factors|Score Factors|Key Factors|Factors|Factores|What Affects Your Score|Factors Affecting Your Score|"
    "Reasons|Score Reasons|Reason Codes",
    "other:Risk Level": "Risk Level|Lender Rank|Score Rank|Rating|Rank|Risk Category",
}


def _others(wordings: str) -> list[tuple[str, str]]:
    return [(wording, f"other:{wording}") for wording in wordings.split("|")]


@cache
def account_labels() -> Wordings:
    """All labels of an account, heads of tables left out."""
    return Wordings(listed(_ACCOUNT) + _others(_ACCOUNT_OTHER), ACCOUNT_BAGS)


@cache
def account_heads() -> Wordings:
    """All labels of an account where they head a table's columns."""
    return Wordings(list(HEADS.items()) + listed(_ACCOUNT) + _others(_ACCOUNT_OTHER), ACCOUNT_BAGS)


def account_labels_with(own: tuple[tuple[str, str], ...]) -> Wordings:
    """A layout's own wordings first, then everyone's."""
    return _with(own) if own else account_labels()


@cache
def _with(own: tuple[tuple[str, str], ...]) -> Wordings:
    return Wordings([*own, *listed(_ACCOUNT), *_others(_ACCOUNT_OTHER)], ACCOUNT_BAGS)


@cache
def inquiry_labels() -> Wordings:
    return Wordings(listed(_INQUIRY))


@cache
def record_labels() -> Wordings:
    return Wordings(listed(_RECORD))


@cache
def person_labels() -> Wordings:
    return Wordings(listed(_PERSON), PERSON_BAGS)


_TITLE = (
    ("Prepared for", "names"),
    ("Personal Credit Report for", "names"),
    ("Online Personal Credit Report from Experian for", "names"),
    ("Credit Report for", "names"),
    ("Report for", "names"),
    ("Experian credit report prepared for", "names"),
    ("Your report number is", "report_number"),
    ("As of", "report_date"),
    ("Data as of", "report_date"),
    ("Last updated", "report_date"),
    ("Updated", "report_date"),
    ("Last updated on", "report_date"),
    ("Report last updated", "report_date"),
    ("Report pulled", "report_date"),
    ("Preparado para", "names"),
    ("Informe de crédito personal de", "names"),
    ("Informe de crédito de", "names"),
)
"""Labels of a title page."""


@cache
def head_labels() -> Wordings:
    """Labels in a running head: there a bare `Date` is the report's."""
    return Wordings(
        [*listed(_PERSON), ("Date", "report_date"), ("Fecha", "report_date"), *_TITLE], PERSON_BAGS
    )


@cache
def score_labels() -> Wordings:
    return Wordings(listed(_SCORE))


def every_wording() -> list[str]:
    """Each wording of an account's, a person's, an inquiry's and a title's labels."""
    tables = (_ACCOUNT, _PERSON, _INQUIRY)
    others = _ACCOUNT_OTHER.split("|")
    return [w for table in tables for w, _ in listed(table)] + others + [w for w, _ in _TITLE]
