import django.db.models.deletion
import gongkai.ledger.fields
from django.db import migrations, models
from gongkai.ledger.creating import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('orgs', '0001_initial'),
        ('rulebook', '0001_initial'),
    ]

    operations = [
        CreateModels([migrations.CreateModel(
            name='Matter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('code', models.CharField(max_length=20)),
                ('title', models.CharField(max_length=120)),
                ('state', models.CharField(default='open', max_length=12)),
                ('version', models.PositiveIntegerField(default=0)),
                ('opened_on', models.DateField()),
                ('expected_end', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('progress', models.PositiveSmallIntegerField(default=0)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.BigIntegerField(null=True)),
                ('entry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rulebook.catalogentry')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orgs.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['org_path', 'state'], name='matter_org_state')],
            },
        ),
        migrations.CreateModel(
            name='NilReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('period', models.CharField(max_length=7)),
                ('code', models.CharField(max_length=20)),
                ('statement', models.CharField(max_length=200)),
                ('signed_by', models.BigIntegerField()),
                ('signer_name', models.CharField(max_length=60)),
                ('signer_post', models.CharField(blank=True, default='', max_length=60)),
                ('signed_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('revoke_reason', models.CharField(blank=True, default='', max_length=200)),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orgs.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('org', 'period', 'code'), name='nil_once')],
            },
        ),
        migrations.CreateModel(
            name='OrgMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.CharField(max_length=7)),
                ('org_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('due_on', models.DateField()),
                ('expected', models.PositiveSmallIntegerField(default=0)),
                ('published', models.PositiveSmallIntegerField(default=0)),
                ('nil', models.PositiveSmallIntegerField(default=0)),
                ('exempt', models.PositiveSmallIntegerField(default=0)),
                ('changed', models.PositiveSmallIntegerField(default=0)),
                ('late', models.PositiveSmallIntegerField(default=0)),
                ('missing', models.PositiveSmallIntegerField(default=0)),
                ('earliest_due', models.DateField(null=True)),
                ('latest_due', models.DateField(null=True)),
                ('open', models.JSONField(default=list)),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orgs.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['period', 'org_path'], include=('expected', 'published', 'nil', 'exempt', 'changed', 'late', 'missing', 'latest_due'), name='org_month_board'), models.Index(condition=models.Q(('missing__gt', 0)), fields=['org_path', 'period'], name='org_month_open')],
                'constraints': [models.UniqueConstraint(fields=('org', 'period'), name='org_month_once')],
            },
        ),
        migrations.CreateModel(
            name='Trigger',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('code', models.CharField(max_length=20)),
                ('category', models.CharField(max_length=2)),
                ('period', models.CharField(max_length=7)),
                ('kind', models.CharField(max_length=12)),
                ('stage', models.CharField(blank=True, default='', max_length=40)),
                ('title', models.CharField(max_length=120)),
                ('event_on', models.DateField()),
                ('due_on', models.DateField()),
                ('computed', models.JSONField(default=dict)),
                ('off_catalog_ref', models.CharField(blank=True, default='', max_length=40)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.BigIntegerField(null=True)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('entry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rulebook.catalogentry')),
                ('matter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='triggers', to='obligations.matter')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orgs.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'period'], name='trigger_org_period'), models.Index(fields=['org_path', 'due_on'], name='trigger_path_due')],
            },
        ),
        migrations.CreateModel(
            name='Exemption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('superior_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('number', models.CharField(max_length=40, unique=True)),
                ('period', models.CharField(max_length=7)),
                ('code', models.CharField(max_length=20)),
                ('category', models.CharField(max_length=2)),
                ('item_name', models.CharField(max_length=120)),
                ('kind', models.CharField(max_length=12)),
                ('reason', models.TextField()),
                ('basis', models.CharField(max_length=200)),
                ('decided_by', models.CharField(max_length=100)),
                ('until', models.DateField(null=True)),
                ('review_on', models.DateField()),
                ('state', models.CharField(default='filed', max_length=14)),
                ('version', models.PositiveIntegerField(default=0)),
                ('filed_at', models.DateTimeField()),
                ('filed_by', models.BigIntegerField(null=True)),
                ('received_at', models.DateTimeField(null=True)),
                ('received_by', models.BigIntegerField(null=True)),
                ('objection', models.TextField(blank=True, default='')),
                ('objection_due', models.DateField(null=True)),
                ('reply', models.TextField(blank=True, default='')),
                ('ended_at', models.DateTimeField(null=True)),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orgs.organization')),
                ('trigger', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='obligations.trigger')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'period'], name='exemption_org_period'), models.Index(fields=['superior_path', 'state'], name='exemption_superior')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('period', models.CharField(max_length=7)),
                ('code', models.CharField(max_length=20)),
                ('category', models.CharField(max_length=2)),
                ('kind', models.CharField(max_length=10)),
                ('answered_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('ref', models.CharField(max_length=40)),
                ('recorded_at', models.DateTimeField()),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orgs.organization')),
                ('trigger', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='obligations.trigger')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'period', 'code'], name='answer_duty'), models.Index(fields=['period', 'org_path'], name='answer_period_path'), models.Index(fields=['ref'], name='answer_ref')],
            },
        ),
        migrations.CreateModel(
            name='Urge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('period', models.CharField(max_length=7)),
                ('code', models.CharField(max_length=20)),
                ('text', models.CharField(max_length=300)),
                ('urged_at', models.DateTimeField()),
                ('urged_by', models.BigIntegerField(null=True)),
                ('urger_name', models.CharField(max_length=60)),
                ('urger_org', models.CharField(blank=True, default='', max_length=100)),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orgs.organization')),
                ('trigger', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='obligations.trigger')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'period'], name='urge_org_period')],
            },
        ),
        migrations.CreateModel(
            name='DueItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.CharField(max_length=7)),
                ('slot', models.PositiveSmallIntegerField()),
                ('code', models.CharField(max_length=20)),
                ('category', models.CharField(max_length=2)),
                ('kind', models.CharField(max_length=12)),
                ('due_on', models.DateField()),
                ('catalog', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='rulebook.catalog')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='rulebook.catalogentry')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('period', 'catalog', 'slot'), name='due_item_once')],
            },
        )]),
    ]
