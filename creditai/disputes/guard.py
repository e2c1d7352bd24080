"""The last look: every sentence and figure of the finished letter held against paper, answers and tables.

Three questions, each of which can refuse the letter and names the sentence that it refuses:

- is it ours?   every sentence is a listed wording, its slots filled with facts
- does it hold? every fact says what stands at its own place: on paper, in the consumer's answers, in the
                records, in the tables of law and addresses; nothing is claimed that no paper can decide
- is it printed? the words of the pages of the PDF are these, no word more and none less

The composition is not trusted: texts are looked up again from the standing, not taken from the letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

import pypdfium2

from creditai.disputes.confirmations import SAYS, supports
from creditai.disputes.figures import printed_names, unsupported
from creditai.disputes.letter import Fact, Letter, Said, printable
from creditai.disputes.pointers import number_of
from creditai.disputes.standing import Standing, finding_key
from creditai.disputes.threats import threats
from creditai.disputes.typesetting import FURNITURE
from creditai.disputes.wordings import every_wording
from creditai.errors import LetterRefused
from creditai.findings import Finding
from creditai.law.undecidable import claims

LONGEST = {"finding": 4000, "consumer": 1200}
LONGEST_OTHER = 400
"""Characters. No name or number is longer; what is was misread, and is to be looked at first."""
_SSN = re.compile(r"(?<![\d*])\d{3}[- ]?\d{2}[- ]?\d{4}(?!\d)(?!-\d)")
_DIGITS = re.compile(r"(?<![\d*xX•])\d(?:[ -]?\d){8,}(?!\.{2}|[ -]?[\d*xX•])")
"""A run of nine digits or more, unless a mask before or after it hides the rest, as bureaus print numbers."""
_HARMLESS = re.compile(r"\b[A-Z]{2} \d{5}-\d{4}\b|(?<!\d)\(?\d{3}\)?[ .-]\d{3}[.-]\d{4}(?!\d)")
"""A postal code of nine digits after its state; a telephone number."""


_ADDRESS = re.compile(r"/(?:dispute_addresses|inquiries)/\d+/address$|/furnisher_address$")
"""Where an envelope's lines are taken from a longer print."""


def check(letter: Letter, pdf: bytes, standing: Standing) -> int:
    """How many pages the letter has; LetterRefused, naming the sentence, unless all of it holds and `pdf`
    prints just that."""
    for said in letter.sentences():
        _ours(said)
    for fact in dict.fromkeys(letter.facts()):
        _holds(fact, standing)
        _claims_nothing(fact, standing)
        _private(fact)
    _confirmed(letter, standing)
    _one_person(letter, standing)
    return _printed(letter, pdf)


def _refuse(what: str, said: str) -> LetterRefused:
    shown = said if len(said) <= 160 else f"{said[:157]}..."
    return LetterRefused(f"Letter not written: {what}. The sentence is: {shown}")


def _ours(said: Said) -> None:
    if said.wording not in every_wording() or set(said.facts) != set(said.wording.slots):
        raise _refuse("it is none of the wordings that a letter may use", said.text)


def _confirmed(letter: Letter, standing: Standing) -> None:
    """A sentence of the consumer's stands only where they gave the answer that it says."""
    given = {
        SAYS[need.id]
        for name, answers in standing.answers.items()
        for need in (standing.findings[name].needs if name in standing.findings else ())
        if need.id in SAYS and supports(need, answers.get(need.id, ""))
    }
    for said in letter.sentences():
        if said.wording in _SAYINGS and said.wording not in given:
            raise _refuse("the consumer did not say so", said.text)


_SAYINGS = frozenset(SAYS.values())


def _holds(fact: Fact, standing: Standing) -> None:
    try:
        stands = printable(standing.text(fact.origin, fact.key))
    except (KeyError, IndexError, ValueError, StopIteration) as error:
        raise _refuse(f"nothing stands where this is taken from ({fact.origin})", fact.text) from error
    whole = fact.text == stands
    line = fact.origin == "paper" and _ADDRESS.search(fact.key) is not None and fact.text in stands
    if not fact.text or not (whole or line):
        raise _refuse(f"it is not what stands where it is taken from ({fact.origin})", fact.text)
    if len(fact.text) > LONGEST.get(fact.origin, LONGEST_OTHER):
        raise _refuse("a value is longer than any name, number or answer is", fact.text)
    if fact.origin == "finding" and finding_key(fact.key)[1] != "needs":
        _statement_holds(standing.findings[finding_key(fact.key)[0]], standing)


def _statement_holds(finding: Finding, standing: Standing) -> None:
    """Every quoted word of a statement stands on the paper that the finding points at."""
    left = dict.fromkeys(re.findall(r"“([^”]*)”", printable(finding.statement)))
    for paper in _papers(finding, standing) if left else ():
        text = _single_quoted(printable(paper))
        left = {quoted: None for quoted in left if quoted not in text}
        if not left:
            break
    for quoted in left:
        raise _refuse(f"“{quoted}” does not stand where the finding points", finding.statement)
    for figure in unsupported(finding, standing):
        raise _refuse(f"{figure} stands neither on the paper nor in the law's table", finding.statement)


