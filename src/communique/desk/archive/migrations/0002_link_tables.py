"""The tables that linking works on, made from the statements of the store of incidents."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from communique.desk.archive.link_tables import TABLES, created


def make(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in created(editor.connection.vendor):
        editor.execute(statement)


def drop(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
