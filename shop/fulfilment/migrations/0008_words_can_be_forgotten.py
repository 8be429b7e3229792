"""That something moved stays; the words somebody gave for it can be forgotten with the buyer."""

from django.db import migrations

from shop.audit.append_only import LetForget


class Migration(migrations.Migration):
    dependencies = [("fulfilment", "0007_actors_and_instants")]

    operations = [
        LetForget("fulfilment_statechange", "reason"),
        LetForget("fulfilment_lineoutcome", "reason"),
        LetForget("fulfilment_doorrefusal", "reason"),
    ]
