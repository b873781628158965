"""Each organization that owes a plan has a day of its own; those asked at the opening keep the campaign's."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def day_of_the_campaign(apps, schema_editor):
    owed, campaign = apps.get_model("approvals", "PlanOwed"), apps.get_model("approvals", "Campaign")
    own = campaign.objects.filter(pk=OuterRef("campaign_id")).values("due_on")[:1]
    owed.objects.filter(due_on=None).update(due_on=Subquery(own))


class Migration(migrations.Migration):
    dependencies = [("approvals", "0003_plan_excuses")]

    operations = [
        migrations.AddField("planowed", "asked_on", models.DateField(null=True)),
        migrations.AddField("planowed", "due_on", models.DateField(null=True)),
        migrations.RunPython(day_of_the_campaign, migrations.RunPython.noop),
        migrations.AlterField("planowed", "due_on", models.DateField()),
    ]
