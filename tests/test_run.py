"""The closing lines of `manage.py test`: what ran, what did not, and the exit status."""

from __future__ import annotations

from tests.run import Part, chromium, conclusion, counted, names_paths, paper_tools_missing, suite_arguments

REPORT = '<testsuites><testsuite tests="10" failures="2" errors="1" skipped="3"/></testsuites>'


def test_counts_come_from_the_report(tmp_path):
    (tmp_path / "r.xml").write_text(REPORT, encoding="utf-8")

    part = counted("Suite", tmp_path / "r.xml", 1)

    assert (part.passed, part.failed, part.skipped) == (4, 3, 3)


def test_a_run_without_report_counts_as_one_failure(tmp_path):
    part = counted("Suite", tmp_path / "none.xml", -9)

    assert (part.passed, part.failed, part.missing) == (0, 1, "")
    assert (
        conclusion([part], is_ci=False)[0][0] == "  Suite: BROKE OFF, pytest ended with -9: 0 passed, 1 failed in 0 s"
    )


def test_a_run_that_hangs_is_told_so(tmp_path):
    assert counted("Suite", tmp_path / "none.xml", 124).broken == "took more than 30 minutes"


def test_a_run_that_ends_badly_without_a_failed_test_counts_as_one_failure(tmp_path):
    (tmp_path / "r.xml").write_text('<testsuite tests="4" failures="0" errors="0" skipped="0"/>', encoding="utf-8")

    part = counted("Suite", tmp_path / "r.xml", 2)

    assert (part.passed, part.failed) == (4, 1)


def test_no_test_found_is_told_as_not_run(tmp_path):
    assert counted("Suite", tmp_path / "none.xml", 5).missing == "no test was found for it"


def test_the_last_line_is_the_total_of_the_parts():
    parts = [Part("PostgreSQL", passed=10, seconds=3.4), Part("SQLite", passed=5, failed=1, skipped=2)]

    lines, status = conclusion(parts, is_ci=False)

    assert lines == [
        "  PostgreSQL: 10 passed, 0 failed in 3 s",
        "  SQLite: 5 passed, 1 failed in 0 s",
        "15 passed, 1 failed, 2 skipped",
    ]
    assert status == 1


def test_what_is_missing_is_told_and_fails_in_ci_only():
    parts = [Part("PostgreSQL", passed=10), Part("Browser", missing="no Chromium on PATH")]

    here, status_here = conclusion(parts, is_ci=False)
    ci, status_ci = conclusion(parts, is_ci=True)

    assert here[1:] == ["  Browser: DID NOT RUN, no Chromium on PATH", "10 passed, 0 failed"]
    assert status_here == 0
    assert ci[-1] == "10 passed, 1 failed"
    assert status_ci == 1


def test_a_run_in_which_nothing_passed_is_no_success():
    assert conclusion([Part("PostgreSQL", missing="no server")], is_ci=False) == (
        ["  PostgreSQL: DID NOT RUN, no server", "0 passed, 0 failed"],
        1,
    )


def test_arguments_that_name_tests_are_told_from_those_that_do_not():
    assert names_paths(["tests/test_run.py::test_x", "-q"])
    assert not names_paths(["-k", "basket"])
    assert suite_arguments() == ["tests", "--ignore=tests/browser", "--ignore=tests/benchmarks"]


def test_the_chromium_on_path_is_found_by_any_of_its_names(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium() is None

    (tmp_path / "chromium-browser").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / "chromium-browser").chmod(0o755)
    assert chromium() == str(tmp_path / "chromium-browser")


def test_what_reads_papers_back_is_missed_by_name(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "zbarimg").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / "zbarimg").chmod(0o755)

    assert paper_tools_missing() == ["pdftotext", "pdftoppm"]
