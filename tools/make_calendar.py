"""Writes rulebook/calendar/<year>.yaml from the development package chinesecalendar.

Run it after a new version of the package: `python tools/make_calendar.py --last 2027`.
The YAML is what the product reads; the package itself is never needed to run it.
"""

import argparse
from datetime import date
from pathlib import Path

from chinese_calendar import constants

TARGET = Path(__file__).resolve().parent.parent / "rulebook" / "calendar"
BASIS = "国务院办公厅年度节假日安排通知"
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午",
    "National Day": "国庆",
    "Mid-autumn Festival": "中秋",
    "Anti-Fascist 70th Day": "抗战胜利日",
}
DECEMBER = 12


def notice_year(day: date, holiday: str) -> int:
    """The year whose notice names this day: days around New Year belong to the new year."""
    return day.year + (day.month == DECEMBER and holiday == "New Year's Day")


def year_table(year: int) -> dict[str, tuple[list[date], list[date]]]:
    """Chinese holiday name → days off and make-up working days, in the order of the year."""
    table: dict[str, tuple[list[date], list[date]]] = {}
    sources = ((0, constants.holidays), (1, constants.workdays))
    days = sorted((day, name, kind) for kind, source in sources for day, name in source.items())
    for day, name, kind in days:
        if notice_year(day, name) == year:
            table.setdefault(NAMES[name], ([], []))[kind].append(day)
    return table


def render(year: int) -> str:
    """The text of the year's YAML file; bare `off` would be read as false, so it is quoted."""
    lines = [f"year: {year}", f"basis: {BASIS}", "holidays:"]
    for name, (off, work) in year_table(year).items():
        lines.append(f"  - name: {name}")
        lines.append(f"    'off': [{', '.join(map(str, off))}]")
        lines.append(f"    work: [{', '.join(map(str, work))}]")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write one file per year."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=int, default=2011)
    parser.add_argument("--last", type=int, default=2026)
    parser.add_argument("--target", type=Path, default=TARGET)
    wanted = parser.parse_args()
    wanted.target.mkdir(parents=True, exist_ok=True)
    for year in range(wanted.first, wanted.last + 1):
        (wanted.target / f"{year}.yaml").write_text(render(year), encoding="utf-8")


if __name__ == "__main__":
    main()
