"""Every kind of letter: written when it may be, refused when not, and never what no letter may be."""

from __future__ import annotations

import re
from functools import cache

import pytest

from creditai.case import OutcomeWord
from creditai.disputes import guard, typesetting
from creditai.disputes.kinds import compose, every_kind
from creditai.disputes.letter import Letter
from creditai.disputes.register import Dispute, DisputedItem, Event, ItemOutcome
from creditai.disputes.wordings import every_wording
from creditai.disputes.writing import following
from creditai.errors import LetterRefused
from creditai.law import SECTIONS
from creditai.values import PartialDate
from tests.creditai.disputes.requests import MAY, MAY_NOT

KINDS = sorted(every_kind())


@cache
def written(kind: str) -> tuple[Letter, str]:
    """The letter, guarded, and the words of its pages."""
    request = MAY[kind]()
    letter = compose(kind, request)
    pdf = typesetting.pdf(letter)
    guard.check(letter, pdf, request.standing)
    return letter, " ".join(" ".join(guard.text_of(pdf)).replace("\ufffe", "-").split())


def ours(kind: str) -> str:
    """The letter's own words: without what is quoted from paper."""
    return re.sub(r"“[^”]*”", " ", written(kind)[1])


def test_every_kind_has_its_cases() -> None:
    assert set(MAY) == set(KINDS) == set(MAY_NOT)


OPENED = {
    "initial-dispute", "direct-dispute", "obsolete-item", "personal-information", "mixed-file", "inquiry",
    "inquiry-company", "reinsertion", "identity-theft-block",
}  # fmt: skip
"""Kinds that what the person chooses opens by itself (`disputes.opening`, `disputes.naming`; test_opening)."""


def test_a_person_comes_to_every_kind() -> None:
    """A kind that nothing opens, that follows no answer and is not asked for would be written for nobody."""
    kinds = every_kind()
    ways = {name: (name in OPENED) + bool(kinds[name].follows) + kinds[name].alone for name in KINDS}
    assert {name: number for name, number in ways.items() if number != 1} == {}


@pytest.mark.parametrize(
    ("kind", "outcome"), [(k, o) for k in KINDS for o in sorted(every_kind()[k].follows, key=str)]
)
def test_what_follows_an_answer_is_about_the_items_that_got_it(
    kind: str, outcome: OutcomeWord | None
) -> None:
    items = tuple(DisputedItem(rule, rule, rule, "correct", {}, {}, {}) for rule in ("one", "other"))
    answers = (ItemOutcome(1, outcome),) if outcome else (ItemOutcome(2, "reinserted"),)
    answered = Event("answered", PartialDate(2026, 1, 5), "", outcomes=answers)
    earlier = Dispute("experian-1", "initial-dispute", "experian", items=items, events=(answered,))
    unanswered = ["other"] if outcome and None in every_kind()[kind].follows else []
    assert [item.rule for item in following(earlier, kind, "experian-2").items] == ["one", *unanswered]


@pytest.mark.parametrize("kind", KINDS)
def test_written_when_it_may_be(kind: str) -> None:
    letter, text = written(kind)
    assert letter.kind == kind
    assert "Dana Q. Sample" in text
    assert "February 2, 2026" in text


@pytest.mark.parametrize(("kind", "number"), [(k, n) for k in KINDS for n in range(len(MAY_NOT.get(k, ())))])
def test_refused_when_it_may_not(kind: str, number: int) -> None:
    with pytest.raises(LetterRefused) as refused:
        compose(kind, MAY_NOT[kind][number]())
    assert every_kind()[kind].title in refused.value.message


def test_only_sheets_are_without_recipient() -> None:
    for kind in KINDS:
        letter, _ = written(kind)
        assert letter.sheet == (every_kind()[kind].to == "nobody")
        assert bool(letter.recipient) != letter.sheet


def test_basis_is_in_the_table_and_needs_no_second_look() -> None:
    for kind in every_kind().values():
        for cite in kind.basis:
            assert SECTIONS[cite].verified, cite


# The must-nots, in their order. Each over all kinds.


@pytest.mark.parametrize("kind", KINDS)
def test_01_threatens_nothing(kind: str) -> None:
    assert not re.search(
        r"(?i)\b(sue|lawsuit|court|attorney|lawyer|damages|legal action|regulator)\b", ours(kind)
    )


