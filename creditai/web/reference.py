"""OpenAPI -> the API's reference as one page of HTML, complete in itself: no script, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

_STYLE = """
:root{color-scheme:light dark;--ink:#1c2733;--dim:#5b6875;--line:#d9dfe5;--back:#fff;--soft:#f4f6f8;--go:#0b6b4f}
@media(prefers-color-scheme:dark){:root{--ink:#e6ebf0;--dim:#9aa7b4;--line:#33404d;--back:#12181f;--soft:#1a222b;--go:#5fd0a8}}
body{font:16px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--back);max-width:58rem;margin:2.5rem auto;padding:0 1.2rem}
h1{font-size:1.9rem;margin:0}h2{margin:2.6rem 0 .4rem;text-transform:capitalize}h3{font:600 1rem ui-monospace,monospace;margin:0}
article{border:1px solid var(--line);border-radius:.6rem;padding:1rem 1.2rem;margin:1rem 0}
.verb{color:var(--go);display:inline-block;min-width:4.5rem}p{margin:.5rem 0}.dim,td+td+td{color:var(--dim)}
table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.6rem 0}td{border-top:1px solid var(--line);padding:.3rem .6rem .3rem 0;vertical-align:top}
code,pre{font:.87rem ui-monospace,monospace}pre{background:var(--soft);padding:.8rem;border-radius:.4rem;overflow:auto}
summary{cursor:pointer;color:var(--dim);margin:.4rem 0}nav a{margin-right:1rem}a{color:inherit}
"""
_START = """# an upload, then what became of it
curl -H "Authorization: Bearer $TOKEN" -H 'Content-Disposition: attachment; filename="experian.pdf"' \\
     --data-binary @experian.pdf $ADDRESS/api/v1/papers
curl -N -H "Authorization: Bearer $TOKEN" $ADDRESS/api/v1/papers/PAPER/events
curl -H "Authorization: Bearer $TOKEN" $ADDRESS/api/v1/findings"""


def page(told: Mapping[str, Any]) -> str:
    """`told`: the document at /api/openapi.json."""
    return "".join(_page(told))


def _page(told: Mapping[str, Any]) -> Iterator[str]:
    groups: dict[str, list[tuple[str, str, Mapping[str, Any]]]] = {}
    for path, verbs in told["paths"].items():
        for verb, operation in verbs.items():
            tag = (operation.get("tags") or ["the service"])[0]
            groups.setdefault(tag, []).append((path, verb, operation))
    yield '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    yield f"<title>CreditAI: the API</title><style>{_STYLE}</style><h1>CreditAI: the API</h1>"
    yield f"<p>{escape(told['info'].get('summary', ''))} The same as data: "
    yield '<a href="/api/openapi.json">openapi.json</a>.</p>'
    yield "<p>Lists come in pages: <code>limit</code>, and <code>cursor</code> with what <code>next</code> gave. "
    yield "Send <code>Idempotency-Key</code> with a POST that is to happen once, <code>If-None-Match</code> with an "
    yield "ETag to be told 304, <code>If-Match</code> with that of the disputes to be refused (412) when somebody "
    yield "changed them meanwhile. What is refused is <code>application/problem+json</code>: its "
    yield f"<code>detail</code> says what to do.</p><pre>{escape(_START)}</pre>"
    yield "<nav>" + "".join(f'<a href="#{escape(tag)}">{escape(tag)}</a>' for tag in groups) + "</nav>"
    for tag, operations in groups.items():
        yield f'<h2 id="{escape(tag)}">{escape(tag)}</h2>'
        for path, verb, operation in operations:
            yield from _operation(path, verb, operation, told)


def _operation(path: str, verb: str, operation: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[str]:
    yield f'<article><h3><span class="verb">{verb.upper()}</span> {escape(path)}</h3>'
    for paragraph in operation.get("description", operation.get("summary", "")).split("\n\n"):
        yield f"<p>{escape(paragraph)}</p>"
    rows = [
        (p["name"], p["in"], _kind(p["schema"]), p.get("description", ""))
        for p in operation.get("parameters", ())
    ]
    if rows:
        yield "<table>" + "".join(
            f"<tr><td><code>{escape(name)}</code></td><td>{escape(kind)}</td><td>{place}: {escape(text)}</td></tr>"
            for name, place, kind, text in rows
        ) + "</table>"  # fmt: skip
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        yield from _body(f"Body: {media}", content.get("schema", {}), told)
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            for media, content in answer.get("content", {}).items():
                yield from _body(f"{status}: {media}", content.get("schema", {}), told)
    problems = [status for status in operation["responses"] if status[0] in "45"]
    yield f'<p class="dim">Refused with: {", ".join(problems)}</p></article>'


def _body(title: str, schema: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[str]:
    found = _resolved(schema, told)
    yield f"<details><summary>{escape(title)}</summary>"
    if found.get("description"):
        yield f"<p>{escape(found['description'])}</p>"
    rows = found.get("properties", {})
    needed = found.get("required", ())
    yield "<table>" + "".join(
        f"<tr><td><code>{escape(name)}</code>{'' if name in needed else ' <i>optional</i>'}</td>"
        f"<td>{escape(_kind(each))}</td><td>{escape(each.get('description', ''))}</td></tr>"
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
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(_kind(each) for each in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "anything")
