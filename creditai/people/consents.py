"""What people may agree to, one each. A new wording is a new version; who agreed to an older one is asked again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Consent:
    """`words`: what is agreed to. `needed`: what stops without it; withdrawing stops it from then on."""

    version: int
    words: str
    needed: str


CONSENTS: dict[str, Consent] = {
    "read-reports": Consent(
        1,
        "CreditAI may read the credit reports that I upload, to show me what they say and what is wrong in them.",
        "Without it no file is taken in, and what waits to be read is cancelled.",
    ),
    "keep-reports": Consent(
        1,
        "CreditAI may keep my reports and what was read from them, encrypted, until I delete them or have not used"
        " the service for 90 days.",
        "Without it each file is removed once it is read; what was read from it stays until you delete it.",
    ),
    "outside-ocr": Consent(
        1,
        "Pages that are pictures may be sent to Google Document AI to be recognised. Google may not train on them.",
        "Without it pages are recognised on CreditAI's own machines alone.",
    ),
    "store-identification": Consent(
        1,
        "CreditAI may keep copies of my identification and proof of address until seven days after the letter that"
        " encloses them is printed.",
        "Without it copies are enclosed by hand.",
    ),
    "reminder-mail": Consent(
        1,
        "CreditAI may send me mail before a deadline of a dispute ends.",
        "Without it deadlines stand in the timeline alone.",
    ),
    "electronic-records": Consent(
        1,
        "I agree to receive contract and disclosures electronically, can open PDF files and mail, and may ask for"
        " paper copies at any time (E-SIGN, 15 USC 7001(c)).",
        "Without it the contract is sent on paper before paid services begin.",
    ),
}
