"""A forgotten order is forgotten once."""

from django.db import migrations

from shop.audit.append_only import RefuseChanges


class Migration(migrations.Migration):
    dependencies = [("personal_data", "0001_initial")]

    operations = [RefuseChanges("personal_data_forgottenorder")]
