"""What was said stays; whose phone it was can be forgotten."""

from django.db import migrations

from shop.audit.append_only import RefuseChangesButForgetting


class Migration(migrations.Migration):
    dependencies = [("consents", "0001_initial")]

    operations = [RefuseChangesButForgetting("consents_consent", "phone")]
