"""What a switch loses under load, beside a plain reload and a restart: requests lost, doubled, and who answers last.

    python -m benchmarks.release_switch [--switches 50] [--rate 120] [--requests 100000]

Open loop, half on kept connections, every tenth an upload, four event streams; no request is tried twice. Whole runs
of the runbook (lease, journal, steps), real nginx and supervisor; the application is the rehearsal's stub. Every second
switch is a rollback: the same steps, which do not wait for the workers.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import psutil

from benchmarks import verdict
from rehearsal.load import Seen, under_load
from rehearsal.machine import Machine, machine
from runbook.actions import Command, WriteFile
from runbook.facts import Facts, Known, need
from runbook.lease import acquire
from runbook.perform import Performer
from runbook.redaction import Redactor
from runbook.targets.host import edge

BOUND = 5.0


@dataclass
class Switched:
    """When the edge was about to be pointed, and had been, and where (monotonic); how long whole runs took."""

    about: list[tuple[float, str]] = field(default_factory=list)
    moved: list[tuple[float, str]] = field(default_factory=list)
    took: list[float] = field(default_factory=list)


def by_runbook(made: Machine, count: int, told: Switched, pace: float = 0.0) -> None:
    """One run after the other, and none earlier than `pace` seconds after the one before it began."""
    first = time.monotonic()
    for number in range(count):
        time.sleep(max(0.0, first + number * pace - time.monotonic()))
        began = time.monotonic()

        goal = made.goal(kind="rollback" if number % 2 else "switch")

        def hear(kind: str, body: object, colour: str = goal.colour) -> None:
            if isinstance(body, dict) and str(body.get("what", "")).startswith("point the edge"):
                (told.about if kind == "intend" else told.moved).append((time.monotonic(), colour))

        made.run(goal, hear)
        told.took.append(time.monotonic() - began)
    time.sleep(max(0.0, first + count * pace - time.monotonic()))


def by_reload(made: Machine, count: int, told: Switched) -> None:
    """What many do: the upstream is written anew, and nginx reloaded."""
    places, nginx = made.host.places, edge.program(made.environment)
    text = edge.configuration(made.environment, places).replace("keepalive_min_timeout 70s;", "")
    lease = acquire(places.state, "the benchmark", "reload")
    performer = Performer(Redactor(), lease)
    for number in range(count):
        colour = ("blue", "green")[number % 2]
        there = text.replace(str(places.upstream), str(places.state / "run" / f"{colour}.sock"))
        performer.perform(WriteFile("upstream", places.nginx, there))
        performer.perform(Command("reload", (nginx, "-p", str(places.state / "edge"), "-e", str(places.logs / "edge-error.log"), "-c", str(places.nginx), "-s", "reload")))  # fmt: skip
        time.sleep(2.5)
    lease.release()


def by_restart(made: Machine, count: int, told: Switched) -> None:
    """What a small host does: the process is ended and the supervisor starts it anew."""
    for _ in range(count):
        live = need(made.facts().live, "live")
        for process in psutil.process_iter(["cmdline"]):
            line = process.info["cmdline"] or []
            if "serve" in line and str(made.host.places.socket(live or "blue")) in line:
                process.send_signal(signal.SIGKILL)
        time.sleep(2.5)


def both_serve(made: Machine) -> None:
    """For the reload, which leaves both colours as they are."""
    lease = acquire(made.environment.state, "the benchmark", "wake")
    for colour in ("blue", "green"):
        for action in made.host.wake(colour):
            Performer(Redactor(), lease).perform(action)
    lease.release()


def last_answers(seen: Seen, told: Switched) -> float:
    """The longest that an old colour still answered after the edge was pointed elsewhere."""
    worst = 0.0
    for (at, colour), (until, _) in zip(told.moved, [*told.about[1:], (time.monotonic(), "")], strict=True):
        late = [when - at for when, who in seen.answers if at < when < until and who not in ("", colour)]
        worst = max([worst, *late])
    return worst


def whole(
    work: Callable[[Machine, int, Switched], None], count: int, rate: float, *, both: bool = False
) -> tuple[Seen, Switched, Facts]:
    with machine() as made:
        made.deploy("one")
        made.deploy("two")
        if both:
            both_serve(made)
        told = Switched()
        port = int(made.environment.address.rpartition(":")[2])
        seen = under_load(port, rate, lambda: work(made, count, told))
        posts = len(list((Path(made.environment.settings["world"]) / "posts").iterdir()))
        print(f"    {posts} posts were done for {seen.sent} sent; {seen.streams} event streams")
        return seen, told, made.facts()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--switches", type=int, default=50)
    parser.add_argument("--others", type=int, default=16)
    parser.add_argument("--rate", type=float, default=120.0)
    parser.add_argument("--requests", type=int, default=0, help="at least so many while the runbook switches")
    given = parser.parse_args()
    paced = partial(by_runbook, pace=given.requests / given.rate / given.switches)
    seen, told, facts = whole(paced, given.switches, given.rate)
    assert isinstance(facts.served, Known)
    took = sorted(told.took)
    print(f"runbook: {len(told.moved)} switches, {seen.lost_count} of {seen.sent} lost, {seen.doubled} doubled; a whole run {took[len(took) // 2]:.1f} s at the median, {took[-1]:.1f} s at most")  # fmt: skip
    for what, count in seen.lost.most_common():
        print(f"    {count} x {what}")
    for name, work in (("plain reload", by_reload), ("kill and restart", by_restart)):
        other, _, _ = whole(work, given.others, given.rate, both=name == "plain reload")
        print(
            f"{name}: {given.others} times, {other.lost_count} of {other.sent} lost, {other.doubled} doubled"
        )
        for what, count in other.lost.most_common(4):
            print(f"    {count} x {what}")
    met = [
        verdict(
            f"release_switch: lost of {seen.sent} requests in {len(told.moved)} switches",
            seen.lost_count,
            0,
            "lost",
        ),
        verdict("release_switch: done twice", seen.doubled, 0, "doubled"),
        verdict("release_switch: last answer of an old colour", last_answers(seen, told), BOUND, "s"),
        verdict("release_switch: one whole switch", took[-1], 10, "s"),
    ]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
