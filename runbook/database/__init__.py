"""What is known of a database, through PostgreSQL's own programs and the release's: nothing here opens a connection.

    programs.py      psql, pg_dump, pg_restore, initdb: where they are, and one question put with psql
    fingerprint.py   everything by which two databases are compared: rows, digests, owners, policies, definitions
    scratch.py       a server of the runner's own, made for one study and thrown away after it
    backup.py        a dump with its manifest, and whether it is good: by restoring it
    certificate.py   whether the release that serves lives through a migration: by trying it on the restored copy

Studies are functions of `run`, which `perform` hands in.
"""
