"""What Alembic runs for each command; `migrating` gives the connection and holds the lock."""

from __future__ import annotations

from alembic import context

from creditai.store.tables import every_table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=every_table(),
    transaction_per_migration=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
