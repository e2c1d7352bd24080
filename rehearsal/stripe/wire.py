"""Stripe's wire: bracketed forms in, objects or errors out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]
_PART = re.compile(r"\[([^\]]*)\]")


class Refusal(Exception):
    """What Stripe answers instead of an object."""

    def __init__(
        self, message: str, *, status: int = 400, code: str | None = None, param: str | None = None,
        kind: str = "invalid_request_error", decline: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(message)
        self.status = status
        error: Json = {"type": kind, "message": message}
        for name, value in (("code", code), ("param", param), ("decline_code", decline)):
            if value is not None:
                error[name] = value
        self.body: Json = {"error": error}


def missing(kind: str, id_: str, param: str = "id") -> Refusal:
    return Refusal(f"No such {kind}: '{id_}'", status=404, code="resource_missing", param=param)


def nested(pairs: Iterable[tuple[str, str]]) -> Json:
    """`items[0][price]=p` -> {"items": [{"price": "p"}]}; `a[]=1` appends."""
    root: Json = {}
    for name, value in pairs:
        head, _, _ = name.partition("[")
        path = [head, *_PART.findall(name[len(head) :])]
        place = root
        for i, part in enumerate(path[:-1]):
            key = part if part else str(len(place))
            follower: Json = place.setdefault(key, {})
            if not isinstance(follower, dict):
                raise Refusal(f"Invalid {'['.join(path[: i + 1])}", param=name)
            place = follower
        last = path[-1] if path[-1] else str(len(place))
        place[last] = value
    return {key: _lists(value) for key, value in root.items()}


def _lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(key.isdigit() for key in value):
        return [_lists(value[key]) for key in sorted(value, key=int)]
    return {key: _lists(each) for key, each in value.items()}


def only(given: Json, allowed: Iterable[str]) -> None:
    """Stripe refuses a parameter that it does not know, and so do we."""
    for name in sorted(set(given) - set(allowed)):
        raise Refusal(f"Received unknown parameter: {name}", code="parameter_unknown", param=name)


def required(given: Json, *names: str) -> None:
    for name in names:
        if given.get(name) in (None, ""):
            raise Refusal(f"Missing required param: {name}.", code="parameter_missing", param=name)


def whole(given: Json, name: str, default: int | None = None) -> int:
    value = given.get(name, default)
    try:
        return int(value) if value is not None else _absent(name)
    except (TypeError, ValueError):
        raise Refusal(f"Invalid integer: {value}", code="parameter_invalid_integer", param=name) from None


def _absent(name: str) -> int:
    raise Refusal(f"Missing required param: {name}.", code="parameter_missing", param=name)


def truth(given: Json, name: str, default: bool = False) -> bool:
    value = given.get(name)
    if value is None:
        return default
    if value not in ("true", "false"):
        raise Refusal(f"Invalid boolean: {value}", param=name)
    return bool(value == "true")


def page(items: list[Json], given: Json, url: str) -> Json:
    """A list as Stripe pages it: newest first as given, `limit`, `starting_after`."""
    start = 0
    if after := given.get("starting_after"):
        places = [i for i, item in enumerate(items) if item["id"] == after]
        if not places:
            raise missing("object", str(after), "starting_after")
        start = places[0] + 1
    limit = min(max(whole(given, "limit", 10), 1), 100)
    shown = items[start : start + limit]
    return {"object": "list", "url": url, "has_more": start + limit < len(items), "data": shown}
