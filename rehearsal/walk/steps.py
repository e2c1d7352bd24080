"""The way itself: a user signs up, agrees, signs, gives a card, uploads, chooses, waits for the law's days, posts letters,
records the answer, asks further, sees the bill, takes everything along and leaves."""

from __future__ import annotations

import io
import math
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from rehearsal.walk import Astray
from rehearsal.walk.asking import WAIT_SECONDS, Asking
from rehearsal.walk.mails import link_to

Found = TypeVar("Found")
SAMPLES = "creditai/samples"
MAY = ("experian-2026-05-18.pdf", "equifax-2026-05-18.pdf", "transunion-2026-05-18.pdf")
NEXT = "experian-2026-08-19.pdf"
PASSWORD = "a kettle of 12 geese"  # noqa: S105 - of an invented person, for one walk
NAME, STATE, CARD = "Dana Q. Sample", "OR", "4242424242424242"
SCOPES = ["papers:read", "papers:write", "disputes:read", "disputes:write", "billing:read", "billing:write",
          "self:read", "self:write"]  # fmt: skip
AGREED = ("read-reports", "keep-reports", "reminder-mail", "electronic-records")
CHOSEN = ("past-removal-date", "obsolete-account", "current-with-past-due")
CHOICES: dict[str, Any] = {
    "person": {"name": NAME, "address": ["100 Sample Street", "Exampleton, ZZ 00000"]},
    "rule": {rule: {"include": True} for rule in CHOSEN},
    "annual_report": True,
}
ANSWER_DAYS, PERIOD_DAYS = 21, 32
"""From posting to the bureau's answer; and from any day of a month's period past its end."""


