"""Whoever confirms, gives back and answers is known together with when."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('fulfilment', '0006_every_part_has_them'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='refund',
            name='fulfilment_refund_says_how',
        ),
        migrations.AddConstraint(
            model_name='cashconfirmation',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), ('confirmed_at__isnull', False), _connector='OR'), name='fulfilment_confirmed_by_and_when'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('paid_at__isnull', True), ('paid_by__isnull', True)), models.Q(('paid_at__isnull', False), ('paid_by__isnull', False), models.Q(('paid_how', ''), _negated=True)), _connector='OR'), name='fulfilment_refund_says_how'),
        ),
        migrations.AddConstraint(
            model_name='returnrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='fulfilment_return_answered_by_and_when'),
        ),
    ]
