import django.db.models.deletion
import gongkai.ledger.fields
from django.conf import settings
from django.db import migrations, models
from gongkai.ledger.creating import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('approvals', '0001_initial'),
        ('disclosures', '0002_edition_kind_longer'),
        ('ledger', '0001_initial'),
        ('orgs', '0002_board_places_are_carriers'),
        ('orgs', '__first__'),
    ]

    operations = [
        CreateModels([migrations.CreateModel(
            name='AccessRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org_path', gongkai.ledger.fields.PathField(max_length=64)),
                ('number', models.CharField(max_length=60, unique=True)),
                ('applicant_name', models.CharField(max_length=60)),
                ('contact', models.CharField(blank=True, default='', max_length=60)),
                ('channel', models.CharField(max_length=10)),
                ('typed_by', models.BigIntegerField(null=True)),
                ('typed_name', models.CharField(blank=True, default='', max_length=60)),
                ('matter', models.CharField(max_length=120)),
                ('description', models.TextField()),
                ('period', models.CharField(blank=True, default='', max_length=60)),
                ('document', models.CharField(blank=True, default='', max_length=80)),
                ('purpose', models.TextField(blank=True, default='')),
                ('form', models.CharField(max_length=12)),
                ('category', models.CharField(default='8', max_length=1)),
                ('correction', models.TextField(blank=True, default='')),
                ('state', models.CharField(default='received', max_length=12)),
                ('version', models.PositiveIntegerField(default=0)),
                ('open_key', models.CharField(max_length=64, null=True, unique=True)),
                ('received_on', models.DateField()),
                ('created_at', models.DateTimeField()),
                ('accepted_on', models.DateField(null=True)),
                ('due_on', models.DateField(null=True)),
                ('answer_by', models.DateField(null=True)),
                ('corrected', models.BooleanField(default=False)),
                ('third_party', models.CharField(blank=True, default='', max_length=60)),
                ('consulted_on', models.DateField(null=True)),
                ('third_party_words', models.TextField(blank=True, default='')),
                ('extensions', models.PositiveSmallIntegerField(default=0)),
                ('extension_reason', models.TextField(blank=True, default='')),
                ('extension_consent', models.CharField(blank=True, default='', max_length=60)),
                ('late', models.BooleanField(default=False)),
                ('ruling_late', models.BooleanField(default=False)),
                ('escalated_on', models.DateField(null=True)),
                ('result', models.CharField(blank=True, default='', max_length=12)),
                ('answer', models.TextField(blank=True, default='')),
                ('cleared_by', models.CharField(blank=True, default='', max_length=60)),
                ('closed_on', models.DateField(null=True)),
                ('filing_number', models.CharField(blank=True, default='', max_length=60)),
                ('filed_on', models.DateField(null=True)),
                ('acknowledged_on', models.DateField(null=True)),
                ('acknowledged_by', models.CharField(blank=True, default='', max_length=60)),
                ('reexamined', models.PositiveSmallIntegerField(default=0)),
                ('applicant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('applicant_org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organization')),
                ('edition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disclosures.edition')),
                ('elsewhere', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organization')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.membership')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organization')),
                ('plan', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='approvals.offcatalogplan')),
                ('repeats', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access_requests.accessrequest')),
            ],
            options={
                'indexes': [models.Index(fields=['org_path', 'state'], name='request_org_state'), models.Index(fields=['applicant', 'received_on'], name='request_applicant'), models.Index(fields=['state', 'due_on'], name='request_due'), models.Index(fields=['org', 'received_on'], name='request_year')],
            },
        ),
        migrations.CreateModel(
            name='RefusalProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10)),
                ('reasons', models.TextField()),
                ('basis', models.CharField(max_length=200)),
                ('until', models.DateField(null=True)),
                ('proposed_on', models.DateField()),
                ('proposed_by', models.BigIntegerField(null=True)),
                ('proposer_name', models.CharField(max_length=60)),
                ('due_on', models.DateField()),
                ('ruling', models.CharField(blank=True, default='', max_length=10)),
                ('words', models.TextField(blank=True, default='')),
                ('ruled_on', models.DateField(null=True)),
                ('ruler_name', models.CharField(blank=True, default='', max_length=60)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='access_requests.accessrequest')),
                ('superior', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organization')),
            ],
        ),
        migrations.CreateModel(
            name='RequestFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(max_length=12)),
                ('caption', models.CharField(blank=True, default='', max_length=120)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.storedfile')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='access_requests.accessrequest')),
            ],
        ),
        migrations.CreateModel(
            name='RequestPause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('began', models.DateField()),
                ('ended', models.DateField()),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='access_requests.accessrequest')),
            ],
        ),
        migrations.CreateModel(
            name='RequestStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(max_length=16)),
                ('label', models.CharField(max_length=20)),
                ('text', models.TextField(blank=True, default='')),
                ('on', models.DateField()),
                ('due_on', models.DateField(null=True)),
                ('by', models.BigIntegerField(null=True)),
                ('by_name', models.CharField(max_length=60)),
                ('org_name', models.CharField(max_length=100)),
                ('letter_number', models.PositiveIntegerField(null=True)),
                ('proposal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access_requests.refusalproposal')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='access_requests.accessrequest')),
            ],
        )]),
    ]
