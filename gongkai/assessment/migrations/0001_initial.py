import django.db.models.deletion
import gongkai.ledger.fields
from django.conf import settings
from django.db import migrations, models
from gongkai.ledger.creating import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('orgs', '0002_board_places_are_carriers'),
        ('orgs', '__first__'),
    ]

    operations = [
        CreateModels([migrations.CreateModel(
            name='YearSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('year', models.PositiveSmallIntegerField()),
                ('number', models.CharField(max_length=60, unique=True)),
                ('state', models.CharField(default='self', max_length=12)),
                ('version', models.PositiveIntegerField(default=0)),
                ('selves', models.JSONField(default=dict)),
                ('frozen', models.JSONField(default=dict)),
                ('head_name', models.CharField(blank=True, default='', max_length=60)),
                ('remark', models.TextField(blank=True, default='')),
                ('submitted_by', models.BigIntegerField(null=True)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('reviewed_by', models.BigIntegerField(null=True)),
                ('reviewed_at', models.DateTimeField(null=True)),
                ('until', models.DateField(null=True)),
                ('grade', models.CharField(blank=True, default='', max_length=12)),
                ('head_grade', models.CharField(blank=True, default='', max_length=12)),
                ('total', models.PositiveIntegerField(null=True)),
                ('head_total', models.PositiveIntegerField(null=True)),
                ('graded_at', models.DateTimeField(null=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['year', 'org_path'], name='year_sheet_path')],
                'constraints': [models.UniqueConstraint(fields=('org', 'year'), name='year_sheet_once')],
            },
        ),
        migrations.CreateModel(
            name='Dispute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('line', models.CharField(max_length=20)),
                ('text', models.TextField()),
                ('state', models.CharField(default='filed', max_length=10)),
                ('version', models.PositiveIntegerField(default=0)),
                ('filed_at', models.DateTimeField()),
                ('filed_by', models.BigIntegerField()),
                ('filer_name', models.CharField(max_length=60)),
                ('due_on', models.DateField()),
                ('points_before', models.IntegerField()),
                ('points_after', models.IntegerField(null=True)),
                ('decision', models.TextField(blank=True, default='')),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.BigIntegerField(null=True)),
                ('decider_name', models.CharField(blank=True, default='', max_length=60)),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disputes', to='assessment.yearsheet')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sheet', 'line'), name='line_disputed_once')],
            },
        ),
        migrations.CreateModel(
            name='YearUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('recorded_at', models.DateTimeField()),
                ('recorder_name', models.CharField(max_length=60)),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='assessment.yearsheet')),
            ],
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('county_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('number', models.CharField(max_length=60, unique=True)),
                ('year', models.PositiveSmallIntegerField()),
                ('trigger', models.CharField(max_length=16)),
                ('step', models.CharField(max_length=10)),
                ('target', models.CharField(max_length=14)),
                ('person_name', models.CharField(blank=True, default='', max_length=60)),
                ('facts', models.TextField(blank=True, default='')),
                ('measure', models.CharField(blank=True, default='', max_length=12)),
                ('state', models.CharField(default='opened', max_length=12)),
                ('version', models.PositiveIntegerField(default=0)),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.BigIntegerField(null=True)),
                ('told_at', models.DateTimeField(null=True)),
                ('until', models.DateField(null=True)),
                ('statement', models.TextField(blank=True, default='')),
                ('stated_at', models.DateTimeField(null=True)),
                ('stated_by', models.CharField(blank=True, default='', max_length=60)),
                ('decision', models.TextField(blank=True, default='')),
                ('decided_at', models.DateTimeField(null=True)),
                ('decider_name', models.CharField(blank=True, default='', max_length=60)),
                ('transfer', models.TextField(blank=True, default='')),
                ('transferred_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('remark', models.TextField(blank=True, default='')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organization')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['county_path', 'state'], name='case_county'), models.Index(fields=['org', 'year'], name='case_org_year')],
            },
        ),
        migrations.CreateModel(
            name='YearFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('year', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(max_length=16)),
                ('points', models.PositiveIntegerField(default=0)),
                ('reason', models.TextField()),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.BigIntegerField(null=True)),
                ('recorder_name', models.CharField(max_length=60)),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['year', 'org_path'], name='year_fact_path')],
            },
        )]),
    ]
