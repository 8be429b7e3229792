"""What people agreed to, one purpose at a time."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ('order', '0024_order_gift_note'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('zalo', 'order messages by Zalo'), ('opinion', 'a question for your opinion after delivery')], max_length=10)),
                ('is_given', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('wording', models.CharField(help_text='the sentence beside the tick or switch, as it was read', max_length=300)),
                ('phone', models.CharField(blank=True, help_text='E.164', max_length=16)),
                ('order', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='order.order')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'consent',
                'verbose_name_plural': 'consents',
                'indexes': [models.Index(fields=['user', 'purpose', 'at'], name='consents_consent_user'), models.Index(fields=['order', 'purpose', 'at'], name='consents_consent_order'), models.Index(condition=models.Q(('is_given', False)), fields=['phone', 'purpose', 'at'], name='consents_consent_phone')],
                'constraints': [models.CheckConstraint(condition=models.Q(('user__isnull', False), ('order__isnull', False), _connector='OR'), name='consents_consent_of_somebody', violation_error_message="A consent is an account's or an order's."), models.CheckConstraint(condition=models.Q(('wording', ''), _negated=True), name='consents_consent_says_what'), models.CheckConstraint(condition=models.Q(('purpose__in', ['zalo', 'opinion'])), name='consents_consent_purpose')],
            },
        ),
    ]
