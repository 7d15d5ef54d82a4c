"""Full-text search over reports and incidents: one index, kept in step with what it is of, on SQLite and on PostgreSQL."""
