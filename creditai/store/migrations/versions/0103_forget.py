"""Old proof may go: the audit log after a year, consents of those who are gone after five.

The service may not delete from either table, and cannot: the ages stand in this function, which runs as the owner. What is
younger stays, whoever calls it, and whatever time a rehearsal's clock says.
"""

from __future__ import annotations

from alembic import op

revision = "0103"
down_revision = "0102"

_FORGET = """
CREATE FUNCTION forget_old_proof() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE was text := coalesce(current_setting('creditai.purpose', true), '');
BEGIN
  PERFORM set_config('creditai.purpose', 'system', true);
  DELETE FROM audit WHERE made_at < now() - interval '1 year';
  DELETE FROM consent c WHERE c.withdrawn_at < now() - interval '5 years'
    AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = c.person);
  PERFORM set_config('creditai.purpose', was, true);
END
$$
"""


def upgrade() -> None:
    op.execute(_FORGET)
    op.execute("REVOKE ALL ON FUNCTION forget_old_proof() FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION forget_old_proof() TO creditai_app")


def downgrade() -> None:
    op.execute("DROP FUNCTION forget_old_proof()")
