from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from shop.accounts.models import User
from shop.demo.accounts import OFFICER, OTHER_OFFICER
from shop.demo.house import make_people
from shop.demo.progress import Bar
from shop.demo.synthetic import load_synthetic


class Command(BaseCommand):
    help = "Adds certified, invented products for benchmarks (DEMO=1 only)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--products", type=int, required=True)
        parser.add_argument("--seed", type=int, default=2013)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Synthetic products are DEMO rows: start with DEMO=1.")
        if options["products"] < 1:
            raise CommandError("--products takes a number above zero.")
        at = timezone.now()
        make_people(at=at)
        officers = [User.objects.get(email=email) for email in (OFFICER, OTHER_OFFICER)]
        bar = Bar("synthetic products")
        made = load_synthetic(products=options["products"], seed=options["seed"], by=officers, at=at, progress=bar)
        bar.clear()
        self.stdout.write(f"{made} products made (seed {options['seed']}).")
