"""What somebody may have meant whose words found nothing, or little. Nothing is proposed that was not looked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from shop.discovery.asking import Ask, Hits, Term
from shop.discovery.corrections import candidates
from shop.discovery.engines import find
from shop.discovery.models import DocumentWords, KnownWord

# Better spellings that are tried: each is a question, and an empty page asks many others.
MOST_TRIED = 2


def known(words: Collection[str]) -> set[str]:
    """This will return those of the words, or pairs of words, that some document holds. Costs: 1 query."""
    return set(KnownWord.objects.filter(text__in=list(words)).values_list("text", flat=True))


def better_spelt(ask: Ask, hits: Hits) -> Ask | None:
    """This will return the question with its words spelt as the goods have them, where that finds more.

    Costs: at most 2 queries for the words, and 2 questions.
    """
    for words in candidates(words=ask.plain, known=known)[:MOST_TRIED]:
        other = _of(ask, tuple(Term(((word,),)) for word in words), words)
        if _finds_more(other, hits):
            return other
    return None


def shorter(ask: Ask) -> Ask | None:
    """This will return the question without one or two of its words, where that finds something.

    Those at the end first: what describes goods stands behind their name. Costs: at most 3 questions.
    """
    last = len(ask.terms)
    one = [(last - 1, last), (0, 1)] if last > 1 else []
    two = [(last - 2, last)] if last > 3 else []  # of three words one alone would be left
    for begin, end in [*one, *two]:
        terms = (*ask.terms[:begin], *ask.terms[end:])
        other = _of(ask, terms, tuple(word for term in terms for word in term.phrases[0]))
        if _finds_more(other, Hits([], 0)):
            return other
    return None


def _of(ask: Ask, terms: tuple[Term, ...], words: tuple[str, ...]) -> Ask:
    return replace(ask, terms=terms, plain=words, name=(), as_typed=(), page=1)


def _finds_more(ask: Ask, hits: Hits) -> bool:
    return len(find(replace(ask, size=hits.count + 1, with_facets=False))[0].ids) > hits.count


def spelt(ask: Ask, ids: Collection[int]) -> str:
    """This will return the words with the marks that the first of these products has them with. Costs: 1 query."""
    first = DocumentWords.objects.filter(product_id__in=list(ids)[:1]).first()
    return " ".join(_marked(ask.plain, first) if first else ask.plain)


def _marked(words: tuple[str, ...], document: DocumentWords) -> Iterator[str]:
    plain, marked = document.names.split(), document.names_marked.split()
    if len(plain) != len(marked):
        yield from words
        return
    together = next((at for at in range(len(plain)) if tuple(plain[at : at + len(words)]) == words), None)
    if together is not None:
        yield from marked[together : together + len(words)]
        return
    marks = dict(zip(plain, marked, strict=True))
    yield from (marks.get(word, word) for word in words)
