"""The database itself refuses changes of these rows."""

from django.db import migrations

from shop.audit.append_only import RefuseChanges


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]

    operations = [RefuseChanges("notices_delivery")]
