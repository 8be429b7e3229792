"""The purchase behind an opinion, and the maker's reply."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ('order', '0023_line_place_part_and_seller'),
        ('reviews', '0005_productreview_code'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PurchaseProof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='opinion', to='order.line')),
                ('review', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='proof', to='reviews.productreview')),
            ],
            options={
                'verbose_name': 'proof of purchase',
                'verbose_name_plural': 'proofs of purchase',
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
                ('changed_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reply', to='reviews.productreview')),
            ],
            options={
                'verbose_name': 'reply to an opinion',
                'verbose_name_plural': 'replies to opinions',
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='opinions_reply_says_something'), models.CheckConstraint(condition=models.Q(('changed_at__isnull', True), ('changed_at__gte', models.F('at')), _connector='OR'), name='opinions_reply_changed_later')],
            },
        ),
    ]
