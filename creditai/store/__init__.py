"""What is kept, and who may see it: tables, scopes, row-level security, migrations, encryption of fields.

    database.py     one transaction in one scope: the only way to the tables
    tables/         one file per noun, SQLAlchemy Core; each table says whose its rows are
    policies.py     row-level security and grants of a table, as statements
    migrations/     Alembic; reversible, or marked as a point of no return
    migrating.py    applies and takes back migrations, under a lock, with timeouts
    keys.py         a data key per person, in a database of its own;   encryption.py   sealing with it
    audit.py        who looked at whose papers, and why: append-only
    jobs.py         a job that commits together with what it is about

PostgreSQL enforces whose a row is: the service is the role `creditai_app`, which neither owns a table nor
bypasses row-level security, and each transaction names the person for whom it acts.
"""
