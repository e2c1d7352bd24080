"""Two operators at once, and one who is frozen and thaws, with the real application: the scenes of the rehearsal, played on it."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from rehearsal import product
from rehearsal.load import Seen
from rehearsal.playing import held
from rehearsal.scenes import Scene
from rehearsal.scenes.frozen_operator import FrozenOperator
from rehearsal.scenes.two_operators import TwoOperators
from rehearsal.stage import Stage

ELSEWHERE = {"people get at the end", "the colleague was at work after, s"}
"""Asked otherwise here, and timed by the rehearsal alone."""


class Asking(Stage):
    """People only ask here: what the stub's people post, the real application does not know."""

    __slots__ = ()

    @contextmanager
    def load(self, rate: float = 0.0, trust: ssl.SSLContext | None = None, asks: str = "") -> Iterator[Seen]:
        with Stage.load(self, 10.0, trust, "/api/health") as seen:
            yield seen


def done(stage: Stage) -> str:
    """The last run that came through."""
    return [run for run, ended in stage.runs().items() if ended == "released"][-1]


@pytest.mark.slow
@pytest.mark.timeout(2400)
@pytest.mark.parametrize("scene", [TwoOperators(), FrozenOperator()], ids=lambda scene: scene.name)
def test_one_acts_and_the_other_does_not(scene: Scene) -> None:
    with product.machine() as made:
        stage = Asking(made, print)
        try:
            scene.play(stage)
        finally:
            stage.end()
        assert stage.seen.lost == {}
        (served,) = {
            plan.body["plan"]["goal"]["release"]
            for plan in stage.entries(kind="plan")
            if plan.run == done(stage)
        }
        assert stage.operate("status").document["release"] == served
        wanted = set(scene.expects) - ELSEWHERE
        wrong = [each for each in held(scene, stage) if each.name in wanted and not each.met]
        assert wrong == []
        assert made.journal.verify() > 0
