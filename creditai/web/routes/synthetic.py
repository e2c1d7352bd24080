"""What an operator tries a release with: a person who is nobody, and the bundled samples with what must be read from them."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Response
from pydantic import BaseModel, ConfigDict, Field

from creditai.errors import NotFound
from creditai.flows.erase_synthetic import erase_synthetic
from creditai.flows.make_synthetic import make_synthetic
from creditai.web.asking import operator, wiring_of
from creditai.web.problems import may_fail
from creditai.web.routing import Router
from creditai.who import Who
from creditai.wiring import Wiring

router = Router(prefix="/api/system", tags=["operating"])
Wired = Annotated[Wiring, Depends(wiring_of)]
Operator = Annotated[Who, Depends(operator())]
FREE = {"x-limit": "free"}
_EXPECTED = "expected.json"


class Named(BaseModel):
    """Under which name it is made, and erased."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=60, description="3 to 60 of a to z, 0 to 9 and -.")


class Made(BaseModel):
    """`token` reads and writes papers and disputes, for a day; it is shown once."""

    person: UUID
    token: str


class Samples(BaseModel):
    """`items`: sample -> what must be read from it by this release; `answers`: what its invented person says."""

    items: dict[str, dict[str, Any]]
    answers: dict[str, Any]


@router.post("/synthetic", status_code=201, responses=may_fail(409, 422), openapi_extra=FREE)
def post_synthetic(wiring: Wired, who: Operator, body: Named) -> Made:
    """Make a person who is nobody: counted in no business metric, reached by no mail, and never near money."""
    made = make_synthetic(wiring, who, body.name)
    return Made(person=made.person, token=str(made.token))


@router.delete("/synthetic/{name}", status_code=204, responses=may_fail(422), openapi_extra=FREE)
def delete_synthetic(wiring: Wired, who: Operator, name: str) -> Response:
    """Erase it with all it had; when it is not there, that is well."""
    erase_synthetic(wiring, who, name)
    return Response(status_code=204)


@router.get("/samples", openapi_extra=FREE)
def get_samples(who: Operator) -> Samples:
    """The bundled samples that have an expectation, and the answers that go with them."""
    return Samples(items=_expected(), answers=_answers())


@router.get("/samples/{name}", responses=may_fail(404), openapi_extra=FREE)
def get_sample(who: Operator, name: str) -> Response:
    """One of them, as it would be uploaded."""
    if name not in _expected():
        raise NotFound(f"There is no sample {name[:40]!r}; there is: {', '.join(_expected())}.")
    return Response((files("creditai") / "samples" / name).read_bytes(), media_type="application/pdf")


@cache
def _expected() -> dict[str, dict[str, Any]]:
    told: dict[str, dict[str, Any]] = json.loads(
        (files("creditai") / "samples" / _EXPECTED).read_text("utf-8")
    )
    return told


@cache
def _answers() -> dict[str, Any]:
    return tomllib.loads((files("creditai") / "samples" / "answers.toml").read_text("utf-8"))
