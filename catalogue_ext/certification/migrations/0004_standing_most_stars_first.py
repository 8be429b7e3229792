from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('certification', '0003_standing_newest_first'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='standing',
            name='cert_standing_newest_stars',
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(fields=['-stars', '-valid_from', '-product'], name='cert_standing_most_stars'),
        ),
    ]
