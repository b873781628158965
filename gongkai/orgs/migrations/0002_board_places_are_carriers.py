from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('orgs', '0001_initial'),
        ('publication', '0004_carriers_from_texts'),  # the texts were read there
    ]

    operations = [
        migrations.RemoveField(
            model_name='organization',
            name='board_places',
        ),
    ]
