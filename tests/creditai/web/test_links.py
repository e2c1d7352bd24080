"""The pages behind the links of mails, as a browser uses them, and as a scanner of mail and a stranger would."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from creditai.errors import Invalid
from creditai.people.mails import already, clock_ends, payment_failed
from creditai.web import links
from creditai.wiring import Wiring
from tests.cast import PASSWORD, Cast, mails, work_off
from tests.creditai.web.test_sessions import NEW

OTHER = "nine brass 3 lanterns"


class Form(HTMLParser):
    """What a browser would send, and what the page may do."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.action, self.tags = "", set[str]()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.action = told.get("action", self.action)
        if tag == "input":
            self.fields[told["name"]] = told.get("value", "")


def address_of(wiring: Wiring) -> str:
    """The address that the last mail says to open, without its host."""
    found = re.search(r"(https?://\S+\?link=\S+)", mails(wiring)[-1].get_content())
    assert found is not None
    parts = urlsplit(found[1])
    return f"{parts.path}?{parts.query}"


def filled(web: TestClient, address: str, password: str) -> tuple[int, str]:
    """Open, fill in, press: as a browser does it."""
    form = Form(web.get(address).text)
    sent = {**form.fields, "password": password}
    got = web.post(form.action, data=sent, headers={"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"})  # fmt: skip
    return got.status_code, unescape(got.text)


def test_a_person_confirms_their_address_by_the_page_of_the_mail(web: TestClient, wiring: Wiring) -> None:
    web.post("/api/v1/sign-up", json=NEW)
    work_off(wiring)
    address = address_of(wiring)
    status, text = filled(web, address, "another 1 than that")
    assert (status, "not the password" in text) == (422, True)
    assert filled(web, address, NEW["password"]) == (200, unescape(links.done(links.CONFIRM)))
    assert web.post("/api/v1/sign-in", json=NEW).status_code == 200
    status, text = filled(web, address, NEW["password"])
    assert (status, "was used" in text) == (422, True)


def test_a_person_chooses_a_new_password_by_the_page_of_the_mail(
    web: TestClient, wiring: Wiring, cast: Cast
) -> None:
    web.post("/api/v1/ask-for-reset", json={"address": cast.alice.address})
    work_off(wiring)
    address = address_of(wiring)
    assert filled(web, address, "short")[0] == 422
    assert filled(web, address, OTHER)[0] == 200
    known = {"address": cast.alice.address, "password": OTHER}
    assert web.post("/api/v1/sign-in", json=known).status_code == 200


def test_a_scanner_that_opens_the_link_changes_nothing(web: TestClient, wiring: Wiring, cast: Cast) -> None:
    web.post("/api/v1/ask-for-reset", json={"address": cast.alice.address})
    work_off(wiring)
    address = address_of(wiring)
    for method in ("GET", "GET", "HEAD", "OPTIONS"):
        web.request(method, address)
    assert filled(web, address, OTHER)[0] == 200, "it was not used up"


@pytest.mark.parametrize("page", [links.CONFIRM, links.RESET], ids=lambda page: page.path)
def test_what_stands_in_the_link_is_text_and_the_page_does_nothing_by_itself(
    web: TestClient, page: links.Page
) -> None:
    odd = '"><script>alert(1)</script><a href="//x.example">'
    got = web.get(page.path, params={"link": odd})
    form = Form(got.text)
    assert form.fields["link"] == odd
    assert form.tags & {"script", "a", "img", "link", "iframe"} == set()
    assert form.action == page.path
    policy = got.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "form-action 'self'" in policy  # noqa: PT018 - one policy
    assert got.headers["cache-control"] == "no-store"
    assert got.headers["x-frame-options"] == "DENY"
    assert "the link of a mail" in web.get(page.path).text
    assert web.get(page.path, params={"link": "a" * 129}).status_code == 422


def test_another_sites_page_presses_no_button(web: TestClient, wiring: Wiring, cast: Cast) -> None:
    """Its person would be made to confirm, or to take, an account that is somebody else's."""
    web.post("/api/v1/ask-for-reset", json={"address": cast.alice.address})
    work_off(wiring)
    form = Form(web.get(address_of(wiring)).text)
    sent = {**form.fields, "password": OTHER}
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert web.post(form.action, data=sent, headers=headers).status_code == 403
    known = {"address": cast.alice.address, "password": PASSWORD}
    assert web.post("/api/v1/sign-in", json=known).status_code == 200


@pytest.mark.parametrize(
    "sent",
    [b"", b"link=a", b"password=b", b"link=a&password=b&role=operator", b"link=a&link=b&password=c", b"link=&password=b",
     b"link=%ff&password=b", b"link=\xff&password=b", b"&" * 500_000, b"link=a&password=" + b"b" * 2_000, b'{"link":"a"}',
     b"link=a;password=b"],
)  # fmt: skip
def test_what_the_page_does_not_send_is_refused(sent: bytes) -> None:
    with pytest.raises(Invalid):
        links.read_form(sent)


def test_a_program_is_told_where_it_belongs(web: TestClient) -> None:
    got = web.post("/confirm-email", json={"link": "a", "password": "b"})
    assert (got.status_code, "/api/v1" in got.json()["detail"]) == (422, True)


def test_who_lost_the_password_asks_for_the_mail_where_the_mails_say(
    web: TestClient, wiring: Wiring, cast: Cast
) -> None:
    """A stranger's address is answered alike, and gets no mail."""
    form = Form(web.get(links.RESET.path).text)
    assert (form.action, list(form.fields)) == (links.ASK_PATH, ["address"])
    before = len(mails(wiring))
    texts = set()
    for address in (cast.alice.address, "nobody@example.com"):
        texts.add(web.post(form.action, data={"address": address}).text)
        work_off(wiring)
    assert texts == {links.asked_for_reset()}
    assert len(mails(wiring)) == before + 1
    assert filled(web, address_of(wiring), OTHER)[0] == 200


@pytest.mark.parametrize(
    "sent", [{}, {"address": ""}, {"address": "no address"}, {"address": "a@b.example", "link": "x"}]
)
def test_what_is_no_address_is_asked_for_again(web: TestClient, sent: dict[str, str]) -> None:
    got = web.post(links.ASK_PATH, data=sent, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert (got.status_code, Form(got.text).action, 'role="alert"' in got.text) == (422, links.ASK_PATH, True)


def test_the_address_itself_and_every_address_in_a_mail_is_answered(web: TestClient) -> None:
    """But for the links, which have a secret: those are opened above."""
    door = web.get("/")
    assert (door.status_code, "/api/docs" in door.text) == (200, True)
    told = [
        already("http://x"),
        clock_ends("http://x", "experian-1", "a day", date(2026, 5, 4), True),
        payment_failed("http://x"),
    ]
    for mail in told:
        paths = re.findall(r"http://x(/[a-z-]*)?", mail.text)
        assert paths
        assert [path for path in paths if web.get(path or "/").status_code != 200] == []
