"""Who sent a photo in, so that the same person does not judge it; of those sent before only the name is known."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("supervision", "0010_public_point_files")]

    operations = [migrations.AddField("spotcheck", "sender_id", models.BigIntegerField(null=True))]
