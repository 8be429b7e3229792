"""Words in messages."""

from django import template

from shop.primitives.money import format_vnd

register = template.Library()
register.filter("vnd", format_vnd)
