"""A log fills a role; where entries are lost for good another log goes on in it, and the closed one stays readable."""

from django.db import migrations, models
from django.db.models import F


def name_roles(apps, schema_editor):
    """So far each role had one log, called like it."""
    apps.get_model("ledger", "TransparencyLog").objects.update(role=F("name"))


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0008_file_pages'),
    ]

    operations = [
        migrations.AddField(
            model_name='transparencylog',
            name='closed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='transparencylog',
            name='role',
            field=models.CharField(default='', max_length=10),
            preserve_default=False,
        ),
        migrations.RunPython(name_roles, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name='transparencylog',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('role',), name='one_open_log'),
        ),
    ]