@pytest.mark.parametrize("kind", KINDS)
def test_02_alleges_no_identity_theft_that_was_not_given(kind: str) -> None:
    if kind not in ("identity-theft-block", "protection"):
        assert not re.search(r"(?i)identity theft|police|stolen|fraud", ours(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_03_gives_no_legal_advice_and_speaks_for_nobody(kind: str) -> None:
    assert not re.search(
        r"(?i)\b(on behalf of|my client|our client|you should (?:sue|file)|legal advice)\b", ours(kind)
    )


@pytest.mark.parametrize("kind", KINDS)
def test_04_invents_no_law(kind: str) -> None:
    cites = re.findall(r"\d+ (?:USC|CFR) [0-9a-z.]+(?:-\d+)?(?:\([0-9A-Za-z]+\))*", ours(kind))
    known = set(SECTIONS) | {"15 USC 1681c"}
    assert all(cite in known for cite in cites), cites
    assert not re.search(r"(?i)metro ?2|e-oscar|\bv\. \w", ours(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_05_quotes_no_section_that_does_not_fit(kind: str) -> None:
    to = every_kind()[kind].to
    if to in ("bureau", "nobody"):
        assert "1692g" not in ours(kind)
        assert "original contract" not in ours(kind).lower()
    assert "1681s-2" not in ours(kind)
    assert "1681g" not in ours(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_06_asks_no_bureau_to_validate(kind: str) -> None:
    assert ("validat" in ours(kind).lower()) == (kind == "debt-validation")


@pytest.mark.parametrize("kind", KINDS)
def test_07_demands_no_method_before_results(kind: str) -> None:
    if kind != "procedure-description":
        assert not re.search(r"(?i)\b(procedure|method of verification)\b", ours(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_08_prints_no_whole_number(kind: str) -> None:
    words = written(kind)[1].replace("1234-5678-90", "")
    assert not re.search(r"\b\d{3}-\d{2}-\d{4}\b", words)
    assert not re.search(r"\d{9,}", words)


@pytest.mark.parametrize("kind", KINDS)
def test_09_asks_for_nothing_wholesale(kind: str) -> None:
    assert not re.search(r"(?i)\b(all|every|any) (negative|derogatory|adverse)\b", ours(kind))


def test_10_letters_differ_because_the_facts_differ() -> None:
    texts = [ours(kind) for kind in KINDS]
    assert len(set(texts)) == len(KINDS)
    first, again = (compose("initial-dispute", MAY["initial-dispute"]()) for _ in range(2))
    assert typesetting.pdf(first) == typesetting.pdf(again)


@pytest.mark.parametrize("kind", KINDS)
def test_11_asks_for_no_score(kind: str) -> None:
    assert not re.search(r"(?i)\b(scores?|points|rating)\b", ours(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_12_says_not_mine_only_when_ticked(kind: str) -> None:
    assert not re.search(r"(?i)\bnot mine\b|\bnever opened\b|\bdid not open\b", ours(kind))
    signs = re.search(r"(?:does|do) not relate to any transaction by me", ours(kind))
    assert bool(signs) == (kind == "identity-theft-block")


@pytest.mark.parametrize("kind", KINDS)
def test_13_tells_nobody_to_cease(kind: str) -> None:
    assert not re.search(r"(?i)\b(cease|desist)\b", ours(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_14_sets_no_clock_of_its_own(kind: str) -> None:
    if kind not in ("protection", "notify-recipients"):
        assert not re.search(
            r"(?i)\bwithin (?:\d+|\w+) (?:business )?(?:days|hours)\b|\bimmediately\b", ours(kind)
        )


@pytest.mark.parametrize("kind", KINDS)
def test_15_attributes_no_motive(kind: str) -> None:
    assert not re.search(
        r"(?i)\b(willful|deliberate|knowing|malicious|negligent|bad faith|refuse[sd]? to)", ours(kind)
    )


@pytest.mark.parametrize("kind", KINDS)
def test_16_bargains_and_admits_nothing(kind: str) -> None:
    assert not re.search(r"(?i)\b(in exchange|settle|offer to|will pay|i owe(?! the debt))\b", ours(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_17_names_the_consumer_as_sender_and_hides_nothing(kind: str) -> None:
    letter, text = written(kind)
    assert letter.sender[0].text == "Dana Q. Sample"
    assert not re.search(r"(?i)creditai|software|without (?:the )?help|by myself|personally wrote", text)


def test_18_says_when_a_value_was_read_from_a_scan() -> None:
    from dataclasses import replace

    from creditai.disputes import sentences
    from tests.creditai.disputes.cast import case, request, standing

    plain = case()
    read = {
        key: replace(found, confidence=0.97) if key.endswith("/balance") else found
        for key, found in plain.reports[0].evidence.items()
    }
    scanned = replace(plain, reports=(replace(plain.reports[0], evidence=read),))
    said = {s.wording for s in compose("initial-dispute", request(standing(scanned))).sentences()}
    assert sentences.SCANNED in said
    assert sentences.SCANNED not in {s.wording for s in compose("initial-dispute", request()).sentences()}


def test_wordings_carry_no_figure_but_the_laws() -> None:
    """A fixed sentence has no amount, date or account of anybody in it."""
    for wording in every_wording():
        assert not re.search(r"\$|\d{2,}", wording.replace("***-**-", "")), wording


def test_estimates_are_never_asserted() -> None:
    """A day of receipt stands only in letters that need its proof."""
    for kind in KINDS:
        records = [
            f.key for f in written(kind)[0].facts() if f.origin == "record" and f.key.endswith("/received")
        ]
        assert not records or kind in ("no-answer-yet", "complaint-draft")
