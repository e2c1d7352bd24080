"""What a register tells the rules: who the person is and said, and what was answered, item by item."""

from __future__ import annotations

from collections.abc import Iterator

from creditai.case import Confirmed, FieldChange, Outcome
from creditai.disputes.register import Dispute, Register


def confirmed(register: Register) -> Confirmed:
    """What rules may know of the person."""
    person = register.person
    answers = {name: choice.answers for name, choice in register.choices.items()}
    if person is None:
        return Confirmed(answers=answers)
    return Confirmed(
        names=(person.name, *person.other_names),
        ssn_last4=person.ssn_last4,
        birth_date=person.birth_date,
        addresses_never_theirs=person.addresses_never_theirs,
        accounts_disowned=person.accounts_disowned,
        answers=answers,
    )


def outcomes(register: Register) -> tuple[Outcome, ...]:
    """What was answered, item by item, as rules read it."""
    return tuple(found for dispute in register.disputes for found in _outcomes(dispute))


def _outcomes(dispute: Dispute) -> Iterator[Outcome]:
    for event in dispute.standing:
        for outcome in event.outcomes:
            item = dispute.items[outcome.item - 1]
            fields = tuple(
                FieldChange(name, value, outcome.values.get(name)) for name, value in item.printed.items()
            )
            yield Outcome(item.rule, item.subject, outcome.word, event.on.earliest, fields)
