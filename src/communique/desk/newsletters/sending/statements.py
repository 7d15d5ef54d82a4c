"""The ledger's statements that are run for each message, as SQL: Django's own way takes five times as long."""

CLAIM = """
WITH found AS MATERIALIZED (
  SELECT id FROM newsletters_delivery
  WHERE issue_id = %s AND state = '{state}' AND id > %s AND leased_by = '' {where}
  ORDER BY id LIMIT %s {lock}
)
UPDATE newsletters_delivery SET leased_by = %s, lease_until = %s
WHERE leased_by = '' AND id IN (SELECT id FROM found)
RETURNING id, subscriber_id, address, attempts
"""
"""Take rows nobody holds. The state is written out, so that SQLite sees which partial index it may use;
PostgreSQL would look for rows again for each row it finds, and take more than asked, were they not materialized."""

STEP = """
UPDATE newsletters_delivery SET
  state = CASE id WHEN %(next)s THEN 'sending' ELSE %(state)s END,
  attempts = CASE id WHEN %(next)s THEN attempts + 1 ELSE attempts END,
  code = CASE id WHEN 0 THEN code WHEN %(next)s THEN NULL ELSE %(code)s END,
  answer = CASE id WHEN %(next)s THEN '' ELSE %(words)s END,
  due_at = CASE id WHEN 0 THEN due_at WHEN %(next)s THEN NULL ELSE %(due_at)s END,
  leased_by = CASE id WHEN %(next)s THEN leased_by ELSE '' END,
  lease_until = CASE id WHEN %(next)s THEN lease_until ELSE NULL END,
  at = %(at)s
WHERE id IN (%(next)s, %(last)s) AND leased_by || '' = %(holder)s
  AND (id = %(next)s AND state IN ('pending', 'deferred') OR id = %(last)s AND state = 'sending')
RETURNING id
"""
"""Write down what came of one message, and mark the next as being sent: one commit. The branches for row 0, which there is none of,
tell PostgreSQL the types; the empty word keeps it from the index of who holds rows, which is full of what it has not cleared away
yet. Named values, as Django is slow to count unnamed ones."""
