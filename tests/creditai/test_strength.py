"""Settings that cannot be trusted are named, and no value is printed."""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import replace
from datetime import timedelta

import pytest

from creditai.settings import Secret, Settings
from creditai.strength import bits, faults


def _random() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


GOOD = Settings(
    environment="production",
    address="https://credit.test",
    database=Secret("postgresql://creditai_app:fT9xQm2vLr8sWk4pZb7y@db.test/creditai"),
    keys=Secret("postgresql://creditai_app:Hc5nJd1uVg6aXe3oRi0t@db.test/keys"),
    key_ring=Secret(f"k1:{_random()}"),
    pepper=Secret(_random()),
    redis=Secret("redis://:Pq8wEs2zLx7vNb4mKj6h@cache.test/0"),
    objects="s3://papers",
    release="r1",
)


def test_good_settings_have_no_fault() -> None:
    assert [fault for fault in faults(GOOD) if "is not set" not in fault] == []


def test_a_weak_secret_is_told_where_a_better_one_comes_from() -> None:
    spoilt = replace(GOOD, pepper=Secret("a" * 30), stripe_key=Secret("sk_test_rehearsal"))
    told = {
        fault.partition(" ")[0]: fault.partition("; ")[2] for fault in faults(spoilt) if "is weak" in fault
    }
    assert told == {
        "CREDITAI_PEPPER": "`creditai settings new-secrets` prints strong ones.",
        "CREDITAI_STRIPE_KEY": "take it from Stripe as it stands there, whole.",
    }


def test_the_key_of_a_stand_in_is_no_secret_on_a_laptop_alone() -> None:
    here = replace(
        GOOD, stripe_key=Secret("sk_test_rehearsal"), stripe_address="http://127.0.0.1:9", environment="local"
    )
    named = "CREDITAI_STRIPE_KEY is weak"
    assert not any(named in fault for fault in faults(here))
    assert any(named in fault for fault in faults(replace(here, environment="production")))
    assert any(named in fault for fault in faults(replace(here, stripe_address="https://api.stripe.com")))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"pepper": Secret("changeme-changeme")}, "CREDITAI_PEPPER holds a placeholder"),
        ({"pepper": Secret("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")}, "CREDITAI_PEPPER is weak"),
        ({"redis": Secret("redis://:hunter2@cache.test/0")}, "CREDITAI_REDIS is weak"),
        ({"pepper": Secret("Pq8wEs2zLx7vNb4mKj6h")}, "share a secret"),
        ({"address": "http://credit.test"}, "not https"),
        ({"address": "https://localhost"}, "this machine"),
        ({"clock": timedelta(days=1)}, "CREDITAI_CLOCK"),
        ({"limits_times": 1000}, "CREDITAI_LIMITS_TIMES"),
        ({"limits_times": 0}, "CREDITAI_LIMITS_TIMES"),
        ({"release": "development"}, "CREDITAI_RELEASE"),
        ({"objects": "file:///srv/papers"}, "CREDITAI_OBJECTS"),
        ({"database": Secret("")}, "CREDITAI_DATABASE is not set"),
    ],
)
def test_a_fault_is_named_without_its_value(change: dict[str, object], told: str) -> None:
    spoilt = replace(GOOD, **change)  # type: ignore[arg-type]
    found = list(faults(spoilt))
    assert any(told in fault for fault in found), found
    for value in change.values():
        if isinstance(value, Secret) and value:
            assert value.reveal() not in " ".join(found)


def test_the_estimate_grows_with_variety() -> None:
    assert bits("") == bits("aaaa") == 0
    assert bits("abab") < bits("abcd") < bits(_random())


def _account(key: str) -> Secret:
    """A service account as Google writes them: of all of it the private key alone is a secret."""
    told = {
        "type": "service_account", "project_id": "credit", "private_key_id": "1f", "client_email": "ocr@credit.test",
        "private_key": f"-----BEGIN PRIVATE KEY-----\n{key}\n-----END PRIVATE KEY-----\n",
    }  # fmt: skip
    return Secret(json.dumps(told, indent=2))


def test_the_key_of_a_service_account_is_its_private_key() -> None:
    long = "\n".join([*(base64.b64encode(secrets.token_bytes(48)).decode() for _ in range(24)), "xxx+"])
    assert not [f for f in faults(replace(GOOD, document_ai_key=_account(long))) if "DOCUMENT_AI" in f]
    for key, told in (("change-me", "holds a placeholder"), ("aaaa", "is weak")):
        found = list(faults(replace(GOOD, document_ai_key=_account(key))))
        assert [f for f in found if told in f and "CREDITAI_DOCUMENT_AI_KEY" in f], found
    assert [
        f for f in faults(replace(GOOD, document_ai_key=Secret('{"a": 1}'))) if "DOCUMENT_AI_KEY is weak" in f
    ]
