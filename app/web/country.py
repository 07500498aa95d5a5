"""Whose emergency numbers to show: the country the reader chose, else the one of the site."""

from __future__ import annotations

from typing import Final

from flask import current_app, request

from app.safety.countries import Country, countries, country

COOKIE: Final = "country"
#: Members of the European Union: without an entry of their own they get the number that works in
#: all of them (112).
EU: Final = frozenset(
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split()
)


def country_of(code: str) -> Country:
    """The lines of a country; of the European Union for its members; else the generic words."""
    code = code.upper()
    if code not in countries() and code in EU:
        code = "EU"
    return country(code)


def chosen_country() -> str | None:
    """The code the reader chose on /emergency/country, if it still stands for anything."""
    code = request.cookies.get(COOKIE, "")
    return code if code in countries() else None


def reader_country() -> Country:
    """The country whose numbers this reader gets."""
    return country_of(chosen_country() or current_app.config["COUNTRY"])


def dial(number: str) -> str:
    """A number as a phone dials it: "13 11 14" becomes "131114"."""
    return "".join(mark for mark in number if mark in "0123456789+")
