"""Better spellings for words that find nothing: slips of the keyboard, not of the mind. Pure.

A row of typed words is a way from its first to its last; each step spells one word, or two that were typed as one, or
one that was typed as several. The cheapest ways win, and words that are known to stand side by side cost less.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

Known = Callable[[Collection[str]], set[str]]

MOST_CANDIDATES = 3
# Of a long text only the first words, and of a long word no edits: a slip is looked for in what a person types.
_MOST_WORDS = 8
_LONGEST_EDITED = 10
_SHORTEST_EDITED = 3
_LONGEST_SYLLABLE = 7
_LONGEST_SPLIT = 24
# Ways that are followed at once, and spellings of one word that are kept.
_WIDTH = 20
_BREADTH = 24
_SPELLINGS = 60
_BEST = 8
_LETTERS = "abcdeghiklmnopqrstuvxyfjwz"
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {frozenset(pair) for row in _ROWS for pair in pairwise(row)}
_VOWELS = "aeiouy"

# What a step costs. A word nobody knows finds nothing, so every way around it is cheaper.
_UNKNOWN = 6.0
_DECODED = 0.5
_JOINED = 1.0
_SPLIT = 1.2
_SWAPPED = 1.6
_DOUBLED = 1.5
_NEIGHBOUR = 1.9
_EDITED = 2.0
# A word that is known was rather meant; it changes only where that brings together what stands together elsewhere.
_CHANGED = 1.0
_STRANGERS = 1.5


@dataclass(frozen=True, slots=True, order=True)
class _Step:
    """One spelling of the typed words from `begin` to before `end`."""

    cost: float
    words: tuple[str, ...]
    begin: int
    end: int
    # The typed words are known as they are.
    is_change: bool = False
    is_unknown: bool = False


@dataclass(frozen=True, slots=True, order=True)
class _Way:
    cost: float
    words: tuple[str, ...]
    # Words that were changed though they are known, words that are not known, pairs that are.
    changes: int = 0
    unknown: int = 0
    pairs: int = 0


def candidates(*, words: tuple[str, ...], known: Known) -> list[tuple[str, ...]]:
    """This will return up to three other spellings of folded words, the likeliest first; none where none is better.

    `known` tells which of some words, and pairs of words ("mat ong"), stand in any document. It is asked at most twice.
    """
    words = words[:_MOST_WORDS]
    if not words:
        return []
    found = known(_asked_first(words))
    steps = _steps(words, found)
    asked = _pairs(words, steps)
    pairs = known(asked) if asked else set()
    ways = _ways([_worth_following(rows, pairs) for rows in steps], pairs)
    own = sum(f"{left} {right}" in pairs for left, right in pairwise(words))
    fewest = min(way.unknown for way in ways)
    better = [
        way for way in ways if way.words != words and way.unknown == fewest and (not way.changes or way.pairs > own)
    ]
    return list(dict.fromkeys(way.words for way in better))[:MOST_CANDIDATES]


# ---------------------------------------------------------------- spellings


def _asked_first(words: tuple[str, ...]) -> set[str]:
    asked = set(words) | {joined for _, _, joined in _joins(words)}
    for word in words:
        asked |= set(_edits(word)) | set(decoded(word))
        if len(word) <= _LONGEST_SPLIT:
            for piece in _syllables(word):
                asked |= {piece, *decoded(piece)}
    return asked


def decoded(word: str) -> list[str]:
    """This will return what was meant where the keyboard turned no Telex or VNI into marks: nuwowcs, ma6t5, cheef."""
    found = []
    if re.match(r"[a-z]+\d", word):
        found.append(re.sub(r"\d", "", word))
    if word.isascii() and word.isalpha():
        found.append(_without_telex(word))
    return [plain for plain in dict.fromkeys(found) if plain and plain != word]


def _without_telex(word: str) -> str:
    plain = re.sub(r"^dd", "d", word)
    # "tw" is tư, "nwowcs" nước: without a vowel before it, w is one.
    plain = re.sub(r"^([bcdghklmnpqrstvx]*)w", r"\1u", plain).replace("uuo", "uo")
    match = re.match(rf"([^{_VOWELS}]*)([{_VOWELS}].*)$", plain)
    if match is None:
        return plain
    head, rest = match.groups()
    # Behind its first vowel no Vietnamese word has one of these; they are tones, hooks and breves.
    rest = re.sub(r"[sfrxjzw]", "", rest)
    rest = re.sub(r"(aa|ee|oo)", lambda double: double[0][0], rest)
    # Marks typed at the very end: "tieng1" and "tienge" are tiếng, "duongd" is đường.
    rest = re.sub(rf"^([{_VOWELS}]*?([aeo])[{_VOWELS}]?(?:c|ch|m|n|ng|nh|p|t))\2$", r"\1", rest)
    return head + re.sub(r"(?<=.)d$", "", rest)


def _edits(word: str) -> Iterator[str]:
    """Every word one slip away: a letter too many, too few, another, or two that changed places."""
    if not _SHORTEST_EDITED <= len(word) <= _LONGEST_EDITED:
        return
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    for left, right in halves:
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in _LETTERS:
            yield left + letter + right
            if right:
                yield left + letter + right[1:]


def _syllables(word: str) -> Iterator[str]:
    for begin in range(len(word)):
        for end in range(begin + 1, min(begin + _LONGEST_SYLLABLE, len(word)) + 1):
            yield word[begin:end]


def _joins(words: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    for begin in range(len(words) - 1):
        for end in range(begin + 2, min(begin + 4, len(words)) + 1):
            yield begin, end, "".join(words[begin:end])


def edit_cost(word: str, other: str) -> float:
    """This will say how unlikely one word became the other by a slip: swapped letters are likelier than a wrong one."""
    if len(word) > len(other):
        at = next((at for at, letter in enumerate(other) if letter != word[at]), len(other))
        return _DOUBLED if at and word[at] == word[at - 1] else _EDITED
    if len(word) < len(other):
        return _DOUBLED if edit_cost(other, word) == _DOUBLED else _EDITED
    wrong = [at for at in range(len(word)) if word[at] != other[at]]
    if len(wrong) == 2:
        return _SWAPPED
    return _NEIGHBOUR if frozenset((word[wrong[0]], other[wrong[0]])) in _BESIDE else _EDITED


# ---------------------------------------------------------------- steps and ways


def _steps(words: tuple[str, ...], found: set[str]) -> list[list[_Step]]:
    """The spellings that begin at each word, the cheapest first."""
    steps = [_of_one(words, at, found) for at in range(len(words))]
    for begin, end, joined in _joins(words):
        if joined in found:
            is_change = all(word in found for word in words[begin:end])
            # "m at ong": one letter alone was hardly meant.
            is_change = is_change and min(map(len, words[begin:end])) > 1
            cost = _JOINED * (end - begin - 1) + _CHANGED * is_change
            steps[begin].append(_Step(cost, (joined,), begin, end, is_change=is_change))
    return [sorted(rows)[:_SPELLINGS] for rows in steps]


def _of_one(words: tuple[str, ...], at: int, found: set[str]) -> list[_Step]:
    word = words[at]
    is_known = word in found
    costs: dict[tuple[str, ...], float] = {(word,): 0.0 if is_known else _UNKNOWN}

    def add(spelling: tuple[str, ...], cost: float) -> None:
        cost += _CHANGED * is_known
        costs[spelling] = min(cost, costs.get(spelling, cost))

    for other in decoded(word):
        if other in found:
            add((other,), _DECODED)
    for other in _edits(word):
        if other in found and other != word:
            add((other,), edit_cost(word, other))
    if len(word) <= _LONGEST_SPLIT:
        for pieces, cost in _splits(word, found):
            add(pieces, cost)
    return [
        _Step(cost, row, at, at + 1, is_change=is_known and row != (word,), is_unknown=not is_known and row == (word,))
        for row, cost in costs.items()
    ]


def _splits(word: str, found: set[str]) -> list[tuple[tuple[str, ...], float]]:
    """Ways to part a word into known ones of two letters or more, the fewest first."""
    ways: list[list[tuple[float, tuple[str, ...]]]] = [[] for _ in range(len(word) + 1)]
    ways[0] = [(0.0, ())]
    for end in range(2, len(word) + 1):
        for begin in range(max(0, end - _LONGEST_SYLLABLE), end - 1):
            piece = word[begin:end]
            meant = [(0.0, piece)] if piece in found else []
            meant += [(_DECODED, other) for other in decoded(piece) if other in found and len(other) > 1]
            ways[end] += [(cost + more, (*row, other)) for cost, row in ways[begin] for more, other in meant]
        ways[end] = sorted(ways[end], key=lambda way: (len(way[1]), way))[:_BEST]
    return [(row, _SPLIT * (len(row) - 1) + cost) for cost, row in ways[-1] if len(row) > 1]


def _pairs(words: tuple[str, ...], steps: list[list[_Step]]) -> set[str]:
    """Pairs to ask for: inside a spelling, and of every spelling with the likeliest ones of its neighbours."""
    asked = {f"{left} {right}" for left, right in pairwise(words)}
    for rows in steps:
        for step in rows:
            asked |= {f"{left} {right}" for left, right in pairwise(step.words)}
            following = steps[step.end] if step.end < len(steps) else []
            is_likely = step in rows[:_BEST]
            asked |= {f"{step.words[-1]} {other.words[0]}" for other in (following if is_likely else following[:_BEST])}
    return asked


def _worth_following(rows: list[_Step], pairs: set[str]) -> list[_Step]:
    """The spellings that meet a neighbour they are known beside, then the cheapest."""
    firsts, seconds = {pair.split()[0] for pair in pairs}, {pair.split()[-1] for pair in pairs}
    return sorted(rows, key=lambda step: (step.words[0] not in seconds and step.words[-1] not in firsts, step))[
        :_BREADTH
    ]


def _ways(steps: list[list[_Step]], pairs: set[str]) -> list[_Way]:
    ways: list[list[_Way]] = [[] for _ in range(len(steps) + 1)]
    ways[0] = [_Way(0.0, ())]
    for begin, rows in enumerate(steps):
        for way in sorted(ways[begin])[:_WIDTH]:
            for step in rows:
                ways[step.end].append(_further(way, step, pairs))
    return sorted(ways[-1])


def _further(way: _Way, step: _Step, pairs: set[str]) -> _Way:
    row = (*way.words[-1:], *step.words)
    met = [f"{left} {right}" in pairs for left, right in pairwise(row)]
    cost = way.cost + step.cost + _STRANGERS * (len(met) - sum(met))
    return _Way(
        round(cost, 3),
        way.words + step.words,
        way.changes + step.is_change,
        way.unknown + step.is_unknown,
        way.pairs + sum(met),
    )
