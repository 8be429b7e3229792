"""Orders of before get their deadlines, one payment per payee, and owe nothing where nothing was sent."""

from collections import Counter
from datetime import timedelta

from django.db import migrations
from django.db.models import F

# As the settings stood when deadlines began.
ANSWER, MOST = timedelta(hours=48), timedelta(hours=72)


def fill(apps, schema_editor):
    Part = apps.get_model("fulfilment", "ProducerOrder")
    Payment = apps.get_model("fulfilment", "Payment")
    Part.objects.filter(state__in=["refused", "cancelled", "returned"]).update(reduced_vnd=F("total_vnd"))
    owed, first = Counter(), {}
    for part in Part.objects.filter(payment=None).order_by("pk").iterator():
        key = (part.order_id, part.seller_of_record_id)
        owed[key] += part.total_vnd
        first.setdefault(key, part.placed_at)
    for (order_id, payee_id), amount_vnd in owed.items():
        payment = Payment.objects.create(
            order_id=order_id,
            payee_id=payee_id,
            method="cod",
            amount_vnd=amount_vnd,
            made_at=first[order_id, payee_id],
        )
        Part.objects.filter(order_id=order_id, seller_of_record_id=payee_id).update(
            payment=payment,
            answer_due_at=F("placed_at") + ANSWER,
            expires_at=F("placed_at") + MOST,
            moved_at=F("placed_at"),
        )


class Migration(migrations.Migration):

    dependencies = [("fulfilment", "0004_money_returns_and_deadlines")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
