"""What the verbs of a release have in common: a desk over one environment, with its target, its journal and its lease.

Every verb that acts: the lease first, then the world, then the plan (made or still true), its approvals, then `run`.
"""

from __future__ import annotations

import getpass
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from runbook.actions import Action
from runbook.already import already
from runbook.artefact import faults, manifest
from runbook.checks import About, Checked, asked_once, checked, every_check
from runbook.environments import Environment, load
from runbook.errors import ActFailed, CheckFailed, Locked, Refused, StalePlan, TurnedBack
from runbook.facts import Facts, Known, Unknown, need, other
from runbook.goal import Goal, Kind
from runbook.journal import Journal
from runbook.lease import TTL, Lease, acquire, holder
from runbook.perform import Done, Performer
from runbook.plan import Plan, Proofs, goal_of, planned, proved, still_true, unneeded, waived
from runbook.progress import Progress, progress
from runbook.records import plain, read
from runbook.redaction import Redactor
from runbook.reporting import finished
from runbook.retention import of_plan, standing, surplus, taken
from runbook.returning import ahead, between, known
from runbook.run import Run, unfinished
from runbook.steps import KEPT, PREPARE, every_step
from runbook.targets import Target, target
from runbook.telling import Teller, announcing

Hear = Callable[[str, Mapping[str, Any]], None]
_SCHEMA = frozenset({"schema"})
_SERVES_AGAIN_SECONDS = 60.0
_INSTALLING = "installing"
_YIELDS = PREPARE | {"prove"}
"""What touches nothing that serves, and is ended for a rollback that is not to wait."""
_LATER = (
    " What takes away, or changes what it still uses, comes in a later release, when none that serves uses it any more: "
    "docs/how-to/back-up-and-restore.md."
)


