"""Reads of the transparency room. Log and months are for everybody, the desk's for moderators."""

from app.transparency.queries.desk import DeskFigures, desk_figures
from app.transparency.queries.log import LogRow, list_log, log_months, number_of_day
from app.transparency.queries.months import get_month, list_months

__all__ = [
    "DeskFigures",
    "LogRow",
    "desk_figures",
    "get_month",
    "list_log",
    "list_months",
    "log_months",
    "number_of_day",
]
