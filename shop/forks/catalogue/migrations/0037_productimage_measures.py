from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0036_product_hidden'),
    ]

    operations = [
        migrations.AddField(
            model_name='productimage',
            name='width',
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='productimage',
            name='height',
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name='productimage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('height__isnull', True), ('width__isnull', True)), models.Q(('height__gte', 1), ('height__isnull', False), ('width__gte', 1), ('width__isnull', False)), _connector='OR'), name='catalogue_productimage_size', violation_error_message='A picture has both measures or none.'),
        ),
    ]
