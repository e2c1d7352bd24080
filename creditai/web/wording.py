"""Sentences of the product, which tell who sits at a terminal which verb to run, as who asks by HTTP needs them.

The rooms below say `creditai letters`; here it is `POST /letters`. A test reads every sentence of those rooms and holds
this table against it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_WAYS: tuple[tuple[str, str], ...] = (
    (
        r"`creditai get` says how to obtain each bureau's own file",
        "Download the report from the bureau itself, as a PDF",
    ),
    (r"give the report to `creditai dispute` again", "upload the report again"),
    (r"run `creditai dispute`( first| again|)", r"choose\1: `POST /disputes`"),
    (r"opened by `creditai dispute`", "opened by `POST /disputes`"),
    (r"see `creditai analyze`", "see `GET /findings`"),
    (r"run `creditai letters`( first|)", r"write the letters\1: `POST /letters`"),
    (r"`creditai letters --follow`", "`POST /letters` with `follow`"),
    (r"`creditai record undo (\S+)`", r'`POST /disputes/\1/events` with `"what": "taken-back"`'),
    (r"`creditai record ([a-z]+) ([a-z]+-[0-9]+)[^`]*`", r'`POST /disputes/\2/events` with `"what": "\1"`'),
    (r"`creditai record ([a-z]+)[^`]*`", r'`POST /disputes/DISPUTE/events` with `"what": "\1"`'),
    (r"needs --follow DISPUTE", "needs `follow`, the id of a dispute"),
    (r"\[(person|(?:rule|finding)\.[^\]\s]+)\]", r"`\1`"),
)


def as_requests(sentence: str) -> str:
    """The sentence with its ways out as requests; unchanged when it names no verb of the command line."""
    for pattern, instead in _WAYS:
        sentence = re.sub(pattern, instead, sentence)
    return sentence


_FAULTS: dict[str, str] = {
    "dict_type": "This must be a JSON object; send it with the header `Content-Type: application/json`.",
    "model_attributes_type": "This must be a JSON object; send it with the header `Content-Type: application/json`.",
    "json_invalid": "This is not JSON, from this character on.",
    "missing": "It is needed, and is not there.",
    "extra_forbidden": "It is not known here; /api/docs lists what is.",
    "uuid_parsing": "This is no id; take it as an answer gave it.",
    "date_from_datetime_parsing": "This is no day; write it as YYYY-MM-DD.",
    "date_parsing": "This is no day; write it as YYYY-MM-DD.",
    "int_parsing": "This is no whole number.",
}


def fault_in_words(fault: Mapping[str, Any]) -> str:
    """What does not fit in a request, for who wrote it: pydantic's words where they say it, ours where they speak of
    models and parsers, or repeat what was sent."""
    return _FAULTS.get(fault["type"], str(fault["msg"]))
