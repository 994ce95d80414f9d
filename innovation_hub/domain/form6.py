"""PlanRep Form 6: the codes of budget lines, and their valid dates."""

import re
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from innovation_hub.domain.clock import today
from innovation_hub.errors import Invalid

LONG_GFS_FROM = 2018
"""GFS codes have 6 digits to 2017/18 and 8 from 2018/19."""

LENGTHS = {
    "sub_vote": 8,
    "project": 8,
    "objective": 4,
    "cost_centre": 8,
    "target": 8,
    "activity": 12,
    "gfs_code": 8,
}
_SEPARATORS = re.compile(r"[\s.\-]+")
_CODE = re.compile(r"[A-Z0-9]*")
_MARGIN = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Form6:
    """The codes of one line, from sub-vote (*kifungu*) to GFS code; each may be empty."""

    sub_vote: str = ""
    project: str = ""
    objective: str = ""
    cost_centre: str = ""
    target: str = ""
    activity: str = ""
    gfs_code: str = ""

    def checked(self, financial_year: str) -> "Form6":
        """The codes in capitals without separators; raises `Invalid` for an impossible one."""
        tidy = {f.name: _SEPARATORS.sub("", getattr(self, f.name)).upper() for f in fields(self)}
        for name, code in tidy.items():
            if not _CODE.fullmatch(code) or (name != "gfs_code" and len(code) > LENGTHS[name]):
                raise Invalid(
                    "budgets.error.code", field=name, text=getattr(self, name)[:40], most=LENGTHS[name]
                )
        digits = gfs_digits(financial_year)
        gfs = tidy["gfs_code"]
        if gfs and not (gfs.isdigit() and len(gfs) == digits):
            raise Invalid(
                "budgets.error.gfs",
                field="gfs_code",
                text=self.gfs_code[:40],
                digits=digits,
                year=financial_year,
            )
        return replace(self, **tidy)


def gfs_digits(financial_year: str) -> int:
    """How many digits a GFS code has in a financial year such as ``2018/19``."""
    return 8 if int(financial_year[:4]) >= LONG_GFS_FROM else 6


def check_date(day: date, starts_on: date, ends_on: date) -> None:
    """Raise `Invalid` for a date in the future, or more than a year away from the line's financial year."""
    if day > today():
        raise Invalid("budgets.error.future", field="happened_on")
    if not starts_on - _MARGIN <= day <= ends_on + _MARGIN:
        raise Invalid("budgets.error.other_year", field="happened_on")
