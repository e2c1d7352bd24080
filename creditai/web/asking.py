"""Who may call a route: a dependency that each route names, and that hands it a Who (see `web.asker` for when).

    who: Annotated[Who, Depends(anyone)]                       nobody needs to be signed in
    who: Annotated[Who, Depends(consumer("papers:read"))]      a consumer, or support under a grant of this scope
    who: Annotated[Who, Depends(support())]                    the people of support, for their own things
    who: Annotated[Who, Depends(operator())]                   an operator
    who: Annotated[Who, Depends(signed_in("self:read"))]       whoever is signed in, whatever their role

What comes with a cookie and changes something must come from our own pages: see `_same_site`. `asked` tells what a
dependency asks; the tests of tenancy read it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.routing import APIRoute
from fastapi.security import APIKeyCookie, HTTPBearer

from creditai.errors import CreditAIError, Invalid, NotAllowed, NotSignedIn
from creditai.flows.recognise import Kind, recognise, recognise_session
from creditai.people.scopes import GRANTABLE, SCOPES
from creditai.settings import Settings
from creditai.web import limiting
from creditai.web.asker import Asker, finding
from creditai.web.cookies import SECURE, cookie_name
from creditai.who import NOBODY, Role, Who
from creditai.wiring import Wiring

REQUEST_HEADER = "X-CreditAI"
GRANT_HEADER = "X-CreditAI-Grant"
_SAFE = ("GET", "HEAD", "OPTIONS")
_BEARER = HTTPBearer(auto_error=False, scheme_name="token", description="A program's token, `creditai_...`.")
_COOKIE = APIKeyCookie(
    name=SECURE, auto_error=False, scheme_name="session",
    description=f"The cookie of sign-in. What changes something also needs the header `{REQUEST_HEADER}: 1`.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What a route asks: roles that may come, and the scope. No roles: anyone."""

    roles: tuple[Role, ...]
    scope: str | None


def wiring_of(request: Request) -> Wiring:
    """The wiring of the application that serves this request."""
    found = request.app.state.wiring
    assert isinstance(found, Wiring)
    return found


def _anyone(request: Request) -> Who:
    _same_site(request, wiring_of(request).settings)
    who = replace(NOBODY, address=_address(request))
    limiting.count(request, wiring_of(request), who)
    return who


@finding(_anyone)
async def anyone(request: Request) -> Asker:
    """Nobody needs to be signed in; a foreign page must not call it all the same."""
    return Asker.of(request)


def consumer(scope: str) -> Callable[..., Awaitable[Asker]]:
    roles: tuple[Role, ...] = ("consumer", "support") if scope in GRANTABLE else ("consumer",)
    return _asking(Asked(roles, scope))


def signed_in(scope: str) -> Callable[..., Awaitable[Asker]]:
    return _asking(Asked(("consumer", "support", "operator"), scope))


def support() -> Callable[..., Awaitable[Asker]]:
    return _asking(Asked(("support",), "support"))


def operator() -> Callable[..., Awaitable[Asker]]:
    return _asking(Asked(("operator",), "operate"))


def asked(dependency: Callable[..., Any]) -> Asked | None:
    """What a dependency asks; None when it is none of these."""
    return Asked((), None) if dependency is anyone else getattr(dependency, "asked", None)


def declare(router: APIRouter) -> None:
    """Let OpenAPI tell what each route asks: `x-scope` and `x-roles`, neither where nobody needs to be signed in."""
    for route in router.routes:
        if isinstance(route, APIRoute):
            found = (asked(each.call) for each in route.dependant.dependencies if each.call is not None)
            wanted = next((each for each in found if each is not None), Asked((), None))
            if wanted.scope is not None:
                told = {"x-scope": wanted.scope, "x-roles": list(wanted.roles)}
                route.openapi_extra = {**(route.openapi_extra or {}), **told}


def _asking(wanted: Asked) -> Callable[..., Awaitable[Asker]]:
    assert wanted.scope in SCOPES, f"{wanted.scope} is no scope of people/scopes.py"

    @finding(lambda request: _counted(request, wanted))
    async def ask(
        request: Request, bearer: Annotated[Any, Depends(_BEARER)], cookie: Annotated[Any, Depends(_COOKIE)]
    ) -> Asker:  # `bearer` and `cookie` tell OpenAPI of them
        return Asker.of(request)

    ask.asked = wanted  # type: ignore[attr-defined]
    return ask


def _counted(request: Request, wanted: Asked) -> Who:
    try:
        who = _who(request)
    except CreditAIError:  # guessed tokens are counted too, and what else is refused, by where they come from
        limiting.count(request, wiring_of(request), replace(NOBODY, address=_address(request)))
        raise
    limiting.count(request, wiring_of(request), who)
    if who.role not in wanted.roles or not who.may(str(wanted.scope)):
        raise NotAllowed(_lacking(str(wanted.scope), who))
    return who


def _lacking(scope: str, who: Who) -> str:
    lacks = f"This needs the scope {scope}, which this session or token does not have."
    if who.session is not None or who.person is None or who.grant is not None or who.may(scope):
        return lacks
    if scope == "security":
        return (
            "This needs the scope security, which no token can have: sign in, and send the session's cookie."
        )
    return f"{lacks} A token has what it was made with: in a session, POST /api/v1/tokens makes another."


def still(request: Request, scope: str, who: Who) -> None:
    """Look again, in what takes a while: NotSignedIn or NotAllowed when session, token or grant ended meanwhile. A session
    goes on under another secret when its person proves who they are."""
    if who.session is not None:
        recognise_session(wiring_of(request), who)
        return
    if not _who(request).may(scope):
        raise NotAllowed("What let you see this is over.")


def bearer_of(request: Request) -> str:
    """The bearer token that a request shows; nothing when it shows none."""
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else ""


def _who(request: Request) -> Who:
    settings = wiring_of(request).settings
    if bearer := bearer_of(request):
        return _recognised(request, "bearer", bearer)
    secret = request.cookies.get(cookie_name(settings))
    if secret is None:
        raise NotSignedIn(
            "You are not signed in; sign in, or send a token: `Authorization: Bearer creditai_...`."
        )
    _same_site(request, settings)
    if request.method not in _SAFE and REQUEST_HEADER not in request.headers:
        raise Invalid(f"With a session's cookie this needs the header `{REQUEST_HEADER}: 1`.")
    return _recognised(request, "cookie", secret)


def _recognised(request: Request, kind: Kind, secret: str) -> Who:
    wiring, address, grant = wiring_of(request), _address(request), request.headers.get(GRANT_HEADER)
    try:
        shown = None if grant is None else UUID(grant)
    except ValueError:
        recognise(wiring, kind, secret, address)  # whoever is not signed in hears that
        raise Invalid(f"`{GRANT_HEADER}` takes the id of a grant.", f"/header/{GRANT_HEADER}") from None
    return recognise(wiring, kind, secret, address, shown)


def _same_site(request: Request, settings: Settings) -> None:
    """Refuse what another site's page sends in a person's name. Browsers say where a request comes from; programs
    say nothing, and carry no cookie that a browser added."""
    if request.method in _SAFE:
        return
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site not in (None, "same-origin", "none") or (origin is not None and not _ours(origin, settings)):
        raise NotAllowed("This came from a page of another site; open CreditAI itself.")


def _ours(origin: str, settings: Settings) -> bool:
    known = urlsplit(settings.address)
    return origin.lower() == f"{known.scheme}://{known.netloc}".lower()


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
