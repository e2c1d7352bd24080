"""The real parts that the service stands on, out of wheels, started on this machine: PostgreSQL and Valkey.

For one machine and for the tests. In production the same service takes any PostgreSQL >= 15 and any Redis by
DSN, and nothing of this room is loaded. Each part has a folder of its own that holds all its data; `start`
returns when it answers, `stop` when it has ended and lost nothing, and both may be called again.
"""
