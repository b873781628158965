import django.db.models.deletion
import gongkai.ledger.fields
from django.conf import settings
from django.db import migrations, models
from gongkai.ledger.creating import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '0001_initial'),
    ]

    operations = [
        CreateModels([migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=60)),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LeadingGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('office_name', models.CharField(max_length=100)),
                ('phone', models.CharField(blank=True, default='', max_length=40)),
                ('document', models.CharField(blank=True, default='', max_length=100)),
                ('formed_on', models.DateField()),
                ('ended_on', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Organization',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', gongkai.ledger.fields.PathField(max_length=64, unique=True)),
                ('depth', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(max_length=24)),
                ('name', models.CharField(max_length=100)),
                ('short_name', models.CharField(max_length=40)),
                ('code', models.CharField(max_length=30, unique=True)),
                ('status', models.CharField(default='active', max_length=12)),
                ('owes_duties', models.BooleanField(default=True)),
                ('directly_under_county', models.BooleanField(default=False)),
                ('posted_agency', models.BooleanField(default=False)),
                ('committee', models.CharField(blank=True, default='', max_length=24)),
                ('upper_department', models.CharField(blank=True, default='', max_length=100)),
                ('established_on', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('phone', models.CharField(blank=True, default='', max_length=40)),
                ('phone_hours', models.CharField(blank=True, default='', max_length=60)),
                ('address', models.CharField(blank=True, default='', max_length=120)),
                ('board_places', models.TextField(blank=True, default='')),
                ('duties_from', models.CharField(default='2011-07', max_length=7)),
                ('version', models.PositiveIntegerField(default=0)),
                ('catalog_maker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organization')),
                ('leading_group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.leadinggroup')),
                ('successor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organization')),
                ('superior', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='orgs.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'status'], name='org_kind'), models.Index(fields=['superior', 'status'], name='org_superior')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('roll_number', models.CharField(max_length=30)),
                ('name', models.CharField(max_length=60)),
                ('status', models.CharField(default='full', max_length=12)),
                ('group', models.CharField(blank=True, default='', max_length=40)),
                ('joined_on', models.DateField(null=True)),
                ('from_date', models.DateField()),
                ('to_date', models.DateField(null=True)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orgs.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['user', 'from_date'], name='member_user')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('to_date', None)), fields=('org', 'roll_number'), name='roll_number_once')],
            },
        ),
        migrations.CreateModel(
            name='MakerDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=40)),
                ('basis', models.CharField(max_length=200)),
                ('is_override', models.BooleanField(default=False)),
                ('needs_consultation', models.BooleanField(default=False)),
                ('from_date', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('maker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organization')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='maker_decisions', to='orgs.organization')),
            ],
        )]),
        migrations.AddField(
            model_name='leadinggroup',
            name='org',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='orgs.organization'),
        ),
        CreateModels([migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('to_add', models.PositiveIntegerField(default=0)),
                ('to_change', models.PositiveIntegerField(default=0)),
                ('problems', models.JSONField(default=list)),
                ('problem_count', models.PositiveIntegerField(default=0)),
                ('looked_at', models.DateTimeField()),
                ('looked_by', models.BigIntegerField(null=True)),
                ('applied_at', models.DateTimeField(null=True)),
                ('applied_by', models.BigIntegerField(null=True)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.storedfile')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organization')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('applied_at', None), ('problem_count', 0), _connector='OR'), name='import_applied_without_problems')],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=24)),
                ('org_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('subtree', models.BooleanField(default=False)),
                ('acting', models.BooleanField(default=False)),
                ('from_date', models.DateField()),
                ('to_date', models.DateField(null=True)),
                ('basis', models.CharField(blank=True, default='', max_length=200)),
                ('given_by', models.BigIntegerField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='held_grants', to=settings.AUTH_USER_MODEL)),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orgs.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['user', 'from_date'], name='grant_user'), models.Index(fields=['org', 'role'], name='grant_org_role')],
            },
        ),
        migrations.CreateModel(
            name='OrganizationName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('short_name', models.CharField(max_length=40)),
                ('from_date', models.DateField()),
                ('basis', models.CharField(blank=True, default='', max_length=200)),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='orgs.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'from_date'), name='org_name_day')],
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', gongkai.ledger.fields.PathField(max_length=64)),
                ('from_date', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('basis', models.CharField(blank=True, default='', max_length=200)),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='orgs.organization')),
                ('superior', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'from_date'], name='placement_day')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.CharField(max_length=20)),
                ('title', models.CharField(max_length=60)),
                ('holder_name', models.CharField(blank=True, default='', max_length=60)),
                ('acting', models.BooleanField(default=False)),
                ('phone', models.CharField(blank=True, default='', max_length=40)),
                ('from_date', models.DateField()),
                ('to_date', models.DateField(null=True)),
                ('basis', models.CharField(blank=True, default='', max_length=200)),
                ('holder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='orgs.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'duty', 'from_date'], name='post_org_duty')],
            },
        ),
        migrations.CreateModel(
            name='UnitCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_sha256', models.CharField(max_length=64, unique=True)),
                ('valid_until', models.DateField()),
                ('issued_at', models.DateTimeField()),
                ('issued_by', models.BigIntegerField(null=True)),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orgs.organization')),
            ],
        ),
        migrations.CreateModel(
            name='UnitMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('since', models.DateField()),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orgs.organization')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'user'), name='unit_member_once')],
            },
        )]),
    ]
