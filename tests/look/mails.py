"""`make mails`: every notice in both languages, for people to look at, into var/mails (git ignores it).

Per event and language an .html, a .txt (subject, plain text, SMS with its number of segments) and pictures of the HTML
at 360 and 700, light and dark. `--only WORD` takes the events whose name contains the word, `--no-pictures` leaves the
pictures out.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from itertools import product

from playwright.sync_api import sync_playwright

from tests.look.browser import launch
from tests.look.server import ROOT

FOLDER = ROOT / "var" / "mails"
WIDTHS = (360, 700)
SCHEMES = ("light", "dark")
OPERATOR = {
    "SITE_URL": "https://xanha.example",
    "OPERATOR_NAME": "Bên vận hành mẫu",
    "OPERATOR_ADDRESS": "Số 1, đường Mẫu, tỉnh Quảng Ninh",
    "SUPPORT_PHONE": "0203 000 0000",
    "SUPPORT_EMAIL": "hotro@xanha.example",
}


def main() -> int:
    """This will write the files, take the pictures and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--no-pictures", action="store_true")
    options = parser.parse_args()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    names = _write(options.only)
    if not options.no_pictures:
        _photograph(names)
    print(f"{len(names)} mails in {FOLDER}")
    return 0


def _write(only: str) -> list[str]:
    os.environ.update(OPERATOR)
    os.environ.update(DJANGO_SETTINGS_MODULE="shop.settings.test", DATABASE_URL="sqlite://:memory:")
    import django

    django.setup()
    from shop.notices import parts
    from shop.notices.events import EVENTS
    from shop.notices.frame import frame
    from shop.notices.gsm import segments
    from shop.notices.writing import write
    from tests.factories.notices import facts_of

    names = []
    for event, language in product([event for event in EVENTS if only in event], ("vi", "en")):
        sheet = write(event=event, language=language, facts=facts_of(event, language=language))
        around = frame(why=EVENTS[event].why, name="Nguyễn Thị Hoa", language=language)
        short = parts.sms(sheet=sheet, language=language)
        told = f"{sheet.subject}\n\n{parts.plain(sheet=sheet, frame=around)}\n\n[SMS × {segments(short)}] {short}\n"
        name = f"{event}.{language}"
        (FOLDER / f"{name}.html").write_text(parts.html(sheet=sheet, frame=around), encoding="utf-8")
        (FOLDER / f"{name}.txt").write_text(told, encoding="utf-8")
        names.append(name)
    return names


def _photograph(names: list[str]) -> None:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for width, scheme in product(WIDTHS, SCHEMES):
            context = browser.new_context(viewport={"width": width, "height": 600}, color_scheme=scheme)
            page = context.new_page()
            for name in names:
                page.goto((FOLDER / f"{name}.html").as_uri())
                page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png", full_page=True)
            context.close()
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
