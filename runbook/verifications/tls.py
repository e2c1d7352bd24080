"""TLS at the edge (chapter V3.2): what is agreed on, what is refused, whose certificate it is and for how long."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.x509.oid import ExtensionOID, NameOID

from runbook.actions import Question, Ran
from runbook.checks import Answers, Case, Outcome, no, ran, run, unknown, yes
from runbook.counting import counted
from runbook.judge import thresholds
from runbook.verifications import Aim, Verification

_PEM = re.compile(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.DOTALL)
_GOOD = """\
-----BEGIN CERTIFICATE-----
MIIBNjCB3aADAgECAgEHMAoGCCqGSM49BAMCMBUxEzARBgNVBAMMCkV4YW1wbGUg
Q0EwIBcNMjAwMTAxMDAwMDAwWhgPMjA5OTAxMDEwMDAwMDBaMBUxEzARBgNVBAMM
CkV4YW1wbGUgQ0EwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQ/nYejFcqxubBi
HH9ZT1MoITfNr46cY5hRnPqd4VPtB96omyf5rsWVNB45y3H7suURgtvQLU30J+lj
G9exObCnoxwwGjAYBgNVHREEETAPgg0qLmV4YW1wbGUuY29tMAoGCCqGSM49BAMC
A0gAMEUCIQC4Yvs8oHrYHOOvfkYjoSpmGeK2mDpmwej63GcuWcUZ3QIgVOJwN07f
6K+GuSWrj9zxIThSs0x7trnVWpKbND1smk4=
-----END CERTIFICATE-----
"""
"""For *.example.com, from 2020 to 2099; the one below ended in 2020. Nobody keeps their keys."""
_OVER = """\
-----BEGIN CERTIFICATE-----
MIIBNDCB26ADAgECAgEHMAoGCCqGSM49BAMCMBUxEzARBgNVBAMMCkV4YW1wbGUg
Q0EwHhcNMTkwMTAxMDAwMDAwWhcNMjAwMTAxMDAwMDAwWjAVMRMwEQYDVQQDDApF
eGFtcGxlIENBMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEGTBiQZmMTyIGepsb
fE2gToxlV0WOwg8Pu+hKwzYvshLfXIqYguplSIR0xXyWnAHQm9tyEUrCmte9ef9H
S8OKLqMcMBowGAYDVR0RBBEwD4INKi5leGFtcGxlLmNvbTAKBggqhkjOPQQDAgNI
ADBFAiACVnHCAAb9rcsKlQ+wBTN/haOFZAXu4AIZDtOHhDk3aQIhAP+97Pay4yVI
ztqj3+kcYFh77rcuJEHyXh/K3TWq8LD8
-----END CERTIFICATE-----
"""
_WELL = ran(
    "CONNECTED(00000003)\nNew, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384\nVerify return code: 0 (ok)\n"
)
_OLD = ran("CONNECTED(00000003)\nNew, (NONE), Cipher is (NONE)\n", 1, "tlsv1 alert protocol version")
_NOBODY = ran(code=1, errors="connect:errno=111")


def _client(aim: Aim, *words: str) -> Question:
    parts = urlsplit(aim.at.where)
    host = parts.hostname or ""
    trust = ("-CAfile", aim.environment.tls_trust) if aim.environment.tls_trust else ()
    at = f"{host}:{parts.port or 443}"
    return run("openssl", "s_client", "-connect", at, "-servername", host, *trust, *words, deadline=10.0)


class Protocols(Verification):
    """TLS 1.3 or 1.2 with a modern cipher, a chain that is trusted, and nothing older."""

    covers = ("R097",)
    hint = "See tls_certificate (the whole chain) and tls_trust of the environment file, and the edge's ssl_protocols."
    cases = (
        Case("yes", [_WELL, _OLD, _OLD]),
        Case("no", [ran(_WELL.output.replace("0 (ok)", "10 (certificate has expired)")), _OLD, _OLD]),
        Case("no", [_WELL, ran("New, TLSv1.0, Cipher is AES128-SHA\n"), _OLD]),
        Case(
            "no",
            [
                ran(
                    _WELL.output.replace("TLSv1.3", "TLSv1.2").replace("TLS_AES_256_GCM_SHA384", "AES128-SHA")
                ),
                _OLD,
                _OLD,
            ],
        ),
        Case("unknown", [_NOBODY, _NOBODY, _NOBODY]),
    )

    def asks(self, aim: Aim) -> tuple[Question, ...]:
        return (_client(aim), _client(aim, "-tls1"), _client(aim, "-tls1_1")) if aim.tls else ()

    def look(self, aim: Aim, answers: Answers) -> Outcome:
        texts = [a.output + a.errors if isinstance(a, Ran) else "" for a in answers]
        agreed = [re.search(r"New, (TLSv[\d.]+), Cipher is (\S+)", text) for text in texts]
        first, verified = agreed[0], re.search(r"Verify return code: (\d+) \(([^)]*)\)", texts[0])
        if first is None or verified is None:
            return unknown(answers[0])
        bad = [] if verified[1] == "0" else [f"the chain is not trusted: {verified[2]}"]
        bad += [] if re.search(r"GCM|CHACHA20", first[2]) else [f"{first[2]} is no modern cipher"]
        bad += [f"{old[1]} is still agreed on" for old in agreed[1:] if old is not None]
        said = f"{first[1]} with {first[2]}"
        return no(f"{said}; {'; '.join(bad)}") if bad else yes(f"{said}; TLS 1.0 and 1.1 are refused")


class Identity(Verification):
    """The certificate is for this name, and good for thirty days more."""

    covers = ("R098",)
    hint = "Renew it for the name that people type, and give the new PEM in the environment file."
    cases = (
        Case("yes", [ran(_GOOD)]),
        Case("no", [ran(_OVER)]),
        Case("unknown", [_NOBODY]),
    )

    def asks(self, aim: Aim) -> tuple[Question, ...]:
        return (_client(aim, "-showcerts"),) if aim.tls else ()

    def look(self, aim: Aim, answers: Answers) -> Outcome:
        (answer,) = answers
        found = _PEM.search(answer.output) if isinstance(answer, Ran) else None
        if found is None:
            return unknown(answer)
        certificate = x509.load_pem_x509_certificate(found[0].encode())
        host = urlsplit(aim.at.where).hostname or ""
        names, days = _names(certificate), (certificate.not_valid_after_utc - aim.now).days
        said = f"for {', '.join(names)}, by {_by(certificate)}, {counted(days, 'day')} left"
        good = any(_fits(name, host) for name in names) and days >= thresholds.CERTIFICATE_DAYS
        return yes(said) if good else no(f"{said}; {host} and {thresholds.CERTIFICATE_DAYS} days are asked")


def _names(certificate: x509.Certificate) -> list[str]:
    try:
        told = certificate.extensions.get_extension_for_oid(ExtensionOID.SUBJECT_ALTERNATIVE_NAME).value
    except x509.ExtensionNotFound:
        return []
    assert isinstance(told, x509.SubjectAlternativeName)
    return [str(each.value) for each in told]


def _by(certificate: x509.Certificate) -> str:
    found = certificate.issuer.get_attributes_for_oid(
        NameOID.ORGANIZATION_NAME
    ) or certificate.issuer.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else "nobody named"


def _fits(name: str, host: str) -> bool:
    return name == host or (name.startswith("*.") and host.partition(".")[2] == name[2:])
