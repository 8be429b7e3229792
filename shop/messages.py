"""Vietnamese for every English message: `python -m shop.messages` compiles the catalogues, `--extract` adds what is
missing, `--check` fails where something is missing, doubtful or stale.

Each application has its own catalogue; what stands in `templates/` and outside any application belongs to the
storefront's. An English catalogue says only what Oscar's would change: a basket stays a basket. Needs no gettext on the
machine: Babel reads and writes the files.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import django
import oscar
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("shop", "catalogue_ext")
STOREFRONT = ROOT / "shop" / "storefront"
LANGUAGE = "vi"
ENGLISH = "en"
TEMPLATE_ENDINGS = {".html", ".txt", ".xml", ".svg"}
# Which arguments of a call are messages: (context, singular, plural), counted from 1, 0 = none.
CALLS = {
    "_": (0, 1, 0),
    "gettext": (0, 1, 0),
    "gettext_lazy": (0, 1, 0),
    "gettext_noop": (0, 1, 0),
    "ngettext": (0, 1, 2),
    "ngettext_lazy": (0, 1, 2),
    "pgettext": (1, 2, 0),
    "pgettext_lazy": (1, 2, 0),
    "npgettext": (1, 2, 3),
    "npgettext_lazy": (1, 2, 3),
}
_STRING = r"u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
_TEMPLATE_CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*({_STRING}(?:\s*,\s*{_STRING})*)", re.DOTALL)
_PLACEHOLDER = re.compile(r"%\((\w+)\)[#0\- +]*[\d.]*[a-zA-Z]|%[sdifr]|\{(\w*)(?:[!:][^{}]*)?\}")

# (context, singular)
Key = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Used:
    """One message that our source uses, and where."""

    key: Key
    plural: str | None
    path: Path
    line: int


def po_files(language: str = LANGUAGE) -> list[Path]:
    """This will return our catalogues of a language."""
    return sorted(
        path for package in PACKAGES for path in (ROOT / package).glob(f"**/locale/{language}/LC_MESSAGES/django.po")
    )


def owner(path: Path) -> Path:
    """This will return the catalogue that a source file belongs to: that of its application, else the storefront's."""
    for folder in path.parents:
        if folder == ROOT:
            break
        if (folder / "apps.py").exists():
            return folder / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
    return STOREFRONT / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def load(path: Path) -> Catalog:
    """This will read a catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def compiled(catalog: Catalog) -> bytes:
    """This will return the .mo of a catalogue; the same catalogue always gives the same bytes."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def key_of(message: Message) -> Key:
    """This will return what a message is looked up by."""
    singular = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
    return (message.context, str(singular))


def messages_of(catalog: Catalog) -> Iterator[Message]:
    """This will yield the messages of a catalogue without its header."""
    return (message for message in catalog if message.id)


# -- what the source uses -----------------------------------------------------------------------------------------


def used_in_python(path: Path) -> Iterator[Used]:
    """This will yield the messages of a Python file."""
    keywords = {
        name: tuple((place, "c") if place == context else place for place in (context, one, many) if place)
        for name, (context, one, many) in CALLS.items()
    }
    with path.open("rb") as file:
        for line, found, _comments, context in extract("python", file, keywords=keywords):
            parts = found if isinstance(found, tuple) else (found,)
            yield Used((context, parts[0]), parts[1] if len(parts) > 1 else None, path, line)


def used_in_template(path: Path) -> Iterator[Used]:
    """This will yield the messages of a template, as Django itself would hand them to gettext."""
    text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for match in _TEMPLATE_CALL.finditer(text):
        context, one, many = CALLS[match[1]]
        # The strings may stand on several lines, which a bare tuple may not.
        strings = ast.literal_eval(f"({match[2]},)")
        yield Used(
            (strings[context - 1] if context else None, strings[one - 1]),
            strings[many - 1] if many else None,
            path,
            text.count("\n", 0, match.start()) + 1,
        )


def all_used() -> list[Used]:
    """This will return every message that our source uses."""
    found: list[Used] = []
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                found += used_in_python(path)
    templates = [path for package in PACKAGES for path in (ROOT / package).rglob("templates/**/*")]
    for path in sorted([*templates, *(ROOT / "templates").rglob("*")]):
        if path.is_file() and path.suffix in TEMPLATE_ENDINGS:
            found += used_in_template(path)
    return found


def known_elsewhere() -> set[Key]:
    """This will return what Django and Oscar translate already."""
    found: set[Key] = set()
    for package in (Path(django.__file__).parent, Path(oscar.__file__).parent):
        for path in package.glob(f"**/locale/{LANGUAGE}/LC_MESSAGES/django.mo"):
            with path.open("rb") as file:
                found |= {key_of(message) for message in read_mo(file) if message.id and _is_filled(message)}
    return found


# -- what is wrong ------------------------------------------------------------------------------------------------


def _strings(message: Message) -> tuple[str, ...]:
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return tuple(text or "" for text in strings)


def _is_filled(message: Message) -> bool:
    return all(_strings(message))


