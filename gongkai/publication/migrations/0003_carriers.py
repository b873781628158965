import django.db.models.deletion
import gongkai.ledger.fields
from django.db import migrations, models
from gongkai.ledger.creating import CreateModels


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0001_initial'),
        ('orgs', '0001_initial'),
        ('publication', '0002_search_index'),
    ]

    operations = [
        CreateModels([migrations.CreateModel(
            name='CarrierCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('by_name', models.CharField(max_length=60)),
                ('condition', models.CharField(max_length=8)),
                ('wrong', models.CharField(blank=True, default='', max_length=200)),
                ('month_hangs', models.BooleanField()),
                ('photo_sha256', models.CharField(blank=True, default='', max_length=64)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='CarrierKeeper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('phone', models.CharField(blank=True, default='', max_length=40)),
                ('from_date', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Carrier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('kind', models.CharField(max_length=16)),
                ('name', models.CharField(max_length=60)),
                ('place', models.CharField(max_length=120)),
                ('position', models.CharField(blank=True, default='', max_length=120)),
                ('from_date', models.DateField()),
                ('registered_at', models.DateTimeField()),
                ('registered_by', models.BigIntegerField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('end_reason', models.CharField(blank=True, default='', max_length=200)),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['org_path', 'kind'], name='carrier_path'), models.Index(fields=['org', 'ended_on'], name='carrier_org')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('org', 'kind', 'name'), name='carrier_name_once')],
            },
        )]),
        migrations.AddField(
            model_name='placement',
            name='carrier',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='publication.carrier'),
        ),
        migrations.AddIndex(
            model_name='placement',
            index=models.Index(condition=models.Q(('carrier', None), _negated=True), fields=['carrier', '-starts_at'], name='placement_carrier'),
        ),
        migrations.AddField(
            model_name='carriercheck',
            name='carrier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='publication.carrier'),
        ),
        migrations.AddField(
            model_name='carriercheck',
            name='photo',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.storedfile'),
        ),
        migrations.AddField(
            model_name='carrierkeeper',
            name='carrier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='keepers', to='publication.carrier'),
        ),
        migrations.AddIndex(
            model_name='carriercheck',
            index=models.Index(fields=['carrier', '-day'], name='check_day'),
        ),
        migrations.AddConstraint(
            model_name='carriercheck',
            constraint=models.UniqueConstraint(condition=models.Q(('photo_sha256', ''), _negated=True), fields=('photo_sha256',), name='check_photo_once'),
        ),
        migrations.AddIndex(
            model_name='carrierkeeper',
            index=models.Index(fields=['carrier', '-from_date'], name='keeper_day'),
        ),
    ]
