"""The stand-in as a process of its own, for tests and walks: started, told, stopped."""

from __future__ import annotations

import subprocess
import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import httpx2


def _client() -> httpx2.Client:
    """No TLS is spoken here, and to read this machine's authorities takes longer than to say a word."""
    return httpx2.Client(trust_env=False, timeout=30, verify=False)


@dataclass
class Running(AbstractContextManager["Running"]):
    key: str = "sk_test_rehearsal"
    address: str = ""
    process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Running:
        command = [sys.executable, "-m", "rehearsal.stripe", "--port", "0", "--key", self.key]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        if not self.address:
            raise RuntimeError("the rehearsal of Stripe did not start")
        self.tell("health")
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        assert self.process is not None
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def tell(self, what: str, **told: Any) -> Any:
        """A control: posting, release, collect, resend, settled, faults, dispute, clock, seen, reset."""
        with _client() as client:
            answered = client.post(f"{self.address}/rehearsal/{what}", json=told)
        answered.raise_for_status()
        return answered.json()

    def pay(self, url: str, card: str = "4242424242424242") -> int:
        """What the person does at a Checkout or portal address; the status of the answer."""
        with _client() as client:
            return client.post(url, data={"card": card}).status_code
