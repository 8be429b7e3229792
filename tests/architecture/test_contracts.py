"""The import contracts leave no room out."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Neither rooms nor doors: the project itself.
THE_PROJECT = {"shop.settings"}


def _layers() -> set[str]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {name.strip(" ()") for layer in layers for name in layer.split("|")}


@pytest.mark.parametrize("package", ["shop", "catalogue_ext"])
def test_every_room_has_its_place_in_the_one_way_rule(package):
    rooms = {f"{package}.{path.parent.name}" for path in (ROOT / package).glob("*/__init__.py")}

    assert rooms - THE_PROJECT - _layers() == set()
