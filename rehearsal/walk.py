"""The user's way through a running service, step by step: `python -m rehearsal.walk ADDRESS --mail FOLDER`.

Signs up, confirms by the link in the caught mail, signs in, uploads three samples, watches them being read, reads
findings, chooses and confirms, has letters written (waiting for the contract's day where money is taken: `--clock` is
the command that moves the service's clock, with {day} in it), records what happened, uploads the next pull, compares,
and deletes a paper. Each step says what it saw; the first thing that is not as it should be ends the walk with 1.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import time
import tomllib
import zipfile
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx2

SAMPLES = Path(__file__).parents[1] / "creditai" / "samples"
MAY = ("experian-2026-05-18.pdf", "equifax-2026-05-18.pdf", "transunion-2026-05-18.pdf")
NEXT = "experian-2026-08-19.pdf"
PASSWORD = "a kettle of 12 geese"  # noqa: S105 - of an invented person, for one walk
WAIT_SECONDS = 180.0


class Astray(Exception):
    """Something was not as it should be."""


class Walk:
    """One person's way. `mail`: the folder where mails are caught."""

    def __init__(self, address: str, mail: Path, clock: str | None) -> None:
        self._mail, self._clock = mail, clock
        self.who = f"walk-{uuid4().hex[:12]}@example.com"
        self._client = httpx2.Client(base_url=f"{address}/api/v1", timeout=60, headers={"X-CreditAI": "1"})

    def ask(self, method: str, path: str, *codes: int, **more: Any) -> httpx2.Response:
        """The answer; Astray when its status is none of `codes`."""
        answer = self._client.request(method, path, **more)
        if answer.status_code not in (codes or (200,)):
            raise Astray(f"{method} {path}: {answer.status_code} {answer.text[:400]}")
        return answer

    def sign_up(self) -> str:
        self.ask("POST", "/sign-up", 202, json={"address": self.who, "password": PASSWORD})
        link = self._link()
        self.ask("POST", "/confirm-email", json={"link": link, "password": PASSWORD})
        self.ask("POST", "/sign-in", json={"address": self.who, "password": PASSWORD})
        told = {
            "name": "walk",
            "scopes": ["papers:read", "papers:write", "disputes:read", "disputes:write"],
            "days": 1,
        }
        token = self.ask("POST", "/tokens", 201, json=told).json()["token"]
        self._client.cookies.clear()
        self._client.headers["Authorization"] = f"Bearer {token}"
        return "signed up, confirmed by the link in the mail, signed in; from here on with a bearer token"

    def _link(self) -> str:
        until = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < until:
            for path in sorted(self._mail.glob("*.eml"), reverse=True):
                told = message_from_bytes(path.read_bytes(), EmailMessage, policy=policy.default)
                if told["To"] == self.who:
                    return _link_in(told.get_content())
            time.sleep(0.3)
        raise Astray(f"no mail came for {self.who} in {self._mail}")

    def upload(self, *names: str) -> str:
        papers = []
        for name in names:
            headers = {
                "Content-Disposition": f'attachment; filename="{name}"',
                "Idempotency-Key": str(uuid4()),
            }
            content = (SAMPLES / name).read_bytes()
            papers.append(
                self.ask("POST", "/papers", 201, content=content, headers=headers).json()["paper"]["id"]
            )
        again = self.ask("POST", "/papers", 200, content=(SAMPLES / names[0]).read_bytes()).json()
        if not again["duplicate"] or again["paper"]["id"] != papers[0]:
            raise Astray("the same file again was not told as the first one")
        events = [self._watched(paper) for paper in papers]
        return f"uploaded {len(names)}, read to their end in {sum(events)} events; the same file again: {again['message']}"

    def _watched(self, paper: str) -> int:
        """How many events there were until it was read."""
        count = 0
        with self._client.stream("GET", f"/papers/{paper}/events", timeout=WAIT_SECONDS) as answer:
            for line in answer.iter_lines():
                count += line.startswith("event:")
                if line.startswith("data:"):
                    told = json.loads(line.removeprefix("data:"))
        if told["state"] != "done":
            raise Astray(f"{told['name']} ended as {told['state']}: {told['error']}")
        return count

    def findings(self) -> str:
        self.found = self.ask("GET", "/findings").json()["items"]
        pointer = self.found[0]["evidence"][0]
        _, _, report, local = pointer.split("/", 3)
        page = self.ask("GET", f"/reports/{report}").json()["report"]["evidence"][f"/{local}"]["page"]
        picture = self.ask(
            "GET", f"/reports/{report}/pages/{page}.png", params={"finding": self.found[0]["id"]}
        )
        return f"{len(self.found)} findings; the gravest: {self.found[0]['title']}, drawn in {len(picture.content) // 1000} kB"

    def choose(self) -> str:
        said = tomllib.loads((SAMPLES / "answers.toml").read_text("utf-8"))
        rules = {each["rule"] for each in self.found}
        said["rule"] = {name: told for name, told in said["rule"].items() if name in rules}
        opened = self.ask("POST", "/disputes", 201, json=said).json()
        self.disputes = [each["id"] for each in opened["disputes"]]
        if not self.disputes:
            raise Astray("no dispute was opened")
        return f"chosen and confirmed: {', '.join(self.disputes)}"

    def letters(self) -> str:
        answer = self.ask("POST", "/letters", 201, 409, json={})
        waited = ""
        if answer.status_code == 409:
            day = answer.json()["when"]
            if self._clock is None:
                raise Astray(f"letters are locked until {day}; give --clock to move the service's clock")
            subprocess.run(self._clock.format(day=day), shell=True, check=True)  # noqa: S602
            answer, waited = self.ask("POST", "/letters", 201, json={}), f"refused until {day}, then "
        for letter in answer.json()["items"]:
            if not self.ask("GET", f"/letters/{letter['id']}/pdf").content.startswith(b"%PDF-"):
                raise Astray("a letter is no PDF")
        return f"{waited}{len(answer.json()['items'])} letters written and fetched"

    def record(self) -> str:
        today = self.ask("GET", "/timeline").json()["today"]
        for dispute in self.disputes:
            self.ask(
                "POST",
                f"/disputes/{dispute}/events",
                201,
                json={"what": "sent", "on": today, "proof": "slip 7"},
            )
        ahead = [each for each in self.ask("GET", "/timeline").json()["items"] if each["ahead"]]
        self.ask("GET", "/timeline.ics")
        return f"posted on {date.fromisoformat(today)}; {len(ahead)} dates ahead, the next {ahead[0]['day']}"

    def next_pull(self) -> str:
        older = next(r["id"] for r in self._reports() if r["file"] == MAY[0])
        self.upload(NEXT)
        newer = next(r["id"] for r in self._reports() if r["file"] == NEXT)
        rows = self.ask("GET", f"/comparisons/{older}/{newer}").json()["results"]
        shown = sorted({each["shown"] for each in rows})
        return f"the next pull compared: {len(rows)} accounts, {', '.join(shown)}"

    def _reports(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask("GET", "/reports").json()["items"]
        return found

    def delete(self) -> str:
        paper = self.ask("GET", "/papers").json()["items"][0]["id"]
        self.ask("DELETE", f"/papers/{paper}", 204)
        self.ask("GET", f"/papers/{paper}", 404)
        return "a paper deleted: it is gone"

    def export(self) -> str:
        del self._client.headers[
            "Authorization"
        ]  # what is the person's own wants their session, not a program's token
        self.ask("POST", "/sign-in", json={"address": self.who, "password": PASSWORD})
        exported = zipfile.ZipFile(io.BytesIO(self.ask("GET", "/me/export").content))
        letters = [name for name in exported.namelist() if name.startswith("letters/")]
        if not letters or self.who not in exported.read("identity.json").decode():
            raise Astray("the export lacks the letters or the address")
        return f"exported: {len(exported.namelist())} files, {len(letters)} letters"

    def erase(self) -> str:
        self.ask("DELETE", "/me", 204)
        self.ask("GET", "/me", 401)
        self.ask("POST", "/sign-in", 401, json={"address": self.who, "password": PASSWORD})
        return "erased: signed in no more, and not again"

    def steps(self) -> Iterator[str]:
        """What each step saw, as it is done."""
        yield self.sign_up()
        yield self.upload(*MAY)
        yield self.findings()
        yield self.choose()
        yield self.letters()
        yield self.record()
        yield self.next_pull()
        yield self.delete()
        yield self.export()
        yield self.erase()


def _link_in(text: str) -> str:
    """What stands behind `link=` in a mail."""
    for word in text.split():
        found = parse_qs(urlsplit(word).query).get("link")
        if found:
            return found[0]
    raise Astray("the mail has no link")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("address")
    parser.add_argument("--mail", type=Path, required=True)
    parser.add_argument("--clock")
    asked = parser.parse_args()
    began = time.monotonic()
    try:
        for number, seen in enumerate(Walk(asked.address, asked.mail, asked.clock).steps(), 1):
            print(f"{number}. {seen}", flush=True)
    except (Astray, httpx2.HTTPError) as error:
        print(f"The walk ended: {error}", file=sys.stderr)
        return 1
    print(f"Walked in {time.monotonic() - began:.0f} seconds.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
