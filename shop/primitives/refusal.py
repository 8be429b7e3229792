"""A refusal: the reason why something may not be done, as a code with facts. The sentence is chosen at the door."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """This will stop an operation for a reason that a person can be told.

    Subclasses name the reason in `code`; `facts` hold what the sentence needs. Never shown raw on a page.
    """

    code = "refused"

    def __init__(self, code: str | None = None, **facts: Any) -> None:
        self.code = code or type(self).code
        self.facts = facts
        super().__init__(self.code, facts)

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}({facts})"
