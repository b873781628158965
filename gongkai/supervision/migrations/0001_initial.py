import django.db.models.deletion
import gongkai.ledger.fields
from django.db import migrations, models
from gongkai.ledger.creating import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '0001_initial'),
        ('orgs', '0002_board_places_are_carriers'),
    ]

    operations = [
        CreateModels([migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('point', models.CharField(max_length=1)),
                ('facts', models.TextField()),
                ('article', models.CharField(max_length=40)),
                ('demand', models.TextField()),
                ('seen', models.TextField(blank=True, default='')),
                ('found_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Problem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('facts', models.TextField()),
                ('article', models.CharField(max_length=40)),
                ('demand', models.TextField()),
                ('measure', models.TextField(blank=True, default='')),
                ('person', models.CharField(blank=True, default='', max_length=60)),
                ('finish_on', models.DateField(null=True)),
                ('done', models.TextField(blank=True, default='')),
            ],
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('caption', models.CharField(blank=True, default='', max_length=120)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.storedfile')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='supervision.finding')),
            ],
        ),
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('inspector_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('number', models.CharField(max_length=60, unique=True)),
                ('team', models.CharField(max_length=200)),
                ('visit_on', models.DateField()),
                ('state', models.CharField(default='planned', max_length=12)),
                ('version', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.BigIntegerField(null=True)),
                ('begun_at', models.DateTimeField(null=True)),
                ('summary', models.TextField(blank=True, default='')),
                ('total', models.PositiveIntegerField(null=True)),
                ('grade', models.CharField(blank=True, default='', max_length=12)),
                ('concluded_at', models.DateTimeField(null=True)),
                ('concluder_name', models.CharField(blank=True, default='', max_length=60)),
                ('remark', models.TextField(blank=True, default='')),
                ('inspector', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organization')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organization')),
                ('recheck_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rechecks', to='supervision.inspection')),
            ],
            options={
                'indexes': [models.Index(fields=['inspector_path', 'state'], name='inspection_body'), models.Index(fields=['org_path', 'state'], name='inspection_org')],
            },
        )]),
        migrations.AddField(
            model_name='finding',
            name='inspection',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='supervision.inspection'),
        ),
        migrations.CreateModel(
            name='InspectionPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('inspector_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('number', models.CharField(max_length=60, unique=True)),
                ('title', models.CharField(max_length=120)),
                ('team', models.CharField(max_length=200)),
                ('draw_on', models.DateField()),
                ('visit_on', models.DateField()),
                ('lot_source', models.CharField(max_length=200)),
                ('sample', models.PositiveIntegerField()),
                ('pool', models.JSONField(default=list)),
                ('lot', models.CharField(blank=True, default='', max_length=120)),
                ('drawn', models.JSONField(default=list)),
                ('state', models.CharField(default='draft', max_length=12)),
                ('version', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.BigIntegerField(null=True)),
                ('announced_at', models.DateTimeField(null=True)),
                ('drawn_at', models.DateTimeField(null=True)),
                ('remark', models.TextField(blank=True, default='')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['inspector_path', 'state'], name='inspection_plan_body')],
            },
        ),
        migrations.AddField(
            model_name='inspection',
            name='plan',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='supervision.inspectionplan'),
        ),
        CreateModels([migrations.CreateModel(
            name='Proof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('caption', models.CharField(blank=True, default='', max_length=120)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.storedfile')),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proofs', to='supervision.problem')),
            ],
        ),
        migrations.CreateModel(
            name='Rectification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('inspector_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('source', models.CharField(max_length=40)),
                ('number', models.CharField(max_length=60, unique=True)),
                ('title', models.CharField(max_length=160)),
                ('state', models.CharField(default='issued', max_length=12)),
                ('version', models.PositiveIntegerField(default=0)),
                ('issued_at', models.DateTimeField()),
                ('issuer_name', models.CharField(blank=True, default='', max_length=60)),
                ('plan_due', models.DateField()),
                ('due_on', models.DateField()),
                ('received_at', models.DateTimeField(null=True)),
                ('receiver_name', models.CharField(blank=True, default='', max_length=60)),
                ('planned_at', models.DateTimeField(null=True)),
                ('reported_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('refused', models.PositiveIntegerField(default=0)),
                ('late', models.BooleanField(default=False)),
                ('remark', models.TextField(blank=True, default='')),
                ('inspector', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organization')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['org_path', 'state'], name='rectification_org'), models.Index(fields=['inspector_path', 'state'], name='rectification_body'), models.Index(fields=['source'], name='rectification_source')],
            },
        )]),
        migrations.AddField(
            model_name='problem',
            name='rectification',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='problems', to='supervision.rectification'),
        ),
        migrations.CreateModel(
            name='SheetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=4)),
                ('name', models.CharField(max_length=60)),
                ('most', models.PositiveIntegerField()),
                ('found', models.CharField(blank=True, default='', max_length=200)),
                ('records', models.CharField(blank=True, default='', max_length=20)),
                ('proposed', models.PositiveIntegerField(null=True)),
                ('tenths', models.PositiveIntegerField(null=True)),
                ('comment', models.CharField(blank=True, default='', max_length=300)),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='supervision.inspection')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('inspection', 'code'), name='sheet_line_once')],
            },
        ),
    ]
