"""What people who mean no good type, and those whose machines do strange things."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

Answer = TypeVar("Answer")

A_SECOND = 1.0
TEXTS = {
    "nothing": "",
    "spaces": " \t\n\r\v\f\u00a0\u3000",
    "10 kB of one word": "a" * 10_000,
    "10 kB of words": "mật ong " * 1_300,
    "10 kB of different words": " ".join(f"từ{number}" for number in range(1_500)),
    "10 kB of unknown words": " ".join(f"xq{number}z" for number in range(1_500)),
    "10 kB of places": "ở Uông Bí huyện Ba Chẽ tỉnh Đắk Nông " * 270,
    "10 kB of stars and prices": "4 sao dưới 200k từ 100 đến 300 nghìn 1tr " * 240,
    "10 kB of digits": "9" * 10_000,
    "10 kB of words together": "nuocmammatong" * 770,
    "10 kB of telex": "nuocs mawms tieengs vieetj " * 380,
    "10 kB of quotes": '"' * 10_000,
    "a quote that never ends": '"mật ong',
    "quotes of every kind": "\"'`´‘’“”„«»",
    "operators of FTS5": 'mat AND ong OR NOT NEAR(mat ong, 2) * ^ : ( ) - + { } "',
    "column of FTS5": "names : mat",
    "operators alone": "AND OR NOT NEAR",
    "operators of tsquery": "mat & ong | !mat <-> ong:*A \\",
    "quoted tsquery": "'mat' & ''ong''",
    "query string of Elasticsearch": '+mat -ong && || ! ( ) { } [ ] ^ " ~ * ? : \\ / names:mat~2 _exists_:names',
    "JSON": '{"query": {"match_all": {}}, "size": 10000000}',
    "a regex": r"^(mat|ong)+$ (a+)+b [^\W_]+ \d{1,5}",
    "a regex that runs away": "a" * 40 + "!" + "(a|a)*" * 100,
    "wildcards": "% _ * ? mat% _ng",
    "NUL": "mật\0ong",
    "NULs": "\0" * 1_000,
    "SQL": "'; DROP TABLE discovery_document; --",
    "SQL with a union": "mat' UNION SELECT password FROM accounts_user--",
    "placeholders": "%s %(name)s %% {0} {name} $1 :name ?",
    "emoji": "🍯 mật ong 👩🏽\u200d🌾 🇻🇳",
    "thousands of combining marks": "m" + "\u0301" * 5_000 + "a\u0302\u0323t ong",
    "combining marks alone": "\u0300\u0323" * 5_000,
    "zero widths": "m\u200bậ\u200dt\ufeff ong",
    "right to left": "\u202emật ong\u202c عسل דבש",
    "full width": "ＭẬＴ ＯＮＧ ４ ＳＡＯ",
    "a lone surrogate": "mật \ud800 ong",
    "surrogates the wrong way round": "\udc00\ud800",
    "not a letter": "\U0010ffff\ufffe\uffff",
    "every control sign": "".join(map(chr, range(32))),
    "ligatures that grow": "ﷺ" * 3_000,
    "folds to more": "ß" * 5_000 + "İ" * 5_000,
    "other digits": "٤ sao dưới ١٠٠ nghìn ⑤ sao ½ kg Ⅳ sao",
    "a huge price": f"dưới {'9' * 400}k",
    "a huge amount": f"{'9' * 400} kg {'9' * 400} sao",
    "a price with an exponent": "dưới 1e400 tr từ 1e9999999 nghìn",
    "a price upside down": "từ 300 đến 100 nghìn trên 1tr dưới 1k",
    "no price": "dưới 0 đồng -5k −100 nghìn",
    "every star": "0 sao 1 sao 2 sao 3 sao 4 sao 5 sao 6 sao -4 sao 4,5 sao",
    "a path": "../../etc/passwd",
    "a script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "a template": "{{ 7*7 }} {% debug %}",
    "an address": "https://user:pass@example.org:99999/?q=mat&q=ong#x",
}


def within_a_second(ask: Callable[[], Answer]) -> Answer:
    """This will give the answer, which may take a second; where the machine was busy, it is asked once more."""
    for _ in range(2):
        began = perf_counter()
        answer = ask()
        took = perf_counter() - began
        if took < A_SECOND:
            return answer
    raise AssertionError(f"took {took:.2f} s")
