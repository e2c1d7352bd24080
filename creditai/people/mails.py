"""What is written to people. A subject carries nothing personal; a body nothing of a report; each says what to do
if somebody else was at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Mail:
    """Plain text: it reads the same everywhere, and loads nothing."""

    subject: str
    text: str


def confirm(address: str, link: str, hours: int) -> Mail:
    return Mail(
        "Confirm your address for CreditAI",
        f"Somebody, probably you, signed up for CreditAI with this address. To confirm it, open\n\n"
        f"    {_url(address, 'confirm-email', link)}\n\n"
        f"within {hours} hours. If it was not you, do nothing: without the link nothing happens, and what was\n"
        f"entered is deleted.\n",
    )


def already(address: str) -> Mail:
    return Mail(
        "Your address for CreditAI",
        f"Somebody, probably you, signed up for CreditAI with this address, which has an account already.\n"
        f"Nothing was changed. Sign in as before, at {address}, or, if the password is lost,\n"
        f"ask for a new one at {address}/reset-password. If it was not you, there is nothing to do.\n",
    )


def clock_ends(address: str, dispute: str, title: str, day: date, estimated: bool) -> Mail:
    guess = "\nThe day is an estimate: the receipt of the letter is not proven.\n" if estimated else ""
    return Mail(
        "A date of your disputes in CreditAI",
        f"{dispute}: {title}, {day:%B} {day.day}, {day.year}.\n{guess}\n"
        f"What came in the mail is recorded at {address}; what to do next is told there.\n"
        f"This is the only mail about this date.\n",
    )


def payment_failed(address: str) -> Mail:
    return Mail(
        "A payment to CreditAI was refused",
        f"Your card was refused for an invoice of CreditAI. Nothing that you have is taken away; new letters wait until\n"
        f"it is paid. The card is tried again in a few days. To give another one, sign in at\n\n"
        f"    {address}\n\n"
        f"and open the portal. If you do nothing, the subscription ends after the last try.\n",
    )


def token_ends(address: str, day: date) -> Mail:
    return Mail(
        "A token for CreditAI ends",
        f"A token that you made for a program ends on {day:%B} {day.day}, {day.year}; the program is refused from then on.\n"
        f"To give it another, sign in at {address} and make one (POST /api/v1/tokens); the list of tokens shows\n"
        f"which it is. If you need it no more, there is nothing to do. This is the only mail about this day.\n",
    )


def reset(address: str, link: str, hours: int) -> Mail:
    return Mail(
        "A new password for CreditAI",
        f"Somebody, probably you, asked for a new password. To choose one, open\n\n"
        f"    {_url(address, 'reset-password', link)}\n\n"
        f"within {hours} hour. If it was not you, do nothing: the old password stays.\n",
    )


NOTICES = {
    "password": "The password was changed; other sessions were ended.",
    "authenticator": "An authenticator was added as second factor.",
    "authenticator-removed": "The authenticator was removed; without a passkey, signing in takes the password alone.",
    "recovery-code": "A recovery code was used to sign in.",
    "code-again": "A code of your authenticator that had been used was shown once more, and refused.",
    "provider-removed": "Another identity provider signs you in no more.",
    "passkey": "A passkey was added.",
    "passkey-removed": "A passkey was removed.",
    "grant": "Support was granted a look at your papers, for a time.",
    "provider": "Another identity provider was linked for signing in.",
}
"""What is told of at once."""


def notice(address: str, what: str) -> Mail:
    return Mail(
        "Something was changed about your CreditAI account",
        f"{NOTICES[what]}\n\nIf it was you, there is nothing to do. If it was not, ask for a new password at\n"
        f"{address}/reset-password, and look through sessions, tokens and the log of your account.\n",
    )


def _url(address: str, page: str, link: str) -> str:
    return f"{address}/{page}?{urlencode({'link': link})}"
