"""OpenAPI -> the API's reference as one page of HTML, complete in itself: no script, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

_STYLE = """
:root{color-scheme:light dark;--ink:#1c2733;--dim:#5b6875;--line:#d9dfe5;--back:#fff;--soft:#f4f6f8;--go:#0b6b4f}
@media(prefers-color-scheme:dark){:root{--ink:#e6ebf0;--dim:#9aa7b4;--line:#33404d;--back:#12181f;--soft:#1a222b;--go:#5fd0a8}}
body{font:16px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--back);max-width:58rem;margin:2.5rem auto;padding:0 1.2rem}
h1{font-size:1.9rem;margin:0}h2{margin:2.6rem 0 .4rem}h2::first-letter{text-transform:uppercase}h3{font:600 1rem ui-monospace,monospace;margin:0}
article{border:1px solid var(--line);border-radius:.6rem;padding:1rem 1.2rem;margin:1rem 0}
.verb{color:var(--go);display:inline-block;min-width:4.5rem}p{margin:.5rem 0}.dim,td+td+td{color:var(--dim)}
table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.6rem 0}td{border-top:1px solid var(--line);padding:.3rem .6rem .3rem 0;vertical-align:top}
code,pre{font:.87rem ui-monospace,monospace}pre{background:var(--soft);padding:.8rem;border-radius:.4rem;overflow:auto}
summary{cursor:pointer;color:var(--dim);margin:.4rem 0}nav{display:flex;flex-wrap:wrap;gap:.2rem 1rem}a{color:inherit}
h3,td{overflow-wrap:anywhere}@media(max-width:40rem){body{margin:1.2rem auto}article{padding:.8rem}td{display:block;border:0;padding:0}td:first-child{border-top:1px solid var(--line);padding-top:.4rem}}
"""
_ORDER = (
    "signing in",
    "factors and tokens",
    "people",
    "billing",
    "papers",
    "reports",
    "findings",
    "disputes",
    "letters",
)
"""The groups in the order of a person's way; others follow as they come."""
_START = """# the address that you confirmed -> a session in `jar` -> a token; then without the jar
curl -c jar -H 'Content-Type: application/json' $ADDRESS/api/v1/sign-in \\
     -d '{"address": "you@example.com", "password": "a kettle of 12 geese"}'
curl -b jar -H 'X-CreditAI: 1' -H 'Content-Type: application/json' $ADDRESS/api/v1/tokens \\
     -d '{"name": "my script", "scopes": ["papers:read", "papers:write", "self:read", "self:write"]}'
TOKEN=creditai_...
# the words of the consent, agreed to; an upload, then what became of it
curl -H "Authorization: Bearer $TOKEN" $ADDRESS/api/v1/me/consents
curl -H "Authorization: Bearer $TOKEN" -X PUT -H 'Content-Type: application/json' \\
     -d '{"version": 1}' $ADDRESS/api/v1/me/consents/read-reports
curl -H "Authorization: Bearer $TOKEN" -H 'Content-Disposition: attachment; filename="experian.pdf"' \\
     --data-binary @experian.pdf $ADDRESS/api/v1/papers
curl -N -H "Authorization: Bearer $TOKEN" $ADDRESS/api/v1/papers/PAPER/events
curl -H "Authorization: Bearer $TOKEN" $ADDRESS/api/v1/findings"""


def page(told: Mapping[str, Any]) -> str:
    """`told`: the document at /api/openapi.json."""
    return "".join(_page(told))


def _page(told: Mapping[str, Any]) -> Iterator[str]:
    groups: dict[str, list[tuple[str, str, Mapping[str, Any]]]] = {tag: [] for tag in _ORDER}
    for path, verbs in told["paths"].items():
        for verb, operation in verbs.items():
            tag = (operation.get("tags") or ["the service"])[0]
            groups.setdefault(tag, []).append((path, verb, operation))
    groups = {tag: operations for tag, operations in groups.items() if operations}
    yield '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    yield f"<title>CreditAI: the API</title><style>{_STYLE}</style><h1>CreditAI: the API</h1>"
    yield f"<p>{escape(told['info'].get('summary', ''))} The same as data: "
    yield '<a href="/api/openapi.json">openapi.json</a>.</p>'
    yield "<p>Lists come in pages: <code>limit</code>, and <code>cursor</code> with what <code>next</code> gave. "
    yield "Send <code>Idempotency-Key</code> with a POST that is to happen once, <code>If-None-Match</code> with an "
    yield "ETag to be told 304, <code>If-Match</code> with that of the disputes to be refused (412) when somebody "
    yield "changed them meanwhile. What is refused is <code>application/problem+json</code>: its "
    yield f"<code>detail</code> says what to do.</p><pre>{escape(_START)}</pre>"
    yield "<nav>" + " ".join(f'<a href="#{_anchor(tag)}">{escape(tag)}</a>' for tag in groups) + "</nav>"
    for tag, operations in groups.items():
        yield f'<h2 id="{_anchor(tag)}">{escape(tag)}</h2>'
        for path, verb, operation in operations:
            yield from _operation(path, verb, operation, told)


def _operation(path: str, verb: str, operation: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[str]:
    yield f'<article><h3><span class="verb">{verb.upper()}</span> {escape(path)}</h3>'
    for paragraph in operation.get("description", operation.get("summary", "")).split("\n\n"):
        yield f"<p>{_prose(paragraph)}</p>"
    yield f'<p class="dim">{_asks(operation)}</p>'
    rows = [
        (p["name"], _kind(p["schema"]), ": ".join(filter(None, (p["in"], p.get("description")))))
        for p in operation.get("parameters", ())
    ]
    if rows:
        yield "<table>" + "".join(
            f"<tr><td><code>{escape(name)}</code></td><td>{escape(kind)}</td><td>{_prose(text)}</td></tr>"
            for name, kind, text in rows
        ) + "</table>"  # fmt: skip
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        yield from _body(f"Body: {media}", content.get("schema", {}), told)
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            for media, content in answer.get("content", {}).items():
                yield from _body(f"{status}: {media}", content.get("schema", {}), told)
    problems = [status for status in operation["responses"] if status[0] in "45"]
    yield f'<p class="dim">Refused with: {", ".join(problems)}</p></article>'


def _asks(operation: Mapping[str, Any]) -> str:
    """Who may call it, in a sentence: by `x-scope` and `x-roles` of the document."""
    scope = operation.get("x-scope")
    if scope is None:
        return "Nobody needs to be signed in."
    if scope == "security":
        return "Asks for a session; no token may."
    roles = operation["x-roles"]
    only = "" if "consumer" in roles else f" {escape(' and '.join(roles).capitalize())} only."
    return f"Asks for the scope <code>{escape(scope)}</code>.{only}"


def _prose(text: str) -> str:
    """Text with what stands between backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def _anchor(tag: str) -> str:
    return escape(tag.replace(" ", "-"))


def _body(title: str, schema: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[str]:
    found = _resolved(schema, told)
    yield f"<details><summary>{escape(title)}</summary>"
    if found.get("description"):
        yield f"<p>{_prose(found['description'])}</p>"
    rows = found.get("properties", {})
    needed = found.get("required", ())
    yield "<table>" + "".join(
        f"<tr><td><code>{escape(name)}</code>{'' if name in needed else ' <i>optional</i>'}</td>"
        f"<td>{escape(_kind(each))}</td><td>{_prose(each.get('description', ''))}</td></tr>"
        for name, each in rows.items()
    ) + "</table>" if rows else f"<p>{escape(_kind(found))}</p>"  # fmt: skip
    yield "</details>"


def _resolved(schema: Mapping[str, Any], told: Mapping[str, Any]) -> Mapping[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: Mapping[str, Any] = told["components"]["schemas"][name] if name else schema
    return found


def _kind(schema: Mapping[str, Any]) -> str:
    """A schema in a word or two."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2].rpartition("__")[2]
    if "anyOf" in schema:
        return " or ".join(_kind(each) for each in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "anything")
