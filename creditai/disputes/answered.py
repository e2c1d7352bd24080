"""What a disputed value became by an answer, in the form in which reports keep it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import get_args, get_type_hints

from creditai.errors import WrongUsage
from creditai.report import Account
from creditai.values import PartialDate


def as_kept(name: str, text: str) -> str:
    """What was typed for this field of an account: amounts and dates as data, words as they are."""
    kinds = get_args(get_type_hints(Account).get(name, str))
    try:
        if Decimal in kinds:
            amount = Decimal(re.sub("[$,]", "", text))
            if not amount.is_finite():
                raise ValueError("no amount")
            return f"{amount:.2f}"
        return str(PartialDate.parse(text)) if PartialDate in kinds else text
    except (ValueError, ArithmeticError) as error:
        raise WrongUsage(f"--value {name}: an amount is written as 412.00, a date as 2026-02-03.") from error
