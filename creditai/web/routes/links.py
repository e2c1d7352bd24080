"""Where the links of mails lead: a page with one field and a button. The button sends a form; opening changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Query, Request
from fastapi.responses import HTMLResponse

from creditai.errors import CreditAIError, Invalid
from creditai.flows.confirm_email import confirm_email
from creditai.flows.passwords import ask_for_reset, reset_password
from creditai.web import links, problems
from creditai.web.asking import anyone, wiring_of
from creditai.web.routing import Router
from creditai.who import Who
from creditai.wiring import Wiring

router = Router(include_in_schema=False)
Wired = Annotated[Wiring, Depends(wiring_of)]
Anyone = Annotated[Who, Depends(anyone)]
Link = Annotated[str, Query(max_length=128)]
_FORM = "application/x-www-form-urlencoded"


async def _sent(request: Request) -> bytes:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise Invalid("This takes what its page sends; programs ask /api/v1.")
    return await request.body()


Sent = Annotated[bytes, Depends(_sent)]


@router.get(links.CONFIRM.path, openapi_extra={"x-limit": "free"})
def get_confirm(who: Anyone, link: Link = "") -> HTMLResponse:
    """Ask for the password of the sign-up."""
    return _page(links.asking(links.CONFIRM, link) if link else links.without(links.CONFIRM))


@router.post(links.CONFIRM.path, openapi_extra={"x-limit": "sign-in"})
def post_confirm(sent: Sent, wiring: Wired, who: Anyone) -> HTMLResponse:
    """Confirm the address."""
    return _acted(links.CONFIRM, sent, lambda link, password: confirm_email(wiring, who, link, password))


@router.get(links.RESET.path, openapi_extra={"x-limit": "free"})
def get_reset(who: Anyone, link: Link = "") -> HTMLResponse:
    """Ask for a new password."""
    return _page(links.asking(links.RESET, link) if link else links.without(links.RESET))


@router.post(links.RESET.path, openapi_extra={"x-limit": "sign-in"})
def post_reset(sent: Sent, wiring: Wired, who: Anyone) -> HTMLResponse:
    """Set the new password."""
    return _acted(links.RESET, sent, lambda link, password: reset_password(wiring, who, link, password))


@router.post(links.ASK_PATH, openapi_extra={"x-limit": "sign-in"})
def post_ask_for_reset(sent: Sent, wiring: Wired, who: Anyone) -> HTMLResponse:
    """Send the mail with the link; the answer is the same whether or not the address is known."""
    try:
        ask_for_reset(wiring, who, links.read_address(sent))
    except CreditAIError as error:
        return _refused(error, links.asking_for_reset(error.message))
    return _page(links.asked_for_reset())


@router.get("/", openapi_extra={"x-limit": "free"})
def get_door(who: Anyone) -> HTMLResponse:
    """Say what is here."""
    return _page(links.door())


def _acted(page: links.Page, sent: bytes, act: Callable[[str, str], None]) -> HTMLResponse:
    told = links.read_form(sent)
    try:
        act(told["link"], told["password"])
    except CreditAIError as error:
        return _refused(error, links.asking(page, told["link"], error.message))
    return _page(links.done(page))


def _refused(error: CreditAIError, text: str) -> HTMLResponse:
    """The form again; our own defect is told as any other."""
    if error.status >= 500:
        raise error
    refused = problems.of(error)
    again = {"Retry-After": refused.headers["retry-after"]} if "retry-after" in refused.headers else {}
    return _page(text, error.status, again)


def _page(text: str, status: int = 200, more: dict[str, str] | None = None) -> HTMLResponse:
    return HTMLResponse(text, status, headers={**links.HEADERS, **(more or {})})
