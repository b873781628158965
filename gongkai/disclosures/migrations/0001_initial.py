import django.db.models.deletion
import gongkai.ledger.fields
from django.db import migrations, models
from gongkai.ledger.creating import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '0001_initial'),
        ('obligations', '0001_initial'),
        ('orgs', '0001_initial'),
        ('rulebook', '0001_initial'),
    ]

    operations = [
        CreateModels([migrations.CreateModel(
            name='Disclosure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('code', models.CharField(max_length=20)),
                ('category', models.CharField(max_length=2)),
                ('period', models.CharField(max_length=7)),
                ('plan_ref', models.BigIntegerField(null=True)),
                ('is_major', models.BooleanField(default=False)),
                ('by_rule', models.BooleanField(default=False)),
                ('number', models.CharField(max_length=40, null=True, unique=True)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.BigIntegerField(null=True)),
                ('catalog_entry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rulebook.catalogentry')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organization')),
                ('trigger', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='obligations.trigger')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'period', 'code'], name='disclosure_duty')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('org_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('state', models.CharField(default='draft', max_length=12)),
                ('version', models.PositiveIntegerField(default=0)),
                ('audiences', models.JSONField(default=list)),
                ('methods', models.JSONField(default=list)),
                ('scope_reason', models.CharField(blank=True, default='', max_length=200)),
                ('notice_days', models.PositiveSmallIntegerField(null=True)),
                ('change_note', models.TextField(blank=True, default='')),
                ('kind', models.CharField(default='first', max_length=12)),
                ('change_ref', models.BigIntegerField(null=True)),
                ('due_on', models.DateField(null=True)),
                ('head_name', models.CharField(blank=True, default='', max_length=60)),
                ('feedback_decision', models.TextField(blank=True, default='')),
                ('open_key', models.CharField(max_length=120, null=True, unique=True)),
                ('created_at', models.DateTimeField()),
                ('state_at', models.DateTimeField()),
                ('disclosure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='disclosures.disclosure')),
            ],
            options={
                'indexes': [models.Index(fields=['org_path', 'state'], name='edition_org_state')],
                'constraints': [models.UniqueConstraint(fields=('disclosure', 'number'), name='edition_number')],
            },
        ),
        migrations.CreateModel(
            name='CheckDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('finding', models.CharField(max_length=64)),
                ('reason', models.CharField(max_length=200)),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.BigIntegerField()),
                ('decider_name', models.CharField(max_length=60)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='check_decisions', to='disclosures.edition')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('edition', 'code', 'finding'), name='check_decided_once')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('caption', models.CharField(blank=True, default='', max_length=120)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.BigIntegerField(null=True)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.storedfile')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='disclosures.edition')),
            ],
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=160)),
                ('plain', models.CharField(blank=True, default='', max_length=120)),
                ('content', models.TextField(blank=True, default='')),
                ('procedure', models.TextField(blank=True, default='')),
                ('result', models.TextField(blank=True, default='')),
                ('empty_reasons', models.JSONField(default=dict)),
                ('attachments', models.JSONField(default=list)),
                ('sha256', models.CharField(max_length=64)),
                ('autosaved', models.BooleanField(default=False)),
                ('saved_at', models.DateTimeField()),
                ('saved_by', models.BigIntegerField(null=True)),
                ('saver_name', models.CharField(max_length=60)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='disclosures.edition')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('edition', 'number'), name='revision_number')],
            },
        )]),
        migrations.AddField(
            model_name='edition',
            name='approved_revision',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disclosures.revision'),
        ),
    ]
