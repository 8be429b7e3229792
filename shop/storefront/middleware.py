"""What every answer carries."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import connection
from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]

# Scripts, styles, fonts and pictures come from us; nothing is framed; forms go to us.
POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


def security_headers(get_response: GetResponse) -> GetResponse:
    """This will add the content policy: no outside host at run time."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return middleware


def refuse_nul(get_response: GetResponse) -> GetResponse:
    """This will answer 400 to an address with a NUL in it: no text of ours holds one, and PostgreSQL fails at it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL in the address")
        return get_response(request)

    return middleware


def sql_count(get_response: GetResponse) -> GetResponse:
    """This will answer `X-Bench-Sql: 1` with the number of queries, when the BENCH setting is on."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not settings.BENCH or request.headers.get("X-Bench-Sql") != "1":
            return get_response(request)
        count = 0

        def counted(execute, sql, params, many, context):
            nonlocal count
            count += 1
            return execute(sql, params, many, context)

        with connection.execute_wrapper(counted):
            response = get_response(request)
        response.headers["X-Sql-Count"] = str(count)
        return response

    return middleware
