"""The edge speaks TLS, and its certificate runs out; certificates are made here, for 127.0.0.1 alone."""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme

from rehearsal.machine import WAIVED, Machine
from rehearsal.scenes import Chapter, Scene
from rehearsal.stage import Stage
from rehearsal.wanted import Exactly, Says


class ExpiredCertificate(Scene):
    """An expired certificate: a release is refused while it is due or over; renewed, the edge takes it up and drops nobody."""

    chapter = Chapter.REFUSALS
    covers = ("R017", "R097", "R098")
    environment = {"scheme": "https"}
    expects = {
        "nine days left: ended with": Exactly(2),
        "nine days left: it said": Says("days left, and 30 are asked"),
        "expired: ended with": Exactly(2),
        "expired: it said": Says("certificate: -1 days left"),
        "people get meanwhile": Exactly("v1"),
        "renewed: ended with": Exactly(0),
        "the edge hands out": Exactly("the renewed one"),
        "people get at the end": Exactly("v2"),
        "TLS at the end": Exactly("protocols yes, identity yes"),
    }

    def play(self, stage: Stage) -> None:
        issuer = trustme.CA()
        made = stage.machine
        issuer.cert_pem.write_to_path(made.folder / "ca.pem")
        stage.environ["SSL_CERT_FILE"] = str(made.folder / "ca.pem")
        _issue(issuer, made, 10)
        made.write_file(waive=(*WAIVED, "certificate"))
        stage.operate("deploy", stage.artefact("v1"))
        made.write_file()
        with _trusting(made.folder / "ca.pem") as trust, stage.load(trust=trust):
            for days, name in ((10, "nine days left"), (-0.5, "expired")):
                _issue(issuer, made, days)
                stage.mark(f"the certificate's file: {name}")
                refused = stage.operate("deploy", stage.artefact("v2"), code=None)
                stage.measure(f"{name}: ended with", refused.wait())
                stage.measure(f"{name}: it said", refused.told)
            stage.measure("people get meanwhile", stage.version())
            _issue(issuer, made, 90)
            stage.mark("the certificate is renewed")
            renewed = stage.operate("deploy", stage.artefact("v2"), code=None)
            stage.measure("renewed: ended with", renewed.wait())
            handed = ssl.get_server_certificate(("127.0.0.1", made.port))
            own = Path(made.environment.tls_certificate).read_text("utf-8")
            stage.measure("the edge hands out", "the renewed one" if _same(handed, own) else "another one")
            stage.measure("people get at the end", stage.version())
            made.write_file(f'tls_trust = "{made.folder / "ca.pem"}"')
            looked = stage.operate("tls", subject="verify", code=None).document["items"]
            stage.measure("TLS at the end", ", ".join(f"{i['verification']} {i['verdict']}" for i in looked))
            stage.more_answers()


def _issue(issuer: trustme.CA, made: Machine, days: float) -> None:
    """A certificate that is good for so many days more, where the environment file says that it lies."""
    until = datetime.now(UTC) + timedelta(days=days)
    leaf = issuer.issue_cert("127.0.0.1", not_before=until - timedelta(days=90), not_after=until)
    leaf.cert_chain_pems[0].write_to_path(made.environment.tls_certificate)
    leaf.private_key_pem.write_to_path(made.environment.tls_key)


@contextmanager
def _trusting(authority: Path) -> Iterator[ssl.SSLContext]:
    """People who trust that issuer; and so does what looks at the edge from this process."""
    before = os.environ.get("SSL_CERT_FILE")
    os.environ["SSL_CERT_FILE"] = str(authority)
    try:
        yield ssl.create_default_context(cafile=str(authority))
    finally:
        if before is None:
            del os.environ["SSL_CERT_FILE"]
        else:
            os.environ["SSL_CERT_FILE"] = before


def _same(one: str, other: str) -> bool:
    return ssl.PEM_cert_to_DER_cert(one) == ssl.PEM_cert_to_DER_cert(other)
