"""The sample reports through a service that runs, as one invented person: `make run` ends with it.

    python -m rehearsal.tour ADDRESS --mail FOLDER --into FOLDER

Signs up, uploads the five bundled reports over HTTP, has them read by the worker, lists what is wrong, chooses by the
bundled answers, has the letters written and keeps them in the folder. The person stays, to look around as.
"""

from __future__ import annotations

import argparse
import sys
import textwrap
import time
import tomllib
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2

from rehearsal.walk import Astray
from rehearsal.walk.mails import link_to

SAMPLES = Path(__file__).parents[1] / "creditai" / "samples"
PASSWORD = "a kettle of 12 geese"  # noqa: S105 - of an invented person
READING_SECONDS = 180.0
_SCOPES = ["papers:read", "papers:write", "disputes:read", "disputes:write", "self:read", "self:write"]
_AGREED = ("read-reports", "keep-reports")
_GRAVE = {"high": "!!", "medium": "!", "low": ""}
_SHOWN = 104


class Tour:
    """One invented person. `who`: their address; `found`: what is wrong in their reports."""

    def __init__(self, address: str, mail: Path) -> None:
        self.who, self._mail = f"tour-{uuid4().hex[:12]}@example.com", mail
        told = {"X-CreditAI": "1"}
        self._client = httpx2.Client(base_url=f"{address}/api/v1", timeout=60, headers=told, trust_env=False)
        self.found: list[dict[str, Any]] = []

    def close(self) -> None:
        self._client.close()

    @property
    def authorization(self) -> str:
        """The header by which others may ask as this person, once signed up."""
        return str(self._client.headers["Authorization"])

    def ask(self, method: str, path: str, code: int = 200, **more: Any) -> Any:
        answer = self._client.request(method, path, **more)
        if answer.status_code != code:
            raise Astray(f"{method} {path}: {answer.status_code} {answer.text[:400]}")
        return answer.json() if "json" in answer.headers.get("content-type", "") else answer.content

    def sign_up(self) -> None:
        me = {"address": self.who, "password": PASSWORD}
        self.ask("POST", "/sign-up", 202, json=me)
        self.ask("POST", "/confirm-email", json={"link": link_to(self.who, self._mail), "password": PASSWORD})
        self.ask("POST", "/sign-in", json=me)
        token = self.ask("POST", "/tokens", 201, json={"name": "tour", "scopes": _SCOPES, "days": 1})["token"]
        self._client.cookies.clear()
        self._client.headers["Authorization"] = f"Bearer {token}"
        for each in self.ask("GET", "/me/consents")["items"]:
            if each["kind"] in _AGREED:
                self.ask("PUT", f"/me/consents/{each['kind']}", json={"version": each["version"]})

    def upload(self) -> int:
        """All samples, read to their end; how many."""
        waiting = [self.send(path.name, path.read_bytes()) for path in sorted(SAMPLES.glob("*.pdf"))]
        until = time.monotonic() + READING_SECONDS
        for paper in waiting:
            while (told := self.paper(paper))["state"] != "done":
                if told["error"] or time.monotonic() > until:
                    raise Astray(f"{told['name']} is {told['state']}: {told['error']}")
                time.sleep(0.2)
        self.found = self.ask("GET", "/findings")["items"]
        return len(waiting)

    def send(self, name: str, content: bytes) -> str:
        """One file; the id of its paper."""
        told = {"Content-Disposition": f'attachment; filename="{name}"'}
        return str(self.ask("POST", "/papers", 201, content=content, headers=told)["paper"]["id"])

    def paper(self, paper: str) -> dict[str, Any]:
        """How far it is."""
        told: dict[str, Any] = self.ask("GET", f"/papers/{paper}")
        return told

    def choose(self) -> list[str]:
        """By the bundled answers, of the rules that found something; the disputes."""
        said = tomllib.loads((SAMPLES / "answers.toml").read_text("utf-8"))
        rules = {each["rule"] for each in self.found}
        said["rule"] = {rule: answer for rule, answer in said["rule"].items() if rule in rules}
        return [str(each["id"]) for each in self.ask("POST", "/disputes", 201, json=said)["disputes"]]

    def letters(self, folder: Path) -> list[Path]:
        """Have them written; the files."""
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.pdf"):
            old.unlink()
        made = []
        for letter in self.ask("POST", "/letters", 201, json={})["items"]:
            made.append(folder / f"{letter['dispute']}.pdf")
            made[-1].write_bytes(self.ask("GET", f"/letters/{letter['id']}/pdf"))
        return made


def table(found: list[dict[str, Any]]) -> str:
    """Each finding, the gravest first; of the gravest the words on paper, too."""
    lines = [f"{len(found)} findings, the gravest first"]
    for each in found:
        lines.append(f"  {_GRAVE[each['severity']]:<2} {each['title']}")
        if each["severity"] == "high":
            lines.append(f"       {textwrap.shorten(each['statement'], _SHOWN, placeholder=' ...')}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("address")
    parser.add_argument("--mail", type=Path, required=True)
    parser.add_argument("--into", type=Path, required=True)
    asked = parser.parse_args()
    tour = Tour(asked.address, asked.mail)
    try:
        tour.sign_up()
        print(
            f"{tour.who}, an invented person, signed up at {asked.address} and confirmed by the link in a mail"
        )
        print(f"{tour.upload()} bundled reports sent over HTTP and read by the worker")
        print(table(tour.found))
        print(f"Chosen by the bundled answers: {', '.join(tour.choose())}; letters:")
        made = tour.letters(asked.into)
    except (Astray, httpx2.HTTPError) as error:
        print(f"The tour ended: {error}", file=sys.stderr)
        return 1
    for path in made:
        print(f"  {path}")
    print(f"The service: {asked.address}, its reference {asked.address}/api/docs")
    print(f"  sign in as {tour.who} with {PASSWORD!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
