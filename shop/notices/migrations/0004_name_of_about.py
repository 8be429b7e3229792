"""A name for people."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0003_ways_and_numbers'),
    ]

    operations = [
        migrations.AlterField(
            model_name='delivery',
            name='about',
            field=models.CharField(blank=True, db_index=True, help_text='number of the order, its part or the ticket', max_length=40, verbose_name='concerns'),
        ),
    ]
