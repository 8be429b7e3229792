from oscar.apps.dashboard.views import IndexView as OscarIndexView

from shop.accounts.queries import has_role
from shop.accounts.roles import Role


class IndexView(OscarIndexView):
    """The list of what can be done here; Oscar's figures of orders and customers are not counted."""

    template_name = "oscar/dashboard/index.html"

    def get_template_names(self):
        """This will always show our index."""
        return [self.template_name]

    def get_stats(self):
        """This will count nothing, and say whether the register's pages are open to this person."""
        return {"is_officer": has_role(user=self.request.user, role=Role.PROGRAMME_OFFICER)}
