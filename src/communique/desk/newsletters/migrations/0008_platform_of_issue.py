"""An issue keeps which platform it was handed to; those with a campaign were handed to Mailchimp."""

from typing import Any

from django.db import migrations, models


def with_campaign(apps: Any, editor: Any) -> None:
    """Issues whose campaign is at Mailchimp, or may be."""
    rows = apps.get_model("newsletters", "Remote").objects.filter(thing="issue")
    there = [int(row.ours) for row in rows.iterator() if row.theirs or row.state.get("creating")]
    issues = apps.get_model("newsletters", "Issue").objects
    for start in range(0, len(there), 500):
        issues.filter(pk__in=there[start : start + 500], deliveries=None).update(platform="mailchimp")


class Migration(migrations.Migration):
    dependencies = [
        ("newsletters", "0007_confirmations"),
    ]

    operations = [
        migrations.AddField(
            model_name="issue",
            name="platform",
            field=models.CharField(blank=True, choices=[("smtp", "SMTP"), ("mailchimp", "Mailchimp")], max_length=9),
        ),
        migrations.RunPython(with_campaign, migrations.RunPython.noop),
    ]
