"""Tickets, what was said and shown, and how many were opened lately."""

import django.db.models.deletion
import shop.support.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ('fulfilment', '0003_append_only'),
        ('order', '0023_line_place_part_and_seller'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Opening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True)),
                ('address', models.CharField(max_length=45)),
                ('phone', models.CharField(blank=True, max_length=16)),
            ],
            options={
                'verbose_name': 'opening of a ticket',
                'verbose_name_plural': 'openings of tickets',
                'indexes': [models.Index(fields=['address', 'at'], name='support_opening_address'), models.Index(fields=['phone', 'at'], name='support_opening_phone')],
            },
        ),
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(help_text='said over the telephone', max_length=8, unique=True)),
                ('kind', models.CharField(choices=[('complaint', 'complaint'), ('question', 'question'), ('return', 'giving goods back'), ('personal_data', 'personal data')], max_length=13, verbose_name='kind of ticket')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('name_fold', models.CharField(blank=True, editable=False, max_length=120)),
                ('phone', models.CharField(blank=True, help_text='E.164', max_length=16, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('language', models.CharField(default='vi', max_length=2)),
                ('state', models.CharField(choices=[('open', 'open'), ('answered', 'answered'), ('closed', 'closed')], default='open', max_length=8)),
                ('opened_at', models.DateTimeField()),
                ('first_answer_due', models.DateTimeField(blank=True, help_text='exclusive; empty = not promised', null=True)),
                ('resolve_due', models.DateTimeField(blank=True, help_text='exclusive; empty = not promised', null=True)),
                ('first_answered_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('order', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='order.order')),
                ('producer_order', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='fulfilment.producerorder')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'ticket',
                'verbose_name_plural': 'tickets',
            },
        ),
        migrations.CreateModel(
            name='TicketEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('buyer', 'buyer'), ('producer', 'producer'), ('support', 'support')], max_length=8)),
                ('text', models.TextField()),
                ('is_internal', models.BooleanField(default=False, help_text="support's own note: nobody else reads it")),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='support.ticket')),
            ],
            options={
                'verbose_name': 'ticket entry',
                'verbose_name_plural': 'ticket entries',
            },
        ),
        migrations.CreateModel(
            name='TicketPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(max_length=120, upload_to=shop.support.models.picture_path)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='support.ticketentry')),
            ],
            options={
                'verbose_name': 'picture of a ticket',
                'verbose_name_plural': 'pictures of tickets',
            },
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['state', 'opened_at'], name='support_ticket_waiting'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['phone'], name='support_ticket_phone'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['complaint', 'question', 'return', 'personal_data'])), name='support_ticket_kind'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'answered', 'closed'])), name='support_ticket_state'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='support_ticket_closed_when', violation_error_message='A closed ticket says when it was closed, and no other does.'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'answered'), _negated=True), ('first_answered_at__isnull', False), _connector='OR'), name='support_ticket_answered_when'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('producer_order__isnull', True), ('order__isnull', False), _connector='OR'), name='support_ticket_part_of_order', violation_error_message='A part belongs to an order.'),
        ),
        migrations.AddIndex(
            model_name='ticketentry',
            index=models.Index(fields=['ticket', 'at'], name='support_entry_thread'),
        ),
        migrations.AddConstraint(
            model_name='ticketentry',
            constraint=models.CheckConstraint(condition=models.Q(('side__in', ['buyer', 'producer', 'support'])), name='support_entry_side'),
        ),
        migrations.AddConstraint(
            model_name='ticketentry',
            constraint=models.CheckConstraint(condition=models.Q(('is_internal', False), ('side', 'support'), _connector='OR'), name='support_entry_internal', violation_error_message='Only support writes notes to itself.'),
        ),
    ]
