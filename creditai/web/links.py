"""The pages behind the links of mails, each complete in itself: no script, nothing fetched. Pure.

To open one changes nothing, for scanners of mail open links too: a button sends a form. What is typed or was in the link
is written into the page as text alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qsl

from creditai.errors import Invalid

POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
HEADERS = {"Content-Security-Policy": POLICY, "Referrer-Policy": "same-origin"}
"""`same-origin`: without a referrer browsers would send the form as from nowhere, and that is refused."""
_STYLE = """
:root{color-scheme:light dark;--ink:#1c2733;--dim:#5b6875;--line:#c3ccd4;--back:#fff;--go:#0b6b4f;--on:#fff;--bad:#a4281c}
@media(prefers-color-scheme:dark){:root{--ink:#e6ebf0;--dim:#9aa7b4;--line:#45525f;--back:#12181f;--go:#5fd0a8;--on:#0b1a14;--bad:#ff9b8f}}
body{font:17px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--back);max-width:26rem;margin:12vh auto;padding:0 1.2rem}
h1{font-size:1.5rem;margin:0 0 .6rem}label{display:block;margin:1.4rem 0 .3rem}p{margin:.5rem 0}.dim{color:var(--dim);font-size:.9rem}
input{font:inherit;box-sizing:border-box;width:100%;padding:.55rem .7rem;border:1px solid var(--line);border-radius:.4rem;background:transparent;color:inherit}
button{font:inherit;font-weight:600;margin-top:1rem;padding:.55rem 1.3rem;border:0;border-radius:.4rem;background:var(--go);color:var(--on);cursor:pointer}
.bad{color:var(--bad)}a{color:inherit}
"""


@dataclass(frozen=True, slots=True)
class Page:
    """One kind of link. `known`: what browsers may fill in."""

    path: str
    title: str
    says: str
    label: str
    button: str
    done: str
    known: str


CONFIRM = Page(
    "/confirm-email", "Confirm your address", "Enter the password that you chose when you signed up.", "Password",
    "Confirm", "The address is confirmed; you can sign in.", "current-password",
)  # fmt: skip
RESET = Page(
    "/reset-password", "Choose a new password",
    "Twelve characters or more. All sessions and tokens end, and what is linked to sign in by; a second factor stays.", "New password", "Change it",
    "The password is changed; sign in with it.", "new-password",
)  # fmt: skip


def asking(page: Page, link: str, fault: str = "") -> str:
    """The form; with what was wrong the last time."""
    told = f'<p class="bad" role="alert">{escape(fault)}</p>' if fault else ""
    return _whole(page.title, f"""<p>{escape(page.says)}</p>{told}
<form method="post" action="{page.path}"><input type="hidden" name="link" value="{escape(link)}">
<label for="password">{escape(page.label)}</label>
<input id="password" name="password" type="password" required maxlength="1024" autocomplete="{page.known}">
<button>{escape(page.button)}</button></form>
<p class="dim">If you did not ask for this, close the page: nothing happens.</p>""")  # fmt: skip


def done(page: Page) -> str:
    return _whole(page.title, f'<p role="status">{escape(page.done)}</p>')


ASK_PATH = "/ask-for-reset"
ASKED = "If there is an account with this address, a mail is on its way to it; open the link in it."


def without(page: Page) -> str:
    """For who comes without a link."""
    if page is RESET:
        return asking_for_reset()
    return _whole(page.title, "<p>This page is opened by the link of a mail; open that, whole.</p>")


def asking_for_reset(fault: str = "") -> str:
    """The form of who lost the password; with what was wrong the last time."""
    told = f'<p class="bad" role="alert">{escape(fault)}</p>' if fault else ""
    return _whole(RESET.title, f"""<p>To choose one, open the link of a mail; it is sent to the address of your account.</p>{told}
<form method="post" action="{ASK_PATH}"><label for="address">Address</label>
<input id="address" name="address" type="email" required maxlength="254" autocomplete="email">
<button>Send the mail</button></form>""")  # fmt: skip


def asked_for_reset() -> str:
    return _whole(RESET.title, f'<p role="status">{ASKED}</p>')


def door() -> str:
    """For who opens the address itself."""
    return _whole("CreditAI", """<p>Reads credit reports, finds what is wrong in them, and writes the letters that get it corrected.</p>
<p>There is no page to sign in at: programs ask below <code>/api/v1</code>; <a href="/api/docs">the reference</a> says how.</p>
<p class="dim">Password lost? <a href="/reset-password">Choose a new one</a>.</p>""")  # fmt: skip


def read_address(sent: bytes) -> str:
    """`address` of a form; Invalid for anything else."""
    told = _fields(sent, "address")["address"]
    if not 3 <= len(told) <= 254:
        raise Invalid("This is no e-mail address that can be written to; correct it.")
    return told


def read_form(sent: bytes) -> Mapping[str, str]:
    """`link` and `password` of a form; Invalid for anything else."""
    told = _fields(sent, "link", "password")
    if not 1 <= len(told["link"]) <= 128 or len(told["password"]) > 1024:
        raise Invalid("The link or the password is too long; open the link of the mail again.")
    return told


def _fields(sent: bytes, *names: str) -> Mapping[str, str]:
    try:
        found = parse_qsl(sent.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict",
                          max_num_fields=len(names))  # fmt: skip
    except ValueError:
        raise Invalid("This is not what the page sends; open the link of the mail again.") from None
    told = dict(found)
    if set(told) != set(names) or len(found) != len(names):
        raise Invalid("This is not what the page sends; open the link of the mail again.")
    return told


def _whole(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<meta name="robots" content="noindex"><title>CreditAI: {escape(title)}</title><style>{_STYLE}</style>'
        f"<h1>{escape(title)}</h1>{body}"
    )
