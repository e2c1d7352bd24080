"""Is this a US credit report, and of one person only? Refusals say what the paper looks like instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from creditai.documents import Document
from creditai.documents.lines import lines_by_page
from creditai.errors import ForeignReport, NotAReport, NoWords, TooLarge, TwoPeople
from creditai.forms.draft import Draft
from creditai.forms.draft.slots import Slot
from creditai.forms.signatures import text_lines
from creditai.values import Why, parse_date
from creditai.vocabulary.labels import account_heads
from creditai.vocabulary.papers import TELLING, country_of, looks_like, report_evidence
from creditai.vocabulary.sections import section_of

MOST_ENTRIES = 2_000
"""Of accounts, of inquiries, of public records in one report: ten times the longest heard of. Some rules and
links compare each entry with many others, so what a report may cost grows faster than its length."""
_ENOUGH = 4
"""Phrases of a credit report below which a paper is none."""
_FIELDS = 6
"""Labels of different fields of an account above which a paper is a report, whatever its prose says."""
_KINDS = ("accounts", "collections", "inquiries", "records", "person")
_NUMBER = re.compile(
    r"(?:report (?:number|#|confirmation)|confirmation ?#|confirmation number|file (?:number|#))\s*:?\s*#?\s*"
    r"([A-Z0-9][A-Z0-9-]{5,})",
    re.I,
)
_BIRTH = re.compile(r"(?:date of birth|birth ?date|\bdob|fecha de nacimiento)\W*(\w[\w/, -]{7,20}\d)", re.I)
_FOR = re.compile(r"^\W*(?:prepared for|(?:online )?personal credit report (?:from \w+ )?for)\W*(.*)$", re.I)
_LENDER = re.compile(
    r"\b(?:mortgage|lending|lenders?|financial|bank|llc|inc|corp|credit union|date|report)\b|\d", re.I
)
_OTHERS = re.compile(r"spouse|co-?applicant|co-?borrower|also known", re.I)
_SSN_TAIL = re.compile(r"(?:[Xx*]{3}-?[Xx*]{2}-?)(\d{4})\b")


def refuse_if_no_report(document: Document, *, known: bool) -> None:
    """NotAReport, ForeignReport or NoWords, unless this is a US credit report."""
    if not any(page.words for page in document.pages):
        raise NoWords("No page has any words. Scan or save the report again, as a PDF with readable pages.")
    if known:
        return
    text = "\n".join(line for _, line in text_lines(document))
    country = country_of(text)
    if country is not None and "$" not in text:
        raise ForeignReport(
            f"This looks like a credit report from {country}. CreditAI reads reports of the three bureaus of "
            "the United States only."
        )
    evidence = report_evidence(text)
    paper = looks_like(text)
    if evidence >= _ENOUGH and (paper is None or evidence > 6):
        return
    if evidence >= 2 and len(_telling(document)) >= (_FIELDS if paper is None else _FIELDS + 3):
        return
    if evidence >= 2 and paper is None and len(_headed(document)) >= 3:
        return
    if country is not None:
        raise ForeignReport(
            f"This looks like a paper from {country}. CreditAI reads reports of the three bureaus of the "
            "United States only."
        )
    raise _not_a_report(
        f"It looks like {paper}." if paper else "It has too few of the words that such a report prints."
    )


def refuse_if_nothing_read(document: Document, draft: Draft) -> None:
    """NotAReport when a print that nobody knows gave neither an account, an inquiry nor a record, and is not
    built like a report either: a report without accounts still has its headings, and a person."""
    parts = draft.root.parts
    if any(parts.get(name) for name in ("accounts", "inquiries", "public_records")):
        return
    kinds = _headed(document)
    person = [part for part in parts.get("as_reported", []) if isinstance(part, Slot)]
    named = any(part.parts.get("names") or part.fields.get("ssn_last4") for part in person)
    if len(kinds) >= 3 or (named and len(kinds) >= 2):
        return
    paper = looks_like("\n".join(line for _, line in text_lines(document)))
    like = f"It looks like {paper}: it" if paper else "It"
    raise _not_a_report(f"{like} has no account, inquiry or public record, nor the headings for them.")


def _not_a_report(what: str) -> NotAReport:
    return NotAReport(
        f"This is not a credit report. {what} `creditai get` says how to obtain each bureau's own file."
    )


def _headed(document: Document) -> set[str]:
    """The kinds of a report's sections that lines of their own head."""
    headings = {section_of(text) or "" for _, text in text_lines(document)}
    return {kind.split(":")[0] for kind in headings} & set(_KINDS)


def _telling(document: Document) -> set[str]:
    """The fields of an account that cells of their own, or words before a colon, name."""
    labels = account_heads()
    found: set[str] = set()
    for lines in lines_by_page(document):
        for cell in (cell for line in lines for cell in line.cells):
            text = cell.text.partition(":")[0]
            name = labels.name_of(text) or labels.loose_name_of(text) if len(text) < 50 else None
            found.update({name} & TELLING if name else ())
    return found


def refuse_too_many(draft: Draft) -> None:
    """TooLarge when there is more of a kind than can be compared with each other in a few seconds."""
    for name, word in (
        ("accounts", "accounts"),
        ("inquiries", "inquiries"),
        ("public_records", "public records"),
    ):
        count = len(draft.root.parts.get(name, ()))
        if count > MOST_ENTRIES:
            raise TooLarge(
                f"It lists {count:,} {word}, and at most {MOST_ENTRIES:,} of one report are compared: save the "
                "pages of one person's report as a file of its own."
            )


def refuse_two_people(document: Document) -> None:
    """TwoPeople when the pages' own SSN endings, or the names that the report was prepared for, change for good midway,
    and with them a report number or a birth."""
    if _numbers(document) < 2 and _births(document) < 2:
        return
    tails = [(page, tail) for page, text in text_lines(document) for tail in _SSN_TAIL.findall(text)]
    begins = _changes_for_good(tails) or _changes_for_good(_prepared_for(document))
    if begins is not None:
        raise TwoPeople(
            f"Page {begins} begins a report of another person. Save each person's report as a file of its own.",
            page=begins,
        )


def _changes_for_good(told: Sequence[tuple[int, str]]) -> int | None:
    """The page on which the one thing that is told becomes another, once, and on a page of its own."""
    runs = [next(run) for _, run in groupby(told, key=lambda one: one[1])]
    return runs[1][0] if len(runs) == 2 and runs[0][0] != runs[1][0] else None


def _prepared_for(document: Document) -> list[tuple[int, str]]:
    """Whom the pages name as the report's, beside the words or under them."""
    lines = text_lines(document)
    found: list[tuple[int, str]] = []
    for (page, text), (_, below) in pairwise(lines):
        title = _FOR.match(text)
        name = (title[1] or below) if title is not None else ""
        letters = re.sub(r"[^a-z]", "", name.casefold())
        if letters and _LENDER.search(name) is None:
            found.append((page, letters))
    return found


def _births(document: Document) -> int:
    """How many different full dates of birth are labelled as such; a spouse's line names whose it is."""
    found = (_BIRTH.search(text) for _, text in text_lines(document) if not _OTHERS.search(text))
    dates = {parse_date(match[1]) for match in found if match}
    return len({date for date in dates if not isinstance(date, Why) and date.day})


def _numbers(document: Document) -> int:
    return len({n for _, text in text_lines(document) for n in _NUMBER.findall(text)})
