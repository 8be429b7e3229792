"""From now on no part is without, and the database itself refuses changes of what is written once."""

import django.db.models.deletion
from django.db import migrations, models

from shop.audit.append_only import RefuseChanges


class Migration(migrations.Migration):

    dependencies = [("fulfilment", "0005_fill_deadlines_and_payments")]

    operations = [
        migrations.AlterField(
            model_name='producerorder',
            name='answer_due_at',
            field=models.DateTimeField(help_text='later than this, support is told and looks after it'),
        ),
        migrations.AlterField(
            model_name='producerorder',
            name='expires_at',
            field=models.DateTimeField(help_text='unanswered at this instant, it is refused'),
        ),
        migrations.AlterField(
            model_name='producerorder',
            name='moved_at',
            field=models.DateTimeField(help_text='when its state began'),
        ),
        migrations.AlterField(
            model_name='producerorder',
            name='payment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='fulfilment.payment'),
        ),
        migrations.AddConstraint(
            model_name='producerorder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['cancelled', 'refused', 'returned']), _negated=True), ('reduced_vnd', models.F('total_vnd')), _connector='OR'), name='fulfilment_part_fell_away', violation_error_message='Of a part that fell away nothing is owed.'),
        ),
        RefuseChanges("fulfilment_agreement"),
        RefuseChanges("fulfilment_collection"),
        RefuseChanges("fulfilment_doorrefusal"),
        RefuseChanges("fulfilment_lineoutcome"),
    ]
