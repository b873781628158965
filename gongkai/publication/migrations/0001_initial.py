import django.db.models.deletion
import gongkai.ledger.fields
from django.conf import settings
from django.db import migrations, models
from gongkai.ledger.creating import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('disclosures', '0001_initial'),
        ('ledger', '0001_initial'),
        ('orgs', '0001_initial'),
        ('orgs', '__first__'),
    ]

    operations = [
        CreateModels([migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('org_name', models.CharField(max_length=100)),
                ('register_number', models.PositiveIntegerField()),
                ('audience', models.CharField(max_length=10)),
                ('code', models.CharField(max_length=20)),
                ('category', models.CharField(max_length=2)),
                ('period', models.CharField(max_length=7)),
                ('title', models.CharField(max_length=160)),
                ('published_at', models.DateTimeField()),
                ('published_by', models.BigIntegerField(null=True)),
                ('due_on', models.DateField(null=True)),
                ('notice_start', models.DateField(null=True)),
                ('notice_end', models.DateField(null=True)),
                ('notice_result', models.TextField(blank=True, default='')),
                ('notice_result_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('end_kind', models.CharField(blank=True, default='', max_length=12)),
                ('disclosure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disclosures.disclosure')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disclosures.edition')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organization')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disclosures.revision')),
            ],
            options={
                'indexes': [models.Index(fields=['org_path', '-published_at'], name='publication_org'), models.Index(fields=['audience', '-published_at'], name='publication_newest'), models.Index(fields=['disclosure'], name='publication_disclosure')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('edition', 'audience'), name='circle_once')],
            },
        ),
        migrations.CreateModel(
            name='Explanation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('change_ref', models.BigIntegerField(null=True)),
                ('kind', models.CharField(max_length=12)),
                ('text', models.TextField()),
                ('audiences', models.JSONField(default=list)),
                ('published_at', models.DateTimeField()),
                ('published_by', models.BigIntegerField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('disclosure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disclosures.disclosure')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disclosures.edition')),
            ],
        ),
        migrations.CreateModel(
            name='SearchDocument',
            fields=[
                ('publication', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='publication.publication')),
                ('org_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('audience', models.CharField(max_length=10)),
                ('category', models.CharField(max_length=2)),
                ('published_on', models.DateField()),
                ('title', models.CharField(max_length=160)),
                ('text', models.TextField()),
                ('grams', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('method', models.CharField(max_length=4)),
                ('place', models.CharField(blank=True, default='', max_length=120)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(null=True)),
                ('details', models.JSONField(default=dict)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.BigIntegerField(null=True)),
                ('proof', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.storedfile')),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='publication.publication')),
            ],
            options={
                'indexes': [models.Index(fields=['publication'], name='placement_publication')],
            },
        ),
        migrations.CreateModel(
            name='IndividualNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person_name', models.CharField(max_length=60)),
                ('method', models.CharField(max_length=4)),
                ('told_at', models.DateTimeField()),
                ('place', models.CharField(blank=True, default='', max_length=120)),
                ('informer', models.CharField(max_length=60)),
                ('answer', models.TextField(blank=True, default='')),
                ('signed', models.BooleanField(default=False)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='publication.publication')),
            ],
        )]),
    ]
