from django.db import migrations

from relief.subsidies import guards


def install(apps, schema_editor):
    guards.install(schema_editor)


def remove(apps, schema_editor):
    guards.remove(schema_editor)


class Migration(migrations.Migration):
    """Payments of a closed month stay as they are, whoever writes."""

    dependencies = [("subsidies", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
