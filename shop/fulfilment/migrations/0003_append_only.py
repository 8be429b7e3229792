"""The database itself refuses changes of these rows."""

from django.db import migrations

from shop.audit.append_only import RefuseChanges


class Migration(migrations.Migration):
    dependencies = [("fulfilment", "0002_initial")]

    operations = [RefuseChanges("fulfilment_statechange")]
