"""Labels and values by geometry, in every arrangement that reports use."""

from __future__ import annotations

import pytest

from creditai.documents.lines import Cell, Line
from creditai.forms.pairs import pairs_in
from creditai.vocabulary.labels import account_labels, person_labels
from tests.creditai.forms.typed import lines


def read(text: str) -> dict[str, str]:
    found = pairs_in(lines(text), account_labels())
    return {pair.label.name: pair.text for pair in found.pairs}


WANTED = {
    "account_number": "4123XXXX",
    "opened": "03/15/2019",
    "balance": "$1,234",
    "status": "Open/Never late.",
}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            """
Account Number       4123XXXX
Date Opened          03/15/2019
Balance              $1,234
Status               Open/Never late.
""",
            id="two columns",
        ),
        pytest.param(
            """
Account Number: 4123XXXX
Date Opened: 03/15/2019
Balance: $1,234
Status: Open/Never late.
""",
            id="colons in one cell",
        ),
        pytest.param(
            """
Account Number   4123XXXX       Date Opened   03/15/2019
Balance          $1,234         Status        Open/Never late.
""",
            id="four columns",
        ),
        pytest.param(
            """
Account Number   Date Opened    Balance    Status
4123XXXX         03/15/2019     $1,234     Open/Never late.
""",
            id="values under labels",
        ),
        pytest.param(
            """
Account Number
4123XXXX
Date Opened
03/15/2019
Balance
$1,234
Status
Open/Never late.
""",
            id="stacked",
        ),
        pytest.param(
            "\nAccount Number: 4123XXXX | Date Opened: 03/15/2019 | Balance: $1,234 | Status: Open/Never late.\n",
            id="packed with bars",
        ),
        pytest.param(
            "\nAccount Number: 4123XXXX Date Opened: 03/15/2019 Balance: $1,234 Status: Open/Never late.\n",
            id="packed without bars",
        ),
        pytest.param(
            """
ACCT #               4123XXXX
DATE OPENED          03/15/2019
balance:             $ 1,234
STATUS               Open/Never late.
""".replace("$ 1,234", "$1,234"),
            id="wording and case drift",
        ),
        pytest.param(
            """
Account              4123XXXX
Number
Date Opened          03/15/2019
Balance              $1,234
Status               Open/Never
                     late.
""",
            id="wrapped label and value",
        ),
    ],
)
def test_arrangements(text: str) -> None:
    assert read(text) == WANTED


def test_packed_lines_break_anywhere() -> None:
    text = """
Date Reported: 05/10/2026 | Balance: $9,856 | Owner: Authorized User | Credit
Limit: $11,150 | High Credit: $10,035 | Loan/Account Type: Charge
Account | Status: Pays As Agreed
"""
    assert read(text) == {
        "reported": "05/10/2026",
        "balance": "$9,856",
        "responsibility": "Authorized User",
        "credit_limit": "$11,150",
        "high_credit": "$10,035",
        "account_type": "Charge Account",
        "status": "Pays As Agreed",
    }


def test_columns_below_packed_lines_do_not_run_on_from_them() -> None:
    """The value stands under its label, and the line of labels above it ends as far right as the packed one."""
    text = """
Credit Limit: | High Credit: $11,250 | Loan/Account Type: Education Loan | Status: Pays As Agreed
Date of Last Payment:                  Amount Past Due: $0                  Charge Off Amount: -
05/24/2026
Scheduled Payment Amount:              Date Closed: -                       Months Reviewed: 76
$111
"""
    found = read(text)
    assert (found["last_payment"], found["monthly_payment"], found["charge_off_amount"]) == (
        "05/24/2026", "$111", "-",
    )  # fmt: skip
    assert found["credit_limit"] == ""


def test_bare_labels_stay_empty() -> None:
    text = """
Date Opened: 03/15/2019     Date of 1st Delinquency:     Terms Frequency: Monthly
Date of Last Activity:      Amount Past Due: $0          Term Duration:
"""
    found = read(text)
    assert found["first_delinquency"] == ""
    assert found["last_activity"] == ""
    assert found["terms"] == ""
    assert found["past_due"] == "$0"


def test_a_label_is_anothers_prefix() -> None:
    found = read(
        "\nStatus            Open.\nStatus Updated    Mar 2026\nBalance           $5\nBalance Updated   03/01/2026\n"
    )
    assert found == {
        "status": "Open.",
        "other:Status Updated": "Mar 2026",
        "balance": "$5",
        "reported": "03/01/2026",
    }


def test_a_wrapped_label_that_begins_like_another() -> None:
    text = """
Balance          05/10/2026     Recent     -
Updated                         Payment
Highest          $946           Terms      Revolving
Balance
"""
    assert read(text) == {
        "reported": "05/10/2026",
        "other:Recent Payment": "-",
        "high_credit": "$946",
        "terms": "Revolving",
    }


