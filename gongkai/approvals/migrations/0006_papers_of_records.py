"""Signed sheets of plans, exemptions and changes, which have no text of an edition."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("approvals", "0005_signed_papers")]

    operations = [
        migrations.AddField(
            "signedpaper", "subject", models.CharField(blank=True, default="", max_length=40)
        ),
        migrations.AlterField(
            "signedpaper", "edition",
            models.ForeignKey("disclosures.Edition", models.PROTECT, null=True, related_name="+"),
        ),
        migrations.AlterField(
            "signedpaper", "revision",
            models.ForeignKey("disclosures.Revision", models.PROTECT, null=True, related_name="+"),
        ),
        migrations.AddIndex(
            "signedpaper", models.Index(fields=["subject", "id"], name="signed_paper_subject")
        ),
    ]
