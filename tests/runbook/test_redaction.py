"""Canaries do not come through, in any spelling; what is no secret does."""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import quote

import pytest

from runbook.redaction import MASK, Redactor

CANARY = "Kq7/canary+value=9"


@pytest.mark.parametrize("spelled", [CANARY, quote(CANARY, safe=""), b64encode(CANARY.encode()).decode()])
def test_a_value_that_was_told_is_masked_however_it_is_spelled(spelled: str) -> None:
    assert Redactor([CANARY]).text(f"at {spelled}, end") == f"at {MASK}, end"


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://creditai_app:CANARY1234@db:5432/creditai",
        "Authorization: Bearer CANARY1234CANARY",
        "key sk_live_CANARY1234CANARY",
        "password=CANARY1234",
        "OPERATOR_TOKEN: CANARY1234",
        "-----BEGIN PRIVATE KEY-----\nCANARY1234\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nCANARY1234 and then it breaks off",
        "eyJhbGciOiJI.eyJzdWICANARY.CANARY",
    ],
)
def test_what_has_the_shape_of_a_credential_is_masked_untold(text: str) -> None:
    assert "CANARY" not in Redactor().text(text)


def test_plain_words_stay() -> None:
    said = "blue answered 200; 25 of 25 requests; postgresql://db:5432/creditai; the token was refused"
    assert Redactor(["short"]).text(said) == said


def test_it_reaches_into_whatever_json_holds() -> None:
    assert Redactor([CANARY]).deep({"a": [CANARY, {"b": CANARY}], "n": 1}) == {
        "a": [MASK, {"b": MASK}],
        "n": 1,
    }
