"""The sources that a release is made from (chapter P1.1)."""

from __future__ import annotations

import re

from runbook.actions import Question, Ran
from runbook.checks import About, Answers, Case, Check, Outcome, no, ran, run, unknown, yes
from runbook.counting import counted

_NO_GIT = ran(code=128, errors="fatal: not a git repository")


def _git(about: About, *words: str) -> tuple[Question, ...]:
    return (run("git", *words, folder=about.sources),)


class CleanTree(Check):
    """Nothing is uncommitted or unknown to git."""

    covers = ("R001",)
    hint = "Commit, or take away what does not belong: a release is made from what is committed."
    cases = (
        Case("yes", [ran("")]),
        Case("no", [ran(" M creditai/report.py\n?? notes\n")]),
        Case("unknown", [_NO_GIT]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        return _git(about, "status", "--porcelain")

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        if not isinstance(answer, Ran) or answer.code != 0:
            return unknown(answer)
        lines = answer.output.splitlines()
        return (
            no(
                f"{counted(len(lines), 'file differs', 'files differ')} from what is committed, {lines[0].strip()} first"
            )
            if lines
            else yes("clean")
        )


class Pushed(Check):
    """What is released is at the remote, too."""

    covers = ("R001",)
    hint = "git push: what runs must be found by whoever is called at night."
    cases = (
        Case("yes", [ran("0\n")]),
        Case("no", [ran("3\n")]),
        Case("unknown", [ran(code=128, errors="fatal: no upstream configured for branch 'main'")]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        return _git(about, "rev-list", "--count", "@{upstream}..HEAD")

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        if not isinstance(answer, Ran) or answer.code != 0 or not answer.output.strip().isdigit():
            return unknown(answer)
        count = int(answer.output)
        return no(f"{counted(count, 'commit is', 'commits are')} not pushed") if count else yes("pushed")


class Commits(Check):
    """The last ten commits are told, as evidence of what is released."""

    covers = ("R002",)
    level = "advised"
    hint = "Run the release from its sources."
    cases = (
        Case("yes", [ran("1a2b3c4 runbook: A sentence.\n")]),
        Case("no", [ran("")]),
        Case("unknown", [_NO_GIT]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        return _git(about, "log", "--oneline", "-10")

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        if not isinstance(answer, Ran) or answer.code != 0:
            return unknown(answer)
        return yes(answer.output.strip()) if answer.output.strip() else no("there is no commit")


class Branch(Check):
    """The sources stand on the branch that releases are made from."""

    covers = ("R003",)
    hint = "git switch to the branch that the environment file names."
    cases = (Case("yes", [ran("main\n")]), Case("no", [ran("try-out\n")]), Case("unknown", [_NO_GIT]))

    def asks(self, about: About) -> tuple[Question, ...]:
        return _git(about, "branch", "--show-current")

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        if not isinstance(answer, Ran) or answer.code != 0:
            return unknown(answer)
        found, wanted = answer.output.strip() or "no branch", about.environment.branch
        return yes(found) if found == wanted else no(f"it is {found}, and releases are made from {wanted}")


class Tag(Check):
    """The commit has an annotated tag that is the version."""

    covers = ("R004",)
    hint = "git tag -a 0.2.0: the tag is the version that pyproject.toml names."
    cases = (
        Case("yes", [ran("tag 0.2.0\n"), ran('version = "0.2.0"\n')]),
        Case("no", [ran("commit 0.2.0\n"), ran('version = "0.2.0"\n')]),
        Case("no", [ran("tag 0.1.0\n"), ran('version = "0.2.0"\n')]),
        Case("no", [ran(""), ran('version = "0.2.0"\n')]),
        Case("unknown", [_NO_GIT, ran('version = "0.2.0"\n')]),
        Case("unknown", [ran("tag 0.2.0\n"), ran(code=1)]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        tags = _git(
            about,
            "for-each-ref",
            "--points-at",
            "HEAD",
            "--format=%(objecttype) %(refname:short)",
            "refs/tags",
        )
        return (*tags, run("grep", "-m1", "^version = ", "pyproject.toml", folder=about.sources))

    def look(self, about: About, answers: Answers) -> Outcome:
        tags, version = answers
        for answer in answers:
            if not isinstance(answer, Ran) or answer.code != 0:
                return unknown(answer)
        assert isinstance(tags, Ran)
        assert isinstance(version, Ran)
        wanted = re.findall(r'"([^"]+)"', version.output)[:1]
        annotated = [
            line.removeprefix("tag ").removeprefix("v")
            for line in tags.output.splitlines()
            if line.startswith("tag ")
        ]
        if wanted and wanted[0] in annotated:
            return yes(wanted[0])
        return no(f"version {''.join(wanted)} has no annotated tag at this commit")
