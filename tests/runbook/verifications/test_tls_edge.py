"""`creditai verify tls` on the real edge with certificates of an authority of the tests' own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from rehearsal.machine import WAIVED, Machine, machine
from runbook import cli


@pytest.fixture(scope="module")
def at() -> Iterator[Machine]:
    issuer = trustme.CA()
    with machine(scheme="https") as made, pytest.MonkeyPatch.context() as patch:
        issuer.cert_pem.write_to_path(made.folder / "ca.pem")
        patch.setenv("SSL_CERT_FILE", str(made.folder / "ca.pem"))
        leaf = issuer.issue_cert("127.0.0.1", not_after=datetime.now(UTC) + timedelta(days=60))
        leaf.cert_chain_pems[0].write_to_path(made.environment.tls_certificate)
        leaf.private_key_pem.write_to_path(made.environment.tls_key)
        made.write_file(waive=(*WAIVED, "certificate"))
        made.deploy("one")
        yield made


def verified(at: Machine, capsys: pytest.CaptureFixture[str], more: str) -> dict[str, tuple[str, str]]:
    at.write_file(more)
    cli.main(["verify", "tls", "--environment", str(at.file), "--json"])
    told = json.loads(capsys.readouterr().out)
    return {item["verification"]: (item["verdict"], item["said"]) for item in told["items"]}


@pytest.mark.long
def test_protocols_chain_and_name_of_the_real_edge(at: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    trusted = verified(at, capsys, f'tls_trust = "{at.folder}/ca.pem"')
    assert trusted["protocols"][0] == "yes", trusted
    assert "TLSv1.3" in trusted["protocols"][1]
    assert trusted["identity"][0] == "yes", trusted
    assert "for 127.0.0.1" in trusted["identity"][1]


def test_a_chain_that_nobody_trusts_is_a_no(
    at: Machine, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    trustme.CA().cert_pem.write_to_path(tmp_path / "other.pem")
    found = verified(at, capsys, f'tls_trust = "{tmp_path}/other.pem"')
    assert found["protocols"][0] == "no"
    assert "not trusted" in found["protocols"][1]
