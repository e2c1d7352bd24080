"""Codes of an authenticator and recovery codes, as pure code decides them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp

from creditai.people import factors

NOW = datetime(2026, 5, 4, 12, 0, 15, tzinfo=UTC)


def test_a_code_is_good_for_a_minute_and_a_half_and_once() -> None:
    secret = factors.new_authenticator()
    code = pyotp.TOTP(secret).at(NOW)
    for seconds, good in ((-61, False), (-30, True), (0, True), (30, True), (61, False)):
        step = factors.step_of(secret, code, NOW + timedelta(seconds=seconds), None)
        assert (step is not None) is good, seconds
    used = factors.step_of(secret, code, NOW, None)
    assert factors.step_of(secret, code, NOW, used) is None
    assert factors.is_used(secret, code, NOW, used)
    assert not factors.is_used(secret, "000000" if code != "000000" else "000001", NOW, used)
    assert not factors.is_used(secret, code, NOW, None)


def test_no_code_of_an_earlier_step_is_good_after_a_later_one() -> None:
    secret = factors.new_authenticator()
    earlier, later = (pyotp.TOTP(secret).at(NOW + timedelta(seconds=30 * n)) for n in (-1, 0))
    used = factors.step_of(secret, later, NOW, None)
    assert earlier == later or factors.step_of(secret, earlier, NOW, used) is None


def test_recovery_codes_are_long_and_each_another() -> None:
    codes = factors.new_recovery_codes()
    assert len(set(codes)) == factors.CODES
    for code in codes:
        plain = factors.plain_code(code.upper())
        assert factors.is_recovery_code(code)
        assert len(plain) * 5 >= 112
    assert not factors.is_recovery_code("000000")
