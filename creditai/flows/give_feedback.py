"""A person says how satisfied they are: a number from 1 to 5 and what it is about; no words, so nothing to leak."""

from __future__ import annotations

from typing import Literal
from uuid import UUID, uuid4

from creditai import metrics
from creditai.store.tables.feedback import feedback
from creditai.who import Who
from creditai.wiring import Wiring

About = Literal["reading", "findings", "letters", "billing", "service"]


def give_feedback(wiring: Wiring, who: Who, rating: int, about: About) -> UUID:
    """The id of what was given; it is counted for operators without the person."""
    assert who.person is not None
    made = uuid4()
    with wiring.database.held(who.person) as connection:
        connection.execute(feedback.insert().values(id=made, person=who.person, rating=rating, about=about))
    metrics.rated(rating)
    return made
