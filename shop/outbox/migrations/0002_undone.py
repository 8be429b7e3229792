"""What of a kind is not done yet is asked with each search."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outbox', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('done_at__isnull', True)), fields=['kind'], name='outbox_message_undone'),
        ),
    ]
