"""Words -> tokens that compare: the one place where wording drift is levelled out.

`Acct. #:` and `Account Number` give the same tokens, as do `Comment(s)` and `Comments`,
`Loan/Account Type` and `Loan / Account Type`. An icon glyph or a lone dash gives no token at all.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TOKEN = re.compile(r"[a-z0-9&]+|#")
_OPTIONAL_PLURAL = re.compile(r"\((?:s|es|ies)\)")
_SAME = {
    "#": "number",
    "acct": "account",
    "accts": "account",
    "acc": "account",
    "nbr": "number",
    "num": "number",
    "amt": "amount",
    "pmt": "payment",
    "pymt": "payment",
    "hist": "historical",
    "bal": "balance",
    "1st": "first",
    "2nd": "second",
    "addr": "address",
    "tel": "phone",
    "telephone": "phone",
    "ssn": "ssn",
    "dob": "dob",
}
_KEEP_S = ("ss", "us", "is")


@lru_cache(maxsize=65536)
def tokens_of(text: str) -> tuple[str, ...]:
    """The comparable tokens of one printed word (or of a whole wording)."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    folded = _OPTIONAL_PLURAL.sub("", folded.replace("'s", "s").replace("’s", "s"))
    if folded.rstrip(":") == "no.":
        return ("number",)
    return tuple(_level(token) for token in _TOKEN.findall(folded))


def _level(token: str) -> str:
    token = _SAME.get(token, token)
    if len(token) > 3 and token.endswith("s") and not token.endswith(_KEEP_S):
        return token[:-1]
    return token