def _papers(finding: Finding, standing: Standing) -> Iterator[str]:
    """The words at the finding's places, then those of the things that it is about."""
    for pointer in dict.fromkeys((*finding.evidence, *finding.subject)):
        yield from (found.text for found in standing.evidence(pointer))


def _single_quoted(text: str) -> str:
    return text.replace("“", "'").replace("”", "'")


def _claims_nothing(fact: Fact, standing: Standing) -> None:
    """No claim that paper cannot decide, and no threat, motive or bargain in anybody's words."""
    if fact.origin == "consumer" and fact.key != "name":
        for words in threats(fact.text):
            _unsaid(words, fact.text)
    if fact.origin == "finding" and finding_key(fact.key)[1] != "needs":
        names = tuple(printed_names(standing.findings[finding_key(fact.key)[0]], standing))
        for words in threats(fact.text, printed=names):
            _unsaid(words, fact.text)
        for claim in claims(fact.text, printed=names):
            raise _refuse(
                f"“{claim.words}”: {claim.row.question.rstrip('.')} is nothing that paper decides", fact.text
            )


def _unsaid(words: str, text: str) -> None:
    raise _refuse(f"“{words}” threatens, bargains, or speaks of motives or law; say the fact alone", text)


def _private(fact: Fact) -> None:
    """No whole Social Security number, no whole account number, wherever it came from."""
    if fact.key.endswith("/report_number") or fact.origin in ("law", "address"):
        return
    if fact.origin == "consumer" and fact.key in ("told/theft/number", "told/validation/reference"):
        if _SSN.fullmatch(fact.text.strip()):
            raise _refuse("it looks like a whole Social Security number", "(not shown)")
        return
    text = _HARMLESS.sub("", fact.text)
    if _SSN.search(text):
        raise _refuse(
            "it holds what looks like a whole Social Security number; use the last four", "(not shown)"
        )
    if _DIGITS.search(text):
        raise _refuse("it holds what looks like a whole account number; use the last four", "(not shown)")


def _one_person(letter: Letter, standing: Standing) -> None:
    """The reports quoted are the sender's own: a name or the last four agree with what is confirmed.

    Where they do not, only a letter about just that may be written."""
    if letter.kind in ("personal-information", "mixed-file"):
        return
    numbers = {number_of(fact.key) for fact in letter.facts() if fact.origin in ("paper", "page")}
    for number in sorted(numbers):
        consumer = standing.case.reports[number].consumer
        mine = _name_words(standing.sender.name)
        named = any(len(mine & _name_words(name)) >= min(2, len(mine)) for name in consumer.names)
        last4 = standing.sender.ssn_last4
        numbered = last4 is not None and consumer.ssn_last4 is not None and last4 == consumer.ssn_last4
        if consumer.names and not named and not numbered:
            raise LetterRefused(
                f"Letter not written: report {number + 1} prints another name than the sender's. If it is your "
                "report, confirm your name as it is printed there; if it is not, take it out."
            )


def _name_words(name: str) -> frozenset[str]:
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    return frozenset(word for word in re.findall(r"[A-Z]+", folded) if len(word) > 1)


def _printed(letter: Letter, pdf: bytes) -> int:
    """The pages carry the words of the letter and of the furniture, and no other."""
    pages = text_of(pdf)
    there, texts = Counter(_tokens("\n".join(pages))), list(_texts(letter))
    meant = Counter(_tokens("\n".join(texts)))
    if not meant <= there:
        raise _refuse("the page does not print it in full", _first_without(there, texts))
    rows = _tokens(" ".join(item.row for item in letter.items))
    numbers = {*rows, *(str(n) for n in range(1, len(pages) + 1))}
    rest = [token for token in there - meant if token not in _FURNITURE and token not in numbers]
    if rest:
        raise _refuse("the page prints words that the letter does not have", " ".join(rest))
    return len(pages)


def _first_without(there: Counter[str], texts: list[str]) -> str:
    """The first of the texts whose words the pages do not hold any more once the ones before are counted."""
    left = there.copy()
    for text in texts:
        left.subtract(_tokens(text))
        if min(left.values()) < 0:
            return text
    return ""


def _texts(letter: Letter) -> Iterator[str]:
    """Every text once for each time that the page prints it."""
    yield letter.sender[0].text
    if not letter.sheet:
        yield letter.sender[0].text
        yield from (fact.text for fact in letter.recipient)
    yield from (fact.text for fact in letter.sender[1:])
    yield letter.date.text
    yield from (said.text for said in letter.sentences())


_TOKEN = re.compile(r"\w{1,16}|[^\w\s]")
_HYPHENS = re.compile("[\\-\u2010\u2011\ufffe\u0002\u00ad\u200b]")


def _tokens(text: str) -> list[str]:
    """Words and marks, cut wherever a line may end; hyphens left out, because a line's end changes them."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", _HYPHENS.sub(" ", text)))


_FURNITURE = frozenset((*_tokens(" ".join(FURNITURE.values())), "–", "·"))
"""What the page brings besides the numbers of rows and pages."""


def text_of(pdf: bytes) -> list[str]:
    """The words of each page, as a reader of the PDF gets them."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
