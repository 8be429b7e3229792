"""The database itself refuses changes of a published wording."""

from django.db import migrations

from shop.audit.append_only import RefuseChanges


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial")]

    operations = [RefuseChanges("policies_wording")]
