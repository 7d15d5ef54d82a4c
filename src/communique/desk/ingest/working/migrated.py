"""Whether the database has the tables that the code asks for."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def unmigrated() -> list[str]:
    """Migrations that were not made yet, by name; empty where all were."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label} {migration.name}" for migration, _ in plan]
