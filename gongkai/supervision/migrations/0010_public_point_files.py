"""Files behind works that everybody may have once the work was adopted; those hung before stay with those concerned."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("supervision", "0009_group_tasks")]

    operations = [migrations.AddField("pointfile", "public", models.BooleanField(default=False))]
