"""Find the few who chose another rhythm than their list's, among all who get it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the index."""

    dependencies = [("newsletters", "0003_looking")]
    operations = [
        migrations.AddIndex(
            model_name="subscription",
            index=models.Index(
                condition=models.Q(("frequency", ""), _negated=True),
                fields=["list", "frequency"],
                name="subscription_rhythm",
            ),
        ),
    ]
