"""Copies that were asked for, and orders without their buyers."""

import django.db.models.deletion
import shop.personal_data.models
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
            name='ForgottenOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(help_text='from when the legal time ran')),
                ('order', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='forgotten', to='order.order')),
            ],
            options={
                'verbose_name': 'order without its buyer',
                'verbose_name_plural': 'orders without their buyers',
            },
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(default='vi', max_length=2)),
                ('asked_at', models.DateTimeField()),
                ('ready_at', models.DateTimeField(blank=True, null=True)),
                ('keep_until', models.DateTimeField(blank=True, help_text='exclusive; the file is deleted then', null=True)),
                ('file', models.FileField(blank=True, max_length=120, upload_to=shop.personal_data.models.export_path)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'copy of personal data',
                'verbose_name_plural': 'copies of personal data',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ready_at__isnull', True)), fields=('user',), name='personal_data_one_waiting_export'), models.CheckConstraint(condition=models.Q(models.Q(('keep_until__isnull', True), ('ready_at__isnull', True)), models.Q(('keep_until__isnull', False), ('ready_at__isnull', False)), _connector='OR'), name='personal_data_export_ready_both', violation_error_message='What is ready is kept until an instant.')],
            },
        ),
    ]
