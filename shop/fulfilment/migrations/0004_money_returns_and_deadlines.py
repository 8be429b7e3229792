"""Payments, refunds, returns, agreements; deadlines and the way of delivery on each part."""

import django.db.models.deletion
import django.db.models.expressions
import shop.fulfilment.models.returns
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('carriers', '0001_initial'),
        ('fulfilment', '0003_append_only'),
        ('order', '0024_order_gift_note'),
        ('partner', '0008_stockrecord_place_and_seller'),
        ('stock', '0002_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('wordings', models.JSONField(default=dict)),
                ('is_of_age', models.BooleanField(default=False, help_text='said so, because alcohol was among the goods')),
            ],
            options={
                'verbose_name': 'agreement',
                'verbose_name_plural': 'agreements',
            },
        ),
        migrations.CreateModel(
            name='BuyerPhone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phone', models.CharField(help_text='E.164', max_length=16, unique=True)),
                ('is_blocked', models.BooleanField(default=False, help_text='support takes no cash orders from it')),
            ],
            options={
                'verbose_name': "buyer's phone",
                'verbose_name_plural': "buyers' phones",
            },
        ),
        migrations.CreateModel(
            name='CashConfirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=6)),
                ('sent_at', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'confirmation of a cash order',
                'verbose_name_plural': 'confirmations of cash orders',
            },
        ),
        migrations.CreateModel(
            name='Collection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount_vnd', models.PositiveBigIntegerField()),
                ('holder', models.CharField(choices=[('producer', 'the producer'), ('carrier', 'the carrier'), ('centre', 'the trade promotion centre')], max_length=8)),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'cash taken',
                'verbose_name_plural': 'cash taken',
            },
        ),
        migrations.CreateModel(
            name='DoorRefusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('reason', models.CharField(max_length=300)),
            ],
            options={
                'verbose_name': 'refusal at the door',
                'verbose_name_plural': 'refusals at the door',
            },
        ),
        migrations.CreateModel(
            name='InvoiceRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('company', models.CharField(max_length=255)),
                ('tax_code', models.CharField(max_length=14)),
                ('address', models.CharField(max_length=255)),
                ('email', models.EmailField(max_length=254)),
            ],
            options={
                'verbose_name': 'invoice request',
                'verbose_name_plural': 'invoice requests',
            },
        ),
        migrations.CreateModel(
            name='LineOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('cancelled', 'cancelled'), ('returned', 'taken back')], max_length=9)),
                ('amount_vnd', models.PositiveBigIntegerField(help_text='the line after its discounts')),
                ('at', models.DateTimeField()),
                ('actor', models.CharField(max_length=8)),
                ('reason', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'verbose_name': 'line that fell away',
                'verbose_name_plural': 'lines that fell away',
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('method', models.CharField(default='cod', max_length=20)),
                ('amount_vnd', models.PositiveBigIntegerField(help_text='the sum of its producer orders, as placed')),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'payment',
                'verbose_name_plural': 'payments',
            },
        ),
        migrations.CreateModel(
            name='Refund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount_vnd', models.PositiveBigIntegerField()),
                ('owed_to', models.CharField(blank=True, max_length=255)),
                ('reason', models.CharField(max_length=300)),
                ('owed_at', models.DateTimeField()),
                ('paid_at', models.DateTimeField(blank=True, null=True)),
                ('paid_how', models.CharField(blank=True, help_text='bank transfer, cash, …', max_length=200)),
            ],
            options={
                'verbose_name': 'refund',
                'verbose_name_plural': 'refunds',
            },
        ),
        migrations.CreateModel(
            name='ReturnLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'line to give back',
                'verbose_name_plural': 'lines to give back',
            },
        ),
        migrations.CreateModel(
            name='ReturnPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(max_length=120, upload_to=shop.fulfilment.models.returns.evidence_path)),
            ],
            options={
                'verbose_name': 'picture of a return',
                'verbose_name_plural': 'pictures of returns',
            },
        ),
        migrations.CreateModel(
            name='ReturnRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('asked', 'waits for an answer'), ('accepted', 'accepted, the goods are on their way back'), ('declined', 'declined'), ('received', 'the goods are back')], default='asked', max_length=8)),
                ('reason', models.CharField(choices=[('damaged', 'arrived damaged or spoiled'), ('wrong', 'not what was ordered'), ('not_as_described', 'not as described'), ('changed_mind', 'not wanted any more')], max_length=16)),
                ('text', models.CharField(max_length=1000)),
                ('asked_at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, max_length=1000)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('received_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'return',
                'verbose_name_plural': 'returns',
            },
        ),
        migrations.RemoveConstraint(
            model_name='producerorder',
            name='fulfilment_part_total',
        ),
        migrations.AddField(
            model_name='producerorder',
            name='answer_due_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='producerorder',
            name='cash_fee_vnd',
            field=models.PositiveBigIntegerField(default=0, help_text='for taking cash at the door'),
        ),
        migrations.AddField(
            model_name='producerorder',
            name='cash_holder',
            field=models.CharField(default='producer', help_text='who takes the cash at the door', max_length=8),
        ),
        migrations.AddField(
            model_name='producerorder',
            name='delivery_code',
            field=models.CharField(default='table', max_length=100),
        ),
        migrations.AddField(
            model_name='producerorder',
            name='delivery_days_least',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='producerorder',
            name='delivery_days_most',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='producerorder',
            name='delivery_kind',
            field=models.CharField(choices=[('own', 'brought by the producer'), ('table', 'sent at the fees of the table'), ('carrier', 'sent by a carrier'), ('pickup', 'picked up by the buyer')], default='table', max_length=7),
        ),
        migrations.AddField(
            model_name='producerorder',
            name='delivery_name_en',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='producerorder',
            name='delivery_name_vi',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='producerorder',
            name='expires_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='producerorder',
            name='has_open_return',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='producerorder',
            name='moved_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='producerorder',
            name='pickup_code',
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AddField(
            model_name='producerorder',
            name='pickup_point',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='producer_orders', to='carriers.pickuppoint'),
        ),
        migrations.AddField(
            model_name='producerorder',
            name='ready_at',
            field=models.DateTimeField(blank=True, help_text='lies at the pick-up point since', null=True),
        ),
        migrations.AddField(
            model_name='producerorder',
            name='reduced_vnd',
            field=models.PositiveBigIntegerField(default=0, help_text='what fell away since: lines and fees cancelled or taken back'),
        ),
        migrations.AddField(
            model_name='producerorder',
            name='returnable_until',
            field=models.DateTimeField(blank=True, help_text='exclusive; set when delivered', null=True),
        ),
        migrations.AddField(
            model_name='producerorder',
            name='weight_g',
            field=models.PositiveIntegerField(default=0, help_text='grams, packed; 0 = not known'),
        ),
        migrations.AlterField(
            model_name='producerorder',
            name='total_vnd',
            field=models.PositiveBigIntegerField(help_text='goods less discounts plus delivery and cash fee'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='order',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='agreement', to='order.order'),
        ),
        migrations.AddField(
            model_name='cashconfirmation',
            name='confirmed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='cashconfirmation',
            name='order',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='cash_confirmation', to='order.order'),
        ),
        migrations.AddField(
            model_name='collection',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='collection',
            name='producer_order',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='collection', to='fulfilment.producerorder'),
        ),
        migrations.AddField(
            model_name='doorrefusal',
            name='phone',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refusals', to='fulfilment.buyerphone'),
        ),
        migrations.AddField(
            model_name='doorrefusal',
            name='producer_order',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='door_refusal', to='fulfilment.producerorder'),
        ),
        migrations.AddField(
            model_name='invoicerequest',
            name='order',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='invoice_request', to='order.order'),
        ),
        migrations.AddField(
            model_name='lineoutcome',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='lineoutcome',
            name='line',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='outcome', to='order.line'),
        ),
        migrations.AddField(
            model_name='lineoutcome',
            name='producer_order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='fulfilment.producerorder'),
        ),
        migrations.AddField(
            model_name='payment',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='order.order'),
        ),
        migrations.AddField(
            model_name='payment',
            name='payee',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='partner.partner'),
        ),
        migrations.AddField(
            model_name='collection',
            name='payment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='collections', to='fulfilment.payment'),
        ),
        migrations.AddField(
            model_name='producerorder',
            name='payment',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='fulfilment.payment'),
        ),
        migrations.AddIndex(
            model_name='producerorder',
            index=models.Index(condition=models.Q(('state', 'new')), fields=['expires_at'], name='fulfilment_part_waiting'),
        ),
        migrations.AddConstraint(
            model_name='producerorder',
            constraint=models.CheckConstraint(condition=models.Q(('total_vnd', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('goods_vnd'), '-', models.F('discount_vnd')), '+', models.F('delivery_vnd')), '+', models.F('cash_fee_vnd')))), name='fulfilment_part_total', violation_error_message='The total is goods less discounts plus delivery and cash fee.'),
        ),
        migrations.AddConstraint(
            model_name='producerorder',
            constraint=models.CheckConstraint(condition=models.Q(('reduced_vnd__lte', models.F('total_vnd'))), name='fulfilment_part_reduced'),
        ),
        migrations.AddField(
            model_name='refund',
            name='paid_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='refund',
            name='payment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='fulfilment.payment'),
        ),
        migrations.AddField(
            model_name='refund',
            name='producer_order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='fulfilment.producerorder'),
        ),
        migrations.AddField(
            model_name='returnline',
            name='line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='return_lines', to='order.line'),
        ),
        migrations.AddField(
            model_name='returnrequest',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='returnrequest',
            name='asked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='returnrequest',
            name='producer_order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='return_requests', to='fulfilment.producerorder'),
        ),
        migrations.AddField(
            model_name='returnpicture',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='fulfilment.returnrequest'),
        ),
        migrations.AddField(
            model_name='returnline',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='fulfilment.returnrequest'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.UniqueConstraint(fields=('order', 'payee'), name='fulfilment_one_payment_per_payee'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(('amount_vnd__gt', 0)), name='fulfilment_refund_above_zero'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(('paid_at__isnull', True), models.Q(('paid_how', ''), _negated=True), _connector='OR'), name='fulfilment_refund_says_how'),
        ),
        migrations.AddConstraint(
            model_name='returnrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('asked', 'accepted'))), fields=('producer_order',), name='fulfilment_one_open_return'),
        ),
        migrations.AddConstraint(
            model_name='returnline',
            constraint=models.UniqueConstraint(fields=('request', 'line'), name='fulfilment_return_line_once'),
        ),
    ]
