"""Who a person is to the service, decided without a database: addresses, passwords, tokens, scopes, what mails say.

addresses.py   one address, one spelling, one digest      passwords.py   what is taken, and argon2id
tokens.py      secrets handed out, kept as digests alone   scopes.py      what each role, session and token may do
mails.py       what is written to people

"Accounts" are tradelines in this field; who has one here is a person.
"""
