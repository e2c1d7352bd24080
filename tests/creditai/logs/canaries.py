"""Forty strings that must never leave: names, numbers, addresses, tokens, keys. All invented."""

from __future__ import annotations

CANARIES: tuple[str, ...] = (
    *("Philippa Quennevault", "Quennevault", "Ottokar", "PHILIPPA O QUENNEVAULT", "Mrs. Q. Vault"),
    *("987-65-4321", "987654321", "987 65 4321", "xxx-xx-4321", "SSN9876"),
    *("4400668812345678", "4400-6688-1234-5678", "440066881234****", "0012345678901", "ACCT99887766"),
    *("philippa@quennevault.example", "PHILIPPA%40quennevault", "p.quennevault", "mailto:philippa", "@quennevault"),
    *("17 Larkspur Crescent", "Larkspur", "Apt 9Q, Larkspur", "62704-5555", "(212) 555-0142"),
    *("sk_live_canary51H8x", "whsec_canary8Zk", "Bearer canary.tok.en", "eyJhbGciOiJDQU5BUlki", "ghp_canary0123456789"),
    *("correct horse canary", "hunter2canary", "$argon2id$v=19$canary", "JBSWY3DPEHPKCANARY", "0123456789abcdef0123456789abcdef"),
    *("1971-03-15-canary", "born 03/15/1971", "Quennevault & Sons", "CANARY BANK NA", "redis://:canary@127.0.0.1"),
)  # fmt: skip
