from django.db import migrations

from shop.audit.append_only import RefuseChanges


class Migration(migrations.Migration):
    """What a line was given, and who bears it, is written once."""

    dependencies = [("promotions", "0001_initial")]

    operations = [RefuseChanges("promotions_linediscount")]
