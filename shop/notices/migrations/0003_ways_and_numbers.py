"""Zalo is a way, and a notice is found by the number of its order."""

from django.db import migrations, models
from django.db.models import Q

from shop.audit.append_only import RefuseChanges


class RefuseChangesAgain(RefuseChanges):
    """SQLite changes a table by making a new one, and the trigger goes with the old."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.table}_append_only")
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        return None


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_append_only")]

    operations = [
        migrations.RemoveConstraint("delivery", "notices_delivery_address"),
        migrations.AddField(
            "delivery",
            "about",
            models.CharField(
                blank=True,
                db_index=True,
                default="",
                help_text="number of the order, its part or the ticket",
                max_length=40,
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "delivery",
            "way",
            models.CharField(
                choices=[("EMAIL", "e-mail"), ("SMS", "SMS"), ("ZALO", "Zalo"), ("NONE", "not reachable")],
                max_length=5,
            ),
        ),
        migrations.AlterField(
            "delivery", "address", models.CharField(blank=True, help_text="masked", max_length=254)
        ),
        migrations.AddConstraint(
            "delivery",
            models.CheckConstraint(
                condition=Q(way="NONE", address="") | (Q(way__in=["EMAIL", "SMS", "ZALO"]) & ~Q(address="")),
                name="notices_delivery_address",
                violation_error_message="What was sent has an address.",
            ),
        ),
        RefuseChangesAgain("notices_delivery"),
    ]
