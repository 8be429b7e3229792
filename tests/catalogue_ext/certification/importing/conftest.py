"""Importing as the first officer, and annexes as files."""

from __future__ import annotations

import pytest

from catalogue_ext.certification.annex import SideFiles
from catalogue_ext.certification.operations import (
    import_decision,
)


@pytest.fixture
def enter(cast, now):
    """Imports bytes as the first officer; returns plan and whether it was applied."""

    def run(content: bytes, *, side: SideFiles | None = None, by=None, **options):
        return import_decision(content=content, side=side or SideFiles(), by=by or cast.officer, at=now, **options)

    return run


@pytest.fixture
def file(tmp_path):
    def write(content: bytes, name: str = "annex.csv") -> str:
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return write
