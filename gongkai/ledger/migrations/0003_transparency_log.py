import django.db.models.deletion
from django.db import migrations, models
from gongkai.ledger.creating import CreateModels


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0002_notices'),
    ]

    operations = [
        CreateModels([migrations.CreateModel(
            name='Leaf',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('log', models.CharField(max_length=20)),
                ('seq', models.PositiveBigIntegerField()),
                ('key', models.CharField(max_length=120)),
                ('subject', models.CharField(blank=True, default='', max_length=60)),
                ('entry', models.TextField()),
                ('hash', models.BinaryField()),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('subject', ''), _negated=True), fields=['log', 'subject', '-seq'], name='leaf_subject')],
                'constraints': [models.UniqueConstraint(fields=('log', 'seq'), name='leaf_seq'), models.UniqueConstraint(fields=('log', 'key'), name='leaf_key')],
            },
        ),
        migrations.CreateModel(
            name='TransparencyLog',
            fields=[
                ('name', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('size', models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='TreeNode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('log', models.CharField(max_length=20)),
                ('height', models.PositiveSmallIntegerField()),
                ('number', models.PositiveBigIntegerField()),
                ('hash', models.BinaryField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('log', 'height', 'number'), name='tree_node')],
            },
        ),
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('log', models.CharField(max_length=20)),
                ('size', models.PositiveBigIntegerField()),
                ('note', models.TextField()),
                ('signed_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('log', 'size'), name='checkpoint_size')],
            },
        ),
        migrations.CreateModel(
            name='LeafSalt',
            fields=[
                ('leaf', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='salt', serialize=False, to='ledger.leaf')),
                ('salt', models.CharField(max_length=64)),
                ('about', models.TextField(blank=True, default='')),
            ],
        )]),
    ]
