from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0037_productimage_measures"),
    ]

    operations = [
        migrations.AddField(
            model_name="product",
            name="lowest_price_vnd",
            field=models.BigIntegerField(editable=False, null=True),
        ),
    ]