def _nobody(kind: str, body: Mapping[str, Any]) -> None:
    """Hears nothing: all of it stands in the journal."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one operator works on one environment."""

    environment: Environment
    target: Target
    journal: Journal
    redactor: Redactor
    operator: str

    def facts(self) -> Facts:
        return self.target.observe(Performer(self.redactor).ask, frozenset(), None)

    def plan(self, kind: Kind, artefact: str = "", hear: Hear = _nobody) -> Plan:
        """Make a plan and journal it; nothing that serves is touched. Where the schema would change, a backup is taken
        and proved, and the migration is rehearsed on it: `hear` is told."""
        release = None
        if kind == "deploy":
            artefact = str(Path(artefact).expanduser().resolve())
            release = self.target.digest(artefact)
            for each in (found := self.checks()):
                self.journal.append("checked", "", **plain(each))
            if bad := refusing(self.environment, found):
                raise CheckFailed(
                    "; ".join(
                        f"{each.check}: {each.said.splitlines()[0].rstrip('.')}. {each.hint}" for each in bad
                    )
                )
        ask = Performer(self.redactor).ask
        facts = self.target.observe(ask, frozenset(), None)
        if kind in KEPT and facts.keeper.is_(False):
            raise Refused(
                "What keeps the processes does not answer, so that none is started or ended; what it ran may run on. "
                "`creditai release start` stands it up again."
            )
        goal = goal_of(kind, self.environment, facts, release, artefact)
        if kind == "deploy":  # looked at once more; a rollback does not wait for that
            self._ready(goal, hear)
            facts = self.target.observe(ask, _SCHEMA, goal)
        elif kind == "restore":
            self._restorable(artefact, goal.release, hear)
        steps = every_step(goal, self.target)
        told = (each for named in ("begin", "plan") for each in self.journal.entries(kind=named))
        no_return = ahead(goal, facts) or between(goal, told)
        proofs = unneeded(goal, facts) or waived(self.environment) or self._proved(goal, facts, hear)
        held = self.journal.entries(kind="held")
        made = planned(goal, self.environment, facts, steps, held, proofs, no_return)
        self.journal.append("plan", goal.run, plan=made, digest=made.digest)
        return made

    def already(self, artefact: str) -> str | None:
        """What is to be known before an artefact is deployed whose release serves already."""
        release = self.target.digest(str(Path(artefact).expanduser().resolve()))
        told = (*self.journal.entries(kind="plan"), *self.journal.entries(kind="end"))
        return already(release, self.environment, self.facts(), told)

    def _proved(self, goal: Goal, facts: Facts, hear: Hear) -> Proofs:
        """Back up, prove, rehearse: a run of its own, which touches nothing that serves."""
        need(facts.schema, "Which migrations are pending")
        kind: Kind = "backup" if "rehearsal" in self.environment.waive else "rehearse"
        own = replace(goal, run=f"{goal.run}-{kind}", kind=kind)
        steps = every_step(own, self.target)
        plan = planned(own, self.environment, facts, steps, self.journal.entries(kind="held"))
        self.journal.append("plan", own.run, plan=plan, digest=plan.digest)
        try:
            self.do(plan, hear)
        except TurnedBack as turned:
            later = _LATER if "the migration is refused" in turned.message else ""
            raise CheckFailed(f"{turned.message} Nothing that serves was touched.{later}") from turned
        return proved(self.environment, self.progress(own.run).found)

    def _restorable(self, source: str, release: str, hear: Hear) -> None:
        """Only a backup that was proved by restoring it elsewhere, and is that very one, may be put back. What a restore
        took of what it replaced is proved when it is wanted: whoever restores waits for nothing that may not be needed."""
        entries = self.journal.entries(source)
        found = progress(entries).found if any(e.kind == "plan" for e in entries) else {}
        taken, proof = found.get("backup"), found.get("proof")
        if taken is None or (proof is not None and not proof.well):
            raise Refused(
                f"The journal knows no backup {source!r} that was proved; `creditai release history` lists the runs that took one."
            )
        if bad := self.target.backup_faults(source, taken.digest):
            raise Refused(
                f"The backup {source} cannot be put back: {bad[0]}. `creditai release history` lists the others."
            )
        if proof is None:
            with self.lease("prove", 0.0) as lease:
                act = self.hand(lease, source, "prove_backup")
                for action in self.target.prove_backup(source, release):
                    hear("readies", {"what": action.what})
                    act(action)
            proof = self.progress(source).found["proof"]
        if not proof.well:
            raise Refused(
                f"The backup {source} is {proof.said.rstrip('.')}. `creditai release history` lists the others."
            )

    def _ready(self, goal: Goal, hear: Hear) -> None:
        """Install what was built, so that its program can be asked. Nothing serves from it yet, and a rollback does not wait
        for it; a deploy does, which takes away what no release stands on. `hear` is told each act."""
        told = manifest(Path(goal.artefact))
        installed = self.facts().installed
        if told is None or (isinstance(installed, Known) and goal.release in installed.value):
            return
        if bad := faults(Path(goal.artefact), told):
            raise Refused(f"{goal.artefact} is not what was built: {bad[0]}. Build it anew.")
        with self.lease("install", 0.0, beside=_INSTALLING) as lease:
            act = self.hand(lease, goal.run, "install")
            for action in self.target.install(goal.release, goal.artefact):
                hear("readies", {"what": action.what})
                act(action)

    def hand(self, lease: Lease, run: str, step: str) -> Callable[[Action], Done]:
        """What does one act of a preparation under a lease, journaled before and after. Refused when it fails: what
        serves is not concerned, and doing it again is safe."""
        performer = Performer(self.redactor, lease)

        def act(action: Action) -> Done:
            told = {"step": step, "what": action.what, "back": False}
            self.journal.append("intend", run, **told, shown=action.shown)
            try:
                done = performer.perform(action)
            except ActFailed as failed:
                self.journal.append("failed", run, **told, reason=str(failed))
                raise Refused(f"The {step} failed: {failed}. Nothing that serves was touched.") from failed
            self.journal.append(
                "done", run, **told, said=done.said, seconds=done.seconds, data=dict(done.data)
            )
            return done

        return act

    def checks(
        self, section: str | None = None, far: Callable[[str], None] = lambda told: None
    ) -> tuple[Checked, ...]:
        """Ask what must be true, of one section or of all; the sources are those of the current folder. `far` is told which
        it is at."""
        live = self.target.program(Performer(self.redactor).ask)
        about = About(self.environment, Path.cwd(), live, datetime.now(UTC), self.target.edge_proof())
        ask = asked_once(Performer(self.redactor).ask)
        found = []
        for check in every_check(section):
            far(check.name)
            found.append(checked(check, about, ask))
        return tuple(found)

    def find(self, name: str) -> Plan:
        """A plan of the journal, by the beginning of its digest or by its run."""
        entries = self.journal.entries(kind="plan")
        found = [
            e for e in entries if e.run == name or (len(name) >= 6 and str(e.body["digest"]).startswith(name))
        ]
        if len(found) != 1:
            many = f"{len(found)} plans of the journal match {name!r}; say more of its digest."
            none = f"No plan of the journal matches {name!r}, and it is no folder here; `creditai release plan` makes a plan."
            raise Refused(many if found else none)
        return read(Plan, found[0].body["plan"])

    def free(self, *, over: bool = False) -> None:
        """Refused, before anything costly is done, while a run stands that nobody is at work on: one that somebody is at
        work on may be waited for, and one that only prepares put away (`over`)."""
        at_work = holder(self.environment.state)
        if at_work is None or not at_work.active:
            self._nothing_left(over)

    def _nothing_left(self, over: bool = False) -> None:
        if (left := unfinished(self.journal)) is not None:
            goal = left.plan.goal
            if over and goal.kind in PREPARE:
                return
            raise Refused(
                f"The {goal.kind} {goal.run} has not ended; `creditai release resume` goes on with it, --back undoes it."
            )

    def do(
        self, plan: Plan, hear: Hear, wait: float = 0.0, ttl: float = TTL, *, no_return: str = "", over: bool = False
    ) -> None:  # fmt: skip
        """Begin a plan. StalePlan, NotApproved, Locked: nothing was touched. `no_return`: the points of no return that are
        known and wanted, by revision; Refused unless they are the plan's. `over`: a backup or a rehearsal that is under
        way is ended and undone first."""
        known(plan.no_return, no_return)
        with self._alone(plan.goal.kind, wait, ttl), self._ahead(plan.goal.kind, wait, ttl, over) as lease:
            if over:
                self._put_away(lease, hear)
            self._nothing_left()
            if self.journal.entries(plan.goal.run, "begin"):
                raise Refused(f"Plan {plan.digest[:12]} was begun before; plan anew.")
            still_true(plan, self.environment, self.facts())
            self._fresh(plan)
            if plan.goal.kind not in PREPARE and self.environment.approvals:
                from runbook.approvals import approved  # slow to load, and a rollback is not to wait for it

                approved(self.environment, plan.digest, self.journal.entries(kind="approval"))
            with lease.fence():
                self.journal.append(
                    "begin", plan.goal.run, operator=self.operator, token=lease.token, plan=plan.digest
                )
            self._go(plan, lease, hear)
            if plan.goal.kind in PREPARE:
                self._prune(lease, plan.goal.run, hear)

    def _fresh(self, plan: Plan) -> None:
        """StalePlan: since the plan's backup so much was written that putting it back would lose it."""
        now, hours = datetime.now(UTC), self.environment.backup_hours
        for each in taken(e for name in of_plan(plan.goal.run) for e in self.journal.entries(name)):
            age = (now - each.at).total_seconds() / 3600
            if plan.goal.kind == "deploy" and age > hours:
                raise StalePlan(
                    f"The backup of this plan is {age:.1f} hours old, and {hours:g} are the most here (backup_hours). Plan anew."
                )

    def _prune(self, lease: Lease, run: str, hear: Hear) -> None:
        """Backups beyond what is kept go; one that cannot be removed is told of, and the new one is good all the same."""
        entries, here = self.journal.entries(), set(self.target.backups())
        found = [each for each in taken(entries) if each.run in here]
        age, act = timedelta(hours=self.environment.backup_hours), self.hand(lease, run, "prune")
        for old in surplus(found, datetime.now(UTC), self.environment.keep_backups, standing(entries), age):
            try:
                for action in self.target.forget_backup(old):
                    act(replace(action, what=f"remove the backup {old}, which is no longer kept"))
            except Refused as kept:
                hear("untold", {"said": kept.message})

    def resume(self, hear: Hear, wait: float = 0.0, ttl: float = TTL, *, back: bool = False) -> None:
        """Go on with what a dead or interrupted operator left; `back`: undo it instead."""
        with self._alone(self.left().plan.goal.kind, wait, ttl), self.lease("resume", wait, ttl) as lease:
            left = self.left()
            self._taken_up(left, lease, "asked for it" if back else "")
            self._stood_up(left, lease, hear)
            self._go(left.plan, lease, hear)

    def _taken_up(self, left: Progress, lease: Lease, back: str) -> None:
        """The journal has who goes on with it, or undoes it, and why (`back`)."""
        run, told = left.plan.goal.run, {"operator": self.operator, "token": lease.token}
        with lease.fence():
            if left.outcome is not None:
                self.journal.append("reopened", run, **told)
            self.journal.append("resumed", run, **told)
            if not back and left.outcome is not None:
                self._keep(left)
            if back and left.turned is None:
                self.journal.append("turn", run, reason=f"{self.operator} {back}")

    def _stood_up(self, left: Progress, lease: Lease, hear: Hear) -> None:
        """What all stands on may have been killed under the run; then neither way leads on before it runs again. What keeps
        the processes starts all that is set up, the workers of the idle colour too, which are told to end once more."""
        facts, goal = self.facts(), left.plan.goal
        stood = goal.kind in KEPT or (
            goal.kind == "deploy" and (goal.old is not None or "ground" in left.begun)
        )
        if not (stood and facts.lacks):
            return
        act, release = self.hand(lease, goal.run, "ground"), goal.old_release or goal.release
        live = facts.live.value if isinstance(facts.live, Known) else None
        idle = self.target.drain(other(live)) if live is not None and facts.keeper.is_(False) else ()
        for action in (*self.target.stand_up(release), *idle):
            hear("readies", {"what": action.what})
            act(action)
        ends = time.monotonic() + _SERVES_AGAIN_SECONDS
        while live is not None and isinstance(self.facts().served, Unknown) and time.monotonic() < ends:
            time.sleep(0.3)

    def keep(self) -> Progress:
        """Say that a release stays that would be rolled back, or waits for that word. Refused when none does."""
        left = self.left()
        if not left.open:
            raise Refused(f"The {left.plan.goal.kind} {left.plan.goal.run} asks nobody whether it is kept.")
        self._keep(left)
        return left

    def _keep(self, left: Progress) -> None:
        for step in left.open:
            self.journal.append("kept", left.plan.goal.run, step=step, operator=self.operator)

    def left(self) -> Progress:
        found = unfinished(self.journal)
        if found is None:
            raise Refused("Nothing is unfinished: the last run ended.")
        return found

    def lease(self, doing: str, wait: float, ttl: float = TTL, *, beside: str = "") -> _Held:
        """`beside`: one of its own, for what touches nothing that serves, so that a rollback never waits for it."""
        return _Held(acquire(self.environment.state / beside, self.operator, doing, ttl=ttl, wait=wait))

    def _ahead(self, kind: Kind, wait: float, ttl: float, over: bool) -> _Held:
        """The lease for a run. A rollback that is refused for what it need not wait for is told the way."""
        state, yields = self.environment.state, _YIELDS if over else ()
        try:
            return _Held(acquire(state, self.operator, kind, ttl=ttl, wait=wait, over=yields))
        except Locked as locked:
            at_work = holder(state)
            if kind != "rollback" or at_work is None or at_work.doing not in _YIELDS:
                raise
            raise Locked(
                f"{locked.message} It touches nothing that serves: `creditai release rollback --take-over` ends it, and goes back now."
            ) from locked

    def _put_away(self, lease: Lease, hear: Hear) -> None:
        """Undo a preparation that was ended in its midst, by whomever."""
        left = unfinished(self.journal)
        if left is None or left.plan.goal.kind not in PREPARE:
            return
        self._taken_up(left, lease, "goes back and does not wait for it")
        with suppress(TurnedBack):
            self._go(left.plan, lease, hear)

    def _alone(self, kind: Kind, wait: float, ttl: float) -> AbstractContextManager[object]:
        """While it deploys nobody installs."""
        return self.lease(kind, wait, ttl, beside=_INSTALLING) if kind == "deploy" else nullcontext()

    def progress(self, run: str) -> Progress:
        return progress(self.journal.entries(run))

    def _go(self, plan: Plan, lease: Lease, hear: Hear) -> None:
        performer = Performer(self.redactor, lease)
        teller = Teller(self.environment, self.journal, self.redactor, self.operator)
        with announcing(teller, plan.goal, hear) as heard:
            steps = every_step(plan.goal, self.target)
            Run(plan.goal, self.target, steps, self.journal, performer, heard).go()
        if plan.goal.kind == "deploy":
            for sentence in finished(self.journal, plan.goal.run, self.environment.name, teller):
                hear("untold", {"said": sentence})


@dataclass(frozen=True, slots=True)
class _Held:
    """A lease for the length of a block."""

    lease: Lease

    def __enter__(self) -> Lease:
        return self.lease

    def __exit__(self, *_: object) -> None:
        self.lease.release()


def refusing(environment: Environment, found: Iterable[Checked]) -> tuple[Checked, ...]:
    """The checks by which a release may not go on here."""
    return tuple(each for each in found if each.refuses(environment.unknown_refuses))


def desk(environment: str, operator: str | None = None) -> Desk:
    """The desk over an environment, by its name or its file."""
    found = load(environment)
    redactor = Redactor()
    return Desk(found, target(found), Journal(found.state, redactor), redactor, operator or getpass.getuser())
