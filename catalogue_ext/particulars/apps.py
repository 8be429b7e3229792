from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticularsConfig(AppConfig):
    name = "catalogue_ext.particulars"
    label = "particulars"
    verbose_name = _("Goods' labels")
