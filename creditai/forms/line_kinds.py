"""What a line may be apart from label and value: an address, a telephone number, a badge, a subheading."""

from __future__ import annotations

import re
from functools import lru_cache

from creditai.documents.lines import Line
from creditai.values import Why, parse_phone
from creditai.vocabulary.sections import subheading_of

_ADDRESS = re.compile(
    r"\b[A-Z]{2}[.,]?\s+\d{5}(?:-\d{4})?\b|^p\.?\s?o\.?\s+box\b|^\d+\s+\S+.*\b(?:st|street|ave|avenue|rd|road|dr|"
    r"drive|blvd|ln|lane|way|pkwy|ct|court|suite|ste|hwy|plaza|circle|cir|loop|"
    r"highway|fwy|freeway|expy|tpke|turnpike|pike|pl|place|sq|square|ter|terrace|trl|trail|xing|crossing|apt|unit|bldg)\b",
    re.I,
)
_BADGE = re.compile(
    r"^(?:potentially negative|negative|adverse|exceptional payment history|never late|positive|closed|open|derogatory|"
    r"\W*(?:continued|continuación)\W*)$",
    re.I,
)
CONTINUED = re.compile(r"\(?\b(?:continued|cont'd|cont\.)\)?\s*$", re.I)


_MONTH = re.compile(
    r"(?:0[1-9]|1[0-2])/(?:19|20)\d\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b", re.I
)
_ROW = 3
"""As many months head the columns of a history."""
_SHORTEST = 10


@lru_cache(maxsize=8192)
def are_months(text: str) -> bool:
    """`10/2023 09/2023 08/2023`, also where OCR lost the spaces: they go on from no value."""
    return len(text) > _SHORTEST and len(_MONTH.findall(text)) >= _ROW


def looks_like_address(text: str) -> bool:
    return bool(_ADDRESS.search(text))


def looks_like_phone(text: str) -> bool:
    return not isinstance(parse_phone(text), Why)


def is_badge(text: str) -> bool:
    return bool(_BADGE.match(text.strip()))


def is_subheading(line: Line) -> bool:
    sentence = line.text.endswith(".")  # "date.", the end of a status, is not "Dates"
    return not sentence and len(line.words) <= 6 and subheading_of(line.text) is not None


def is_sentence(line: Line) -> bool:
    """Ends in a full stop and has small words in it: `ACME BANK, N.A.` has none."""
    small = sum(w.text[:1].islower() for w in line.words)
    return line.text.rstrip().endswith(".") and 3 * small >= len(line.words)
