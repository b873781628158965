"""SQLite cannot use an index with a condition for a value that comes as a parameter: every append read the whole log."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0003_transparency_log'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='leaf', name='leaf_subject'),
        migrations.AddIndex(model_name='leaf', index=models.Index(fields=['log', 'subject', '-seq'], name='leaf_about')),
    ]
