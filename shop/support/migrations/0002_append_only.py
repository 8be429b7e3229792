"""What was said stays, but for the words of somebody who is forgotten."""

from django.db import migrations

from shop.audit.append_only import RefuseChangesButForgetting


class Migration(migrations.Migration):
    dependencies = [("support", "0001_initial")]

    operations = [RefuseChangesButForgetting("support_ticketentry", "text")]
