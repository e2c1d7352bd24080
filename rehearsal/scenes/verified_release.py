"""What is looked at before and after a release, on the real application."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from rehearsal.cdn import Cdn
from rehearsal.operator import ROOT
from rehearsal.product import said
from rehearsal.scenes import Chapter, Scene
from rehearsal.stage import Stage
from rehearsal.wanted import AtLeast, Exactly, Says


class VerifiedRelease(Scene):
    """A release is announced, checked, verified on both colours, measured, read, followed up, backed up, put back."""

    chapter = Chapter.RELEASES
    alone = True
    real = True
    covers = (
        "R058",
        "R064",
        "R065",
        "R089",
        "R090",
        "R111",
        "R113",
        "R114",
        "R147",
        "R153",
        "R154",
        "R155",
        "R177",
        "R178",
        "R179",
        "R180",
    )
    expects = {
        "not as it should be": Exactly("nothing"),
        "verified with yes": AtLeast(15),
        "checked with yes": AtLeast(15),
        "the CDN keeps": Says("keeps nothing"),
        "answers in the sample": AtLeast(20),
        "answers under load": AtLeast(100),
        "follow-ups": AtLeast(2),
        "backup ended with": Exactly(0),
        "restore ended with": Exactly(0),
        "people get after the restore": Exactly("the same release"),
        "migrations taken back": Exactly(1),
        "and made again": Exactly("the same"),
    }

    def play(self, stage: Stage) -> None:
        made = stage.machine
        cdn = Cdn(made.environment.address)
        threading.Thread(target=cdn.serve_forever, daemon=True).start()
        told = f'[notify]\ncontacts = "{ROOT}/environments/contacts/example.toml"\n'
        text = made.file.read_text("utf-8")
        made.file.write_text(f'cdn = "{cdn.address}"\n{text}\n{told}', "utf-8")
        try:
            self._looked_at(stage)
        finally:
            cdn.shutdown()
            cdn.server_close()

    def _looked_at(self, stage: Stage) -> None:
        stage.operate("announce", "--at", "2026-12-01T14:00", "--lead", "dana", json=False)
        stage.operate("deploy", stage.artefact("v1"))
        with stage.load(rate=10.0, asks="/api/health"):
            found = stage.operate("everything", subject="verify", code=None)
            items = found.document["items"]
            stage.measure("verified with yes", sum(i["verdict"] == "yes" for i in items))
            bad = [
                i["verification"]
                for i in items
                if i["verdict"] in ("no", "unknown") and i["verification"] != "machine"
            ]
            stage.measure("not as it should be", ", ".join(bad) or "nothing")
            checks = stage.operate("everything", subject="check", code=None).document
            stage.measure("the CDN keeps", next(i["said"] for i in checks if i["check"] == "cdn"))
            stage.measure("checked with yes", sum(i["verdict"] == "yes" for i in checks))
            sample = stage.operate(
                "performance", "--duration", "3", "--rate", "10", subject="verify", code=None
            )
            stage.measure("answers in the sample", sample.document["answered"])
            stage.more_answers()
        words = ("--colour", "idle", "--rate", "50", "--seconds", "3")
        load = stage.operate("load", *words, subject="verify", code=None)
        stage.measure("answers under load", load.document["answered"])
        for verb in ("logs", "status", "history", "report"):
            stage.operate(verb, json=False)
        for severity, impact in (
            ("high", "major features broken"),
            ("medium", "minor features affected"),
            ("low", "cosmetic"),
        ):
            stage.operate("decide", "--severity", severity, "--impact", impact)
        stage.measure("follow-ups", len(stage.operate("follow-ups").document))
        stage.operate("check", subject="runbook", json=False, code=None)
        stage.operate("health", "--colour", "idle", subject="verify", code=None)
        self._put_back(stage)

    def _put_back(self, stage: Stage) -> None:
        """A backup, proved, in the place of the database; the rows that a service writes by itself meanwhile are lost."""
        before = stage.version()
        taken = stage.operate("backup", code=None)
        stage.measure("backup ended with", taken.wait())
        run, lost = str(taken.document["run"]), 0
        for _ in range(3):  # the loss is told first, and must be said; a job may add a row in between
            restored = stage.operate("restore", run, "--yes", "--loses", str(lost), code=None)
            if restored.wait() != 2:
                break
            lost = json.loads(restored.said[0])["loss"]["rows"]
        stage.measure("restore ended with", restored.wait())
        after = stage.version()
        stage.measure("people get after the restore", "the same release" if after == before else after)
        self._back_and_forth(stage)

    def _back_and_forth(self, stage: Stage) -> None:
        """Nobody comes any more: the newest migration is taken back and made again, by the release's own program."""
        program = Path(stage.artefact("v1")) / "bin" / "creditai"
        back = json.loads(said(stage.machine, program, "db", "rollback", "--steps", "1"))["taken_back"]
        stage.measure("migrations taken back", len(back))
        forth = json.loads(said(stage.machine, program, "db", "migrate", "--rebuild"))["applied"]
        stage.measure("and made again", "the same" if forth == back else ", ".join(forth))
