"""`python -m tests.check_templates`: every template of ours compiles, and what it names in plain words exists:
the templates it extends or includes, the static files it links."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENDINGS = {".html", ".txt", ".xml", ".svg"}


def our_templates() -> Iterator[str]:
    """This will yield the names of our templates: those in templates/ and in our applications."""
    folders = [ROOT / "templates", *ROOT.glob("shop/**/templates"), *ROOT.glob("catalogue_ext/**/templates")]
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix in ENDINGS:
                yield path.relative_to(folder).as_posix()


def wrong_in(name: str) -> Iterator[str]:
    """This will yield a sentence for everything that is wrong with one template."""
    from django.contrib.staticfiles import finders
    from django.template import TemplateDoesNotExist, TemplateSyntaxError
    from django.template.base import Template
    from django.template.loader import get_template
    from django.template.loader_tags import ExtendsNode, IncludeNode
    from django.templatetags.static import StaticNode

    try:
        template: Template = get_template(name).template  # type: ignore[attr-defined]
    except (TemplateDoesNotExist, TemplateSyntaxError, UnicodeDecodeError) as error:
        yield f"{name}: {error}"
        return
    for kind, word in ((ExtendsNode, "parent_name"), (IncludeNode, "template")):
        for node in template.nodelist.get_nodes_by_type(kind):
            other = getattr(node, word).var
            if isinstance(other, str):
                try:
                    get_template(other)
                except TemplateDoesNotExist:
                    yield f"{name}: names the template {other}, which does not exist"
                except TemplateSyntaxError:
                    pass  # told where that template itself is looked at
    for node in template.nodelist.get_nodes_by_type(StaticNode):
        linked = node.path.var
        if isinstance(linked, str) and finders.find(linked) is None:
            yield f"{name}: links the static file {linked}, which does not exist"


def main() -> int:
    """This will look at all templates, print what is wrong, and return the exit status."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings.test"
    import django

    django.setup()
    names = list(our_templates())
    wrong = [sentence for name in names for sentence in wrong_in(name)]
    for sentence in wrong:
        print(sentence)
    print(f"templates: {len(names)} looked at, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
