"""The database itself refuses changes of these rows."""

from django.db import migrations

from shop.audit.append_only import RefuseChanges


class Migration(migrations.Migration):
    dependencies = [("stock", "0001_initial")]

    operations = [RefuseChanges("stock_movement")]
