from django.db import migrations
from django.db.models import Min
from django.db.models.functions import Coalesce


def fill(apps, schema_editor):
    """What `shop.stock.operations` writes from now on, for the prices that stand already."""
    records = apps.get_model("partner", "StockRecord").objects.filter(price__isnull=False, location__kind="PRODUCER")
    lows = records.order_by().values_list(Coalesce("product__parent", "product")).annotate(low=Min("price"))
    product_model = apps.get_model("catalogue", "Product")
    products = [product_model(pk=pk, lowest_price_vnd=low) for pk, low in lows]
    product_model.objects.bulk_update(products, ["lowest_price_vnd"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0038_product_lowest_price"),
        ("partner", "0008_stockrecord_place_and_seller"),
        ("stock", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
