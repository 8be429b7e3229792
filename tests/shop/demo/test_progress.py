"""What the demo tells while it works."""

from __future__ import annotations

import io

import pytest

from shop.demo import progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_a_bar_that_goes_away():
    stream, ticks = Terminal(), iter([0.0, 1.0, 2.0])
    bar = progress.Bar("Load", stream=stream, clock=lambda: next(ticks))

    bar(1, 4)
    bar(4, 4)
    bar.clear()

    half, full, gone = stream.getvalue().split("\r\x1b[K")[1:]
    assert half == "  " + "█" * 7 + "░" * 21 + "  25%  Load"
    assert full == "  " + "█" * 28 + " 100%  Load"
    assert gone == ""


def test_a_log_hears_of_a_long_step_every_five_seconds_only():
    stream, ticks = io.StringIO(), iter([0.0, 1.0, 6.0, 7.0, 12.0])
    bar = progress.Bar("Load", stream=stream, clock=lambda: next(ticks))

    for done in (10, 1_200, 1_300, 2_400):
        bar(done, 3_000)

    assert stream.getvalue() == "\n    Load: 1,200 of 3,000\n    Load: 2,400 of 3,000\n"


def test_nothing_to_do_is_no_division_by_zero():
    stream, ticks = Terminal(), iter([0.0, 1.0])
    bar = progress.Bar("Load", stream=stream, clock=lambda: next(ticks))

    bar(0, 0)

    assert "   0%" in stream.getvalue()


def test_a_step_says_its_title_first_and_its_seconds_when_done():
    stream = io.StringIO()

    with progress.step("Load places", stream=stream):
        begun = stream.getvalue()

    assert begun == f"  {'Load places':<54}"
    assert stream.getvalue() == f"  {'Load places':<54}    0.0 s\n"


def test_a_step_that_breaks_ends_its_line_without_seconds():
    stream = io.StringIO()

    with pytest.raises(ValueError, match="broken"), progress.step("Load", stream=stream):
        raise ValueError("broken")

    assert stream.getvalue() == f"  {'Load':<54}\n"
