"""Sheets signed with the pen, brought back to the steps of an edition."""

from django.db import migrations, models

from gongkai.ledger.fields import PathField

PROTECT = models.PROTECT


class Migration(migrations.Migration):
    dependencies = [
        ("approvals", "0004_plans_asked_later"),
        ("disclosures", "0005_late_reason"),
        ("ledger", "0009_logs_by_role"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignedPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("edition", models.ForeignKey("disclosures.Edition", PROTECT, related_name="+")),
                ("org_path", PathField()),
                ("revision", models.ForeignKey("disclosures.Revision", PROTECT, related_name="+")),
                ("signers", models.JSONField(default=dict)),
                ("signed_on", models.DateField()),
                ("file", models.ForeignKey("ledger.StoredFile", PROTECT, related_name="+")),
                ("added_at", models.DateTimeField()),
                ("added_by", models.BigIntegerField(null=True)),
                ("adder_name", models.CharField(max_length=60)),
                ("void_reason", models.CharField(blank=True, default="", max_length=200)),
                ("voided_at", models.DateTimeField(null=True)),
                ("voider_name", models.CharField(blank=True, default="", max_length=60)),
            ],
            options={"indexes": [models.Index(fields=["edition", "id"], name="signed_paper_edition")]},
        ),
    ]