def placeholders(text: str) -> list[str]:
    """This will return the places that a message leaves open, sorted: %(name)s, %s, {name}."""
    return sorted(match[0] for match in _PLACEHOLDER.finditer(text.replace("%%", "")))


def wrong_in(catalog: Catalog) -> Iterator[str]:
    """This will yield a sentence for each entry that is empty, doubtful or leaves other places open."""
    for message in messages_of(catalog):
        singular = key_of(message)[1]
        if not _is_filled(message):
            yield f"no Vietnamese for “{singular}”"
            continue
        if message.fuzzy:
            yield f"marked fuzzy: “{singular}”"
        # Vietnamese has one form for every number: it stands where the plural stood.
        original = message.id[1] if isinstance(message.id, (tuple, list)) else message.id
        for text in _strings(message):
            if placeholders(text) != placeholders(original):
                yield f"“{singular}” and its Vietnamese leave different places open: “{text}”"


def contradictions(catalogs: Iterable[tuple[Path, Catalog]]) -> Iterator[str]:
    """This will yield a sentence for each message that two catalogues translate differently: only one is heard."""
    seen: dict[Key, tuple[Path, tuple[str, ...]]] = {}
    for path, catalog in catalogs:
        for message in messages_of(catalog):
            earlier = seen.setdefault(key_of(message), (path, _strings(message)))
            if earlier[1] != _strings(message) and _is_filled(message):
                yield f"“{key_of(message)[1]}” says one thing in {_short(earlier[0])} and another in {_short(path)}"


def missing(catalogs: Iterable[Catalog]) -> list[Used]:
    """This will return the messages in use that stand in no catalogue of ours, Django's or Oscar's, each once."""
    known = known_elsewhere()
    for catalog in catalogs:
        known |= {key_of(message) for message in messages_of(catalog)}
    first: dict[Key, Used] = {}
    for used in all_used():
        if used.key[1] and used.key not in known:
            first.setdefault(used.key, used)
    return list(first.values())


def _short(path: Path) -> str:
    return str(path.relative_to(ROOT))


# -- the three commands -------------------------------------------------------------------------------------------


def check() -> list[str]:
    """This will return a sentence for everything that is wrong with our messages."""
    catalogs = [(path, load(path)) for path in po_files()]
    wrong = [f"{_short(path)}: {sentence}" for path, catalog in catalogs for sentence in wrong_in(catalog)]
    for path, catalog in [*catalogs, *((path, load(path)) for path in po_files(ENGLISH))]:
        mo = path.with_suffix(".mo")
        if not mo.exists() or mo.read_bytes() != compiled(catalog):
            wrong.append(f"{_short(mo)} is not what {path.name} says: run python -m shop.messages")
    wrong += contradictions(catalogs)
    for used in missing(catalog for _path, catalog in catalogs):
        wrong.append(f"{_short(used.path)}:{used.line}: no Vietnamese for “{used.key[1]}” in any catalogue")
    return wrong


def write_compiled() -> list[Path]:
    """This will compile each catalogue whose .mo is stale, and return those it wrote."""
    written = []
    for path in [*po_files(), *po_files(ENGLISH)]:
        mo, content = path.with_suffix(".mo"), compiled(load(path))
        if not mo.exists() or mo.read_bytes() != content:
            mo.write_bytes(content)
            written.append(mo)
    return written


def add_missing() -> dict[Path, int]:
    """This will add the missing messages, without Vietnamese, to the catalogues they belong to; returns how many."""
    catalogs = {path: load(path) for path in po_files()}
    added: dict[Path, int] = {}
    for used in missing(list(catalogs.values())):
        path = owner(used.path)
        catalog = catalogs.setdefault(path, _new_catalog())
        flags = {"python-format"} if "%" in used.key[1] and placeholders(used.key[1]) else set()
        catalog.add(
            (used.key[1], used.plural) if used.plural else used.key[1],
            context=used.key[0],
            locations=[(_short(used.path), used.line)],
            flags=flags,
        )
        added[path] = added.get(path, 0) + 1
    for path in added:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogs[path], width=110, include_lineno=False)
    return added


def _new_catalog() -> Catalog:
    at = datetime.now(UTC)
    catalog = Catalog(
        locale=LANGUAGE, project="Xã Nhà", version="1", creation_date=at, revision_date=at, fuzzy=False, charset="utf-8"
    )
    catalog.header_comment = "# Vietnamese of this application."
    return catalog


def main(arguments: list[str]) -> int:
    """This will carry out the command line and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m shop.messages", description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail where something is missing, doubtful or stale")
    parser.add_argument("--extract", action="store_true", help="add missing messages to the catalogues, empty")
    options = parser.parse_args(arguments)
    if options.check:
        wrong = check()
        for sentence in wrong:
            print(sentence)
        print(f"messages: {len(wrong)} wrong" if wrong else "messages: all in order")
        return 1 if wrong else 0
    if options.extract:
        for path, count in add_missing().items():
            print(f"{_short(path)}: {count} added, to be translated")
    for path in write_compiled():
        print(f"wrote {_short(path)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
