"""Persons who are nobody: an operator's release makes one to go a person's way as it would be gone.

`person.synthetic` marks them (`flows/is_synthetic.py`): business metrics, money and mail leave them out, and their token
has no scope that could reach money, mail or an account.
"""

from __future__ import annotations

import re

from creditai.errors import Invalid

SCOPES = frozenset({"papers:read", "papers:write", "disputes:read", "disputes:write"})
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{2,59}")
_DOMAIN = "synthetic.example.com"


def address(name: str) -> str:
    """What stands for their address. Invalid when the name is none."""
    if not _NAME.fullmatch(name):
        raise Invalid("A name is 3 to 60 of a to z, 0 to 9 and -, and does not begin with -.", "/body/name")
    return f"{name}@{_DOMAIN}"


def queue(colour: str) -> str:
    """Where their jobs wait: workers of that colour alone take them."""
    return f"synthetic-{colour}"
