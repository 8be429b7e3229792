"""What was typed, as words that remember where they stand, and which of them are read already. Pure.

Every reading looks at the same folded text, in which the words that another one took are blanked out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from catalogue_ext.places.rules import has_marks, marks_key, place_key
from shop.discovery.text import LONGEST_WORD, marked_words
from shop.primitives.vi_text import fold

# What comes after is not read: nobody searches for more, and each word is a condition.
MOST_LETTERS = 100
# Letters and marks together; only a text of marks without letters has more.
_MOST_SIGNS = 1_000
# One sign may fold to many letters; a text of such signs is no search.
_MOST_FOLDED = 2 * MOST_LETTERS
TAKEN = "\0"
# The borders of a word: `\b` would let an underscore into one.
BEGIN, END = r"(?<![^\W_])", r"(?![^\W_])"
_WORD = re.compile(r"[^\W_]+")
# What may stand between two words of one name. A comma ends a name.
_INSIDE_A_NAME = re.compile(r"[\s.\-–'’‘ʼ`´]{0,3}")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: folded, with its marks, where it stands in the folded text and in the one that was typed."""

    folded: str
    marked: str
    folded_at: tuple[int, int]
    typed_at: tuple[int, int]

    @property
    def has_marks(self) -> bool:
        """This will tell whether it was typed with a mark or đ."""
        return self.marked != self.folded


class Typed:
    """A text while it is read. Its words are those of `text.words()`, exactly."""

    def __init__(self, text: str) -> None:
        self.text = _beginning(text)
        self.folded, owners = _folded(self.text)
        self.words = tuple(self._word(match, owners) for match in _WORD.finditer(self.folded))
        self.has_marks = any(word.has_marks for word in self.words)
        self._free = [True] * len(self.words)
        self._open = self.folded
        self._keys: dict[tuple[int, int], str] = {}

    def _word(self, match: re.Match[str], owners: list[int]) -> Word:
        begin, end = owners[match.start()], owners[match.end() - 1] + 1
        while end < len(self.text) and unicodedata.combining(self.text[end]):
            end += 1
        marked = "".join(marked_words(self.text[begin:end]))[:LONGEST_WORD]
        return Word(match[0][:LONGEST_WORD], marked, match.span(), (begin, end))

    @property
    def open(self) -> str:
        """This will return the folded text, in it TAKEN for each letter of what is read already."""
        return self._open

    def is_free(self, begin: int, end: int) -> bool:
        """This will tell whether these words stand there and none of them is read yet."""
        return 0 <= begin < end <= len(self.words) and all(self._free[begin:end])

    def take(self, begin: int, end: int) -> None:
        """This will keep these words from being read again."""
        first, last = self.words[begin].folded_at[0], self.words[end - 1].folded_at[1]
        self._free[begin:end] = [False] * (end - begin)
        self._open = self._open[:first] + TAKEN * (last - first) + self._open[last:]

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int, int]]:
        """This will yield where a pattern fits open words, and which words that are: the first, and one after the last.

        After each it looks again from the next word on: "khoáng 20k" holds no "about", but a price.
        """
        match = pattern.search(self._open)
        while match is not None:
            begin, end = self._around(match)
            if begin < end and self.is_free(begin, end):
                yield match, begin, end
            after = self.words[begin].folded_at[1] if begin < end else match.end()
            match = pattern.search(self._open, max(after, match.start() + 1))

    def _around(self, match: re.Match[str]) -> tuple[int, int]:
        inside = [
            at
            for at, word in enumerate(self.words)
            if word.folded_at[0] < match.end() and word.folded_at[1] > match.start()
        ]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)

    def written(self, begin: int, end: int) -> str:
        """This will return what was typed from one word to before another, letter by letter."""
        return self.text[self.words[begin].typed_at[0] : self.words[end - 1].typed_at[1]] if end > begin else ""

    def key(self, begin: int, end: int) -> str:
        """This will return these words as names of places are compared, or "" where they cannot be one name.

        Nothing but a space, hyphen, full stop or apostrophe stands inside a name.
        """
        if (begin, end) not in self._keys:
            key = place_key(self.written(begin, end)) if self._is_one_name(begin, end) else ""
            self._keys[begin, end] = key
        return self._keys[begin, end]

    def _is_one_name(self, begin: int, end: int) -> bool:
        return all(
            _INSIDE_A_NAME.fullmatch(self.text[left.typed_at[1] : right.typed_at[0]])
            for left, right in pairwise(self.words[begin:end])
        )

    def pieces(self) -> list[tuple[int, int]]:
        """This will return the runs of words that nothing has read yet."""
        found: list[tuple[int, int]] = []
        for at, is_free in enumerate(self._free):
            if not is_free:
                continue
            if found and found[-1][1] == at:
                found[-1] = (found[-1][0], at + 1)
            else:
                found.append((at, at + 1))
        return found

    def agrees(self, begin: int, spelling: str, *, strictly: bool = False) -> bool:
        """This will tell whether the words from `begin` on may be these: a mark that was typed must be the right one.

        Strictly: who types marks at all leaves none out here ("cua" is a crab where other words have their marks).
        """
        right = _spelt(spelling)
        row = self.words[begin : begin + len(right)]
        if len(row) < len(right) or any(word.folded != folded for word, (_, folded) in zip(row, right, strict=True)):
            return False
        is_strict = strictly and self.has_marks
        return all(
            same_marks(word.marked, marked)
            for word, (marked, _) in zip(row, right, strict=True)
            if word.has_marks or is_strict
        )


@lru_cache(maxsize=4096)
def _spelt(spelling: str) -> tuple[tuple[str, str], ...]:
    return tuple((word, fold(word)) for word in spelling.split())


def same_marks(typed: str, right: str) -> bool:
    """This will tell whether two words have the same marks, wherever in the word the tone stands (hoà, hòa)."""
    return typed == right or marks_key(typed) == marks_key(right)


def may_be(typed: str, right: str) -> bool:
    """This will tell whether a name that was typed may be this one, word by word: marks that were typed must fit.

    Hỏi and ngã are one here: half of the country says them alike, and writes them so.
    """
    pairs = zip(_one_tone(marks_key(typed)).split(), _one_tone(marks_key(right)).split(), strict=False)
    return all(word == other for word, other in pairs if has_marks(word) or "\u0309" in word)


def _one_tone(key: str) -> str:
    # marks_key puts each word's tone at its end, as a mark of its own where no letter takes it.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", key).replace("\u0303", "\u0309"))


def _beginning(text: str) -> str:
    letters = 0
    was_space = True
    for at, char in enumerate(text[:_MOST_SIGNS]):
        is_space = char.isspace()
        if not unicodedata.combining(char) and not (is_space and was_space):
            letters += 1
            if letters > MOST_LETTERS:
                return text[:at]
        was_space = is_space
    return text[:_MOST_SIGNS]


def _folded(text: str) -> tuple[str, list[int]]:
    """The text folded letter by letter, one space for several, and for each folded letter whose it is."""
    parts: list[str] = []
    owners: list[int] = []
    was_space = False
    for at, char in enumerate(text):
        part = _letter(char)
        if part == " " and was_space:
            continue
        if len(owners) > _MOST_FOLDED:
            break
        if part:
            was_space = part == " "
            parts.append(part)
            owners += [at] * len(part)
    return "".join(parts), owners


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    # Between two letters, for `fold` drops a space at the end. The blank of what is taken is no letter of a text.
    return " " if char == TAKEN else fold(f"x{char}x")[1:-1]