def test_a_date_beside_status_dates_the_wrapped_label() -> None:
    text = """
Date Opened: 02/26/2022     Status       Feb 2026
                            Updated:
Status:      Open           Balance:     $5
"""
    assert read(text) == {
        "opened": "02/26/2022",
        "other:Status Updated": "Feb 2026",
        "status": "Open",
        "balance": "$5",
    }


def test_values_that_are_wordings_of_labels() -> None:
    found = read(
        "\nPay Status      Past Due\nAccount Type    Line of Credit\nStatus:         Charge Off Amount\n"
    )
    assert found["status"] in ("Past Due", "Charge Off Amount")
    assert found["account_type"] == "Line of Credit"
    assert "past_due" not in found
    assert "charge_off_amount" not in found


def test_address_and_phone_above_their_labels() -> None:
    found = read("\nPO BOX 97643, FORT SPECIMEN, ZZ 00071\nAddress\n(533) 555-0173\nPhone number\n")
    assert found == {
        "furnisher_address": "PO BOX 97643, FORT SPECIMEN, ZZ 00071",
        "furnisher_phone": "(533) 555-0173",
    }


def test_a_value_wraps_under_its_neighbours_label() -> None:
    text = """
Comments      Account information disputed by consumer under the Fair Credit Reporting
Act and closed by grantor
Balance       $5
"""
    assert read(text)["remarks"].endswith("closed by grantor")


def test_unknown_labels_bound_their_neighbours() -> None:
    found = read("\nBalance: $5     Moon Phase: full     Date Opened: 01/2020\n")
    assert found == {"balance": "$5", "other:Moon Phase": "full", "opened": "01/2020"}


def test_words_of_a_sentence_are_no_labels() -> None:
    assert read("\nThe balance of your account and the date opened may differ.\n") == {}


def test_a_dollar_sign_apart_from_its_digits() -> None:
    assert read("\nBalance        $     1,234\n")["balance"] == "$ 1,234"


def test_an_icon_before_a_label() -> None:
    assert read("\n\ue001 Balance       $5\n")["balance"] == "$5"


def test_a_block_that_crosses_pages() -> None:
    from creditai.documents.lines import lines_of
    from tests.creditai.forms.typed import document

    pages = document(
        "Status       Account charged off. $800 written",
        "             off. $800 past due.\nBalance      $800",
    ).pages
    found = pairs_in([line for page in pages for line in lines_of(page)], account_labels())
    assert [p.text for p in found.pairs] == ["Account charged off. $800 written off. $800 past due.", "$800"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            """
Balance                $472        $471        $470
Scheduled Payment      $45         $45         $45
""",
            id="rows of a grid whose months were not understood",
        ),
        pytest.param(
            """
Date           Balance        Scheduled Payment      Amount Paid
Mar 2024       $472           $45                    $0
Feb 2024       $471           $45                    $0
""",
            id="a list of months",
        ),
        pytest.param(
            """
               Balance        Scheduled Payment      Amount Paid
Mar            $472           $45                    $0
""",
            id="its only line before the page ends, the year and the head of dates lost",
        ),
    ],
)
def test_amounts_of_a_month_are_not_the_accounts(text: str) -> None:
    assert not {"$472", "$45"} & set(read(text).values())


def test_a_month_under_a_date_label_is_a_value() -> None:
    found = read("""
Date Opened    Balance        Credit Limit
03/2019        $472           $5,000
""")
    assert found == {"opened": "03/2019", "balance": "$472", "credit_limit": "$5,000"}


def test_a_value_that_nearly_touches_the_next_label() -> None:
    """As in a table whose columns are as wide as their widest cell."""
    found = read("Status:  Current    Opened:  04/19/2024 Reported:  11/06/2026")
    assert found["opened"] == "04/19/2024"
    assert found["reported"] == "11/06/2026"


def test_a_value_in_bold_that_nearly_touches_the_next_label() -> None:
    line = lines("Current address 40 OCOTILLO CIR UNIT 9, YUMA, AZ 85364 Phone   (480) 555-0109")[0]
    cells = tuple(
        Cell(tuple(w._replace(bold=bool({*w.text} & {*"0123456789,"} or w.text.isupper())) for w in c.words))
        for c in line.cells
    )
    found = pairs_in([Line(cells)], person_labels()).pairs
    assert [(pair.label.name, pair.text) for pair in found] == [
        ("addresses", "40 OCOTILLO CIR UNIT 9, YUMA, AZ 85364"),
        ("phones", "(480) 555-0109"),
    ]
