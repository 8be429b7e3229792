"""`python -m tests.check_packages`: the requirement files pin everything, say why, and install what they say."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
FILES = (ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt")
LINE = re.compile(r"(?P<what>[A-Za-z0-9._-]+(\[[a-z]+\])?==\S+)  # \S.*")


def pins() -> dict[str, str]:
    """This will return what the files pin: normalised name to version."""
    found = {}
    for path in FILES:
        for line in path.read_text(encoding="utf-8").splitlines():
            if match := LINE.fullmatch(line):
                requirement = Requirement(match["what"])
                found[_normal(requirement.name)] = str(requirement.specifier)[2:]
    return found


def wrong_lines() -> Iterator[str]:
    """This will yield a sentence for each line that does not pin, or does not say why."""
    for path in FILES:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line and not line.startswith(("#", "-r ")) and not LINE.fullmatch(line):
                yield f"{path.name}, line {number}: “{line}” is not NAME==VERSION  # reason"


def wrong_installed() -> Iterator[str]:
    """This will yield a sentence for each package that is missing, of another version, or needed and not pinned."""
    wanted = pins()
    for name, version in wanted.items():
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            yield f"{name}=={version} is not installed"
            continue
        if installed != version:
            yield f"{name}: {version} is pinned, {installed} is installed"
        for text in metadata.requires(name) or []:
            needed = Requirement(text)
            if needed.marker and not needed.marker.evaluate({"extra": ""}):
                continue
            pinned = wanted.get(_normal(needed.name))
            if pinned is None:
                yield f"{name} needs {needed.name}, which is not pinned"
            elif not needed.specifier.contains(pinned, prereleases=True):
                yield f"{name} needs {needed}, but {pinned} is pinned"


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> int:
    """This will print what is wrong and return the exit status."""
    wrong = [*wrong_lines(), *wrong_installed()]
    for sentence in wrong:
        print(sentence)
    print(f"packages: {len(pins())} pinned, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
