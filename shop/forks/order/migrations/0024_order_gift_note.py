from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('order', '0023_line_place_part_and_seller'),
    ]

    operations = [
        migrations.AddField(
            model_name='order',
            name='gift_note',
            field=models.CharField(blank=True, max_length=300, verbose_name='gift note'),
        ),
    ]