@dataclass
class Walk:
    """One person's way. `mail`: where mails are caught; `move`: moves the service's clock to so many days `ahead` and
    returns when it serves again."""

    ask: Asking
    mail: Path
    move: Callable[[int], None]
    ahead: int = 0
    who: str = field(default_factory=lambda: f"walk-{uuid4().hex[:12]}@example.com")

    def steps(self) -> Iterator[str]:
        """What each step saw, as it is done."""
        yield self.sign_up()
        yield self.agree()
        yield self.sign()
        yield self.give_a_card()
        yield self.upload()
        yield self.find()
        yield self.choose()
        yield self.wait_for_the_day()
        yield self.letters()
        yield self.post()
        yield self.be_answered()
        yield self.next_pull()
        yield self.be_billed()
        yield self.export()
        yield self.erase()

    def sign_up(self) -> str:
        ask, me = self.ask, {"address": self.ask.name(self.who, "you@example.com"), "password": PASSWORD}
        ask("POST", "/sign-up", 202, body=me)
        link = ask.name(link_to(self.who, self.mail), "LINK")
        ask("POST", "/confirm-email", body={"link": link, "password": PASSWORD})
        ask("POST", "/sign-in", body=me, as_="begins")
        told = {"name": "my script", "scopes": SCOPES, "days": 120}
        ask.token = ask("POST", "/tokens", 201, body=told, as_="session").json()["token"]
        ask.signed_in = "token"
        return "Signed up, confirmed by the link in the mail, signed in; from here on with a bearer token."

    def agree(self) -> str:
        there = {each["kind"]: each for each in self.ask("GET", "/me/consents").json()["items"]}
        for kind in AGREED:
            self.ask.name(f"consents/{kind}", "consents/KIND")
            given = self.ask("PUT", f"/me/consents/{kind}", body={"version": there[kind]["version"]}).json()
            self._must(given["given_at"] is not None, f"{kind} is not agreed to")
        return f"Agreed to {len(AGREED)} of {len(there)} things, one by one: {', '.join(AGREED)}."

    def sign(self) -> str:
        ask = self.ask
        plan = next(each for each in ask("GET", "/plans").json()["items"] if each["name"] == "basic")
        read = ask.name(ask("GET", "/disclosure").json()["digest"], "DIGEST")
        ask("POST", "/disclosure/signature", 201, body={"name": NAME, "digest": read})
        wanted = {"plan": "basic", "interval": "month", "state": STATE, "name": NAME}
        draft = ask("POST", "/contracts", 201, body=wanted).json()
        ask.name(draft["digest"], "DIGEST")
        self.contract = ask.name(draft["id"], "CONTRACT")
        self._pdf(f"/signed-papers/{self.contract}/pdf", "contract.pdf")
        agreed = {"name": NAME, "digest": draft["digest"], "electronic": True}
        signed = ask("POST", f"/contracts/{self.contract}/signature", body=agreed).json()
        self.letters_from = datetime.fromisoformat(signed["letters_from"])
        most = plan["most_month"] / 100
        return (f"Read the law's disclosure and the contract, signed both: at most ${most:.2f} a month, billed after it; "
                f"cancelling is free until {signed['last_day']}.")  # fmt: skip

    def give_a_card(self) -> str:
        url = self.ask("POST", "/checkout", 201, body={"contract": self.contract}).json()["url"]
        self.ask("POST", self.ask.name(url, "CHECKOUT"), 303, form=f"card={CARD}", as_="not")
        stands = self._stands("free_days")
        return f"Gave the test card at the stand-in for Stripe, which told the service: {stands['plan']}, free until {stands['until'][:10]}."

    def upload(self) -> str:
        papers = [self._sent(name, 201) for name in MAY]
        again = self._sent(MAY[0], 200)
        self._must(
            again["duplicate"] and again["paper"]["id"] == papers[0]["paper"]["id"], "sent twice, taken twice"
        )
        events = sum(self._read_to_its_end(each["paper"]["id"]) for each in papers)
        return f"Uploaded {len(MAY)} reports, watched them being read in {events} events; the first one again: {again['message']}"

    def _sent(self, name: str, code: int) -> dict[str, Any]:
        self.ask.name(f"{SAMPLES}/{name}", "FILE")
        self.ask.name(name, "report.pdf")
        header = f'Content-Disposition: attachment; filename="{name}"'
        told: dict[str, Any] = self.ask(
            "POST", "/papers", code, file=f"{SAMPLES}/{name}", headers=(header,)
        ).json()
        self.ask.name(told["paper"]["id"], "PAPER")
        return told

    def _read_to_its_end(self, paper: str) -> int:
        count, told = self.ask.watch(f"/papers/{paper}/events")
        self._must(
            told.get("state") == "done",
            f"{told.get('name')} ended as {told.get('state')}: {told.get('error')}",
        )
        return count

    def find(self) -> str:
        found = self.ask("GET", "/findings").json()["items"]
        self._must({each["rule"] for each in found} >= set(CHOSEN), "findings of the samples are missing")
        first = found[0]
        _, _, report, place = first["evidence"][0].split("/", 3)
        self.ask.name(report, "REPORT")
        self.ask.name(first["id"], "FINDING")
        evidence = self.ask("GET", f"/reports/{report}").json()["report"]["evidence"]
        page = self.ask.name(f"pages/{evidence[f'/{place}']['page']}.png", "pages/PAGE.png")
        picture = self.ask("GET", f"/reports/{report}/{page}?finding={first['id']}", into="page.png").content
        self._must(picture.startswith(b"\x89PNG"), "the picture of the page is no PNG")
        return f"{len(found)} findings; the gravest: {first['title']}, drawn on its page in {len(picture) // 1000} kB."

    def choose(self) -> str:
        opened = self.ask("POST", "/disputes", 201, body=CHOICES).json()
        self.disputes = [each["id"] for each in opened["disputes"]]
        self._must(bool(self.disputes), "no dispute was opened")
        return f"Chose {len(CHOSEN)} kinds of findings and confirmed them: {', '.join(self.disputes)}."

    def wait_for_the_day(self) -> str:
        refused = self.ask("POST", "/letters", 409, body={}).json()
        day = date.fromisoformat(refused["when"])
        self._must(day == self.letters_from.date(), f"refused until {day}, signed for {self.letters_from}")
        now = datetime.now(self.letters_from.tzinfo) + timedelta(days=self.ahead)
        self._later(math.ceil((self.letters_from - now) / timedelta(days=1)))
        return f"No letter before {day}, for until then the contract can be cancelled (409); the clock was moved {self.ahead} days ahead."

    def letters(self) -> str:
        self.written = self.ask("POST", "/letters", 201, body={}).json()["items"]
        self._must(len(self.written) == len(self.disputes), "not every dispute has its letter")
        pages = 0
        for each in self.written:
            self.ask.name(each["id"], "LETTER")
            self._pdf(f"/letters/{each['id']}/pdf", "letter.pdf")
            pages += each["pages"]
        first = self.written[0]["id"]
        to = self.ask("GET", f"/letters/{first}/envelope").json()["recipient"]
        todo = self.ask("GET", f"/letters/{first}/checklist").json()["items"]
        self._must(bool(to) and len(todo) > 3, "the letter has no envelope or no checklist")
        return f"{len(self.written)} letters written and fetched as PDF, {pages} pages; the first to {to[0]}, {len(todo)} things to do before it is posted."

    def post(self) -> str:
        today = self._today()
        for dispute in self.disputes:
            self.ask.name(dispute, "DISPUTE")
            self._record(dispute, {"what": "sent", "on": today, "proof": "9407 1000"})
        ahead = [each for each in self.ask("GET", "/timeline").json()["items"] if each["ahead"]]
        calendar = self.ask("GET", "/timeline.ics", into="disputes.ics").text
        self._must(
            calendar.count("BEGIN:VEVENT") == len(ahead), "the calendar has other dates than the timeline"
        )
        return f"Posted on {today}, recorded; {len(ahead)} dates ahead, the next {ahead[0]['day']}: {ahead[0]['title']}"

    def be_answered(self) -> str:
        self._later(ANSWER_DAYS)
        first = self.disputes[0]
        items = self.ask("GET", f"/disputes/{first}").json()["items"]
        outcomes = [{"item": number, "word": "verified"} for number in range(1, len(items) + 1)]
        self._record(first, {"what": "answered", "on": self._today(), "outcomes": outcomes})
        self._stands("paying")
        wanted = {"kind": "procedure-description", "follow": first}
        further = self.ask("POST", "/letters", 201, body=wanted).json()["items"][0]
        self.ask.name(further["id"], "LETTER")
        self._pdf(f"/letters/{further['id']}/pdf", "letter.pdf")
        return f"{ANSWER_DAYS} days later the bureau verified: recorded, and a letter written that asks how ({further['dispute']})."

    def next_pull(self) -> str:
        older = self._report_of(MAY[0])
        self._read_to_its_end(self._sent(NEXT, 201)["paper"]["id"])
        newer = self._report_of(NEXT)
        self.ask.name(older, "OLDER")
        self.ask.name(newer, "NEWER")
        rows = self.ask("GET", f"/comparisons/{older}/{newer}").json()["results"]
        shown = sorted({each["shown"] for each in rows})
        self._must(bool(rows), "nothing was compared")
        return f"The next pull, compared with the one before: {len(rows)} accounts, {', '.join(shown)}."

    def _report_of(self, file: str) -> str:
        found = self.ask("GET", "/reports").json()["items"]
        return str(next(each["id"] for each in found if each["file"] == file))

    def be_billed(self) -> str:
        owed = self.ask("GET", "/subscription").json()
        self._later(PERIOD_DAYS)
        bill = self._until(
            lambda: [each for each in self.ask("GET", "/invoices").json()["items"] if each["paid"]],
            "no paid invoice came",
        )[0]
        self._must(bill["paid"] == owed["due"], f"paid {bill['paid']} cents, {owed['due']} were due")
        return (f"The period over, its invoice: ${bill['paid'] / 100:.2f} for the {owed['letters_delivered']} letter "
                f"delivered after the first free days, as was foretold.")  # fmt: skip

    def export(self) -> str:
        self.ask.signed_in = "session"  # what is the person's own wants their session, not a program's token
        self.ask("POST", "/sign-in", body={"address": self.who, "password": PASSWORD}, as_="begins")
        packed = zipfile.ZipFile(io.BytesIO(self.ask("GET", "/me/export", into="export.zip").content))
        letters = [name for name in packed.namelist() if name.startswith("letters/")]
        self._must(len(letters) == len(self.written) + 1, f"{len(letters)} letters in the export")
        self._must(self.who in packed.read("identity.json").decode(), "the address is not in the export")
        return f"Took everything along: {len(packed.namelist())} files in one ZIP, {len(letters)} letters among them."

    def erase(self) -> str:
        self.ask("DELETE", "/me", 204)
        self.ask("GET", "/me", 401)
        self.ask("POST", "/sign-in", 401, body={"address": self.who, "password": PASSWORD}, as_="begins")
        return "Erased: signed in no more, and never again."

    def _record(self, dispute: str, event: dict[str, Any]) -> None:
        self.ask("POST", f"/disputes/{dispute}/events", 201, body=event)

    def _today(self) -> str:
        return self.ask.name(str(self.ask("GET", "/timeline").json()["today"]), "DAY")

    def _later(self, days: int) -> None:
        self.ahead += days
        self.ask.keep(("make", "up", self.ask.name(f"CLOCK={self.ahead}", "CLOCK=DAYS")))
        self.move(self.ahead)
        self.ask.begin_anew()

    def _stands(self, standing: str) -> dict[str, Any]:
        """The subscription, once Stripe's events have come so far."""

        def look() -> dict[str, Any] | None:
            told: dict[str, Any] = self.ask("GET", "/subscription").json()
            return told if told["standing"] == standing else None

        return self._until(look, f"Stripe's word for {standing} did not come")

    def _until(self, look: Callable[[], Found | None], otherwise: str) -> Found:
        until = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < until:
            found = look()
            if found:
                return found
            time.sleep(0.5)
        raise Astray(otherwise)

    def _pdf(self, path: str, into: str) -> None:
        self._must(self.ask("GET", path, into=into).content.startswith(b"%PDF-"), f"{path} is no PDF")

    def _must(self, so: bool, otherwise: str) -> None:
        if not so:
            raise Astray(otherwise)
