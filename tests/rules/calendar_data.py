"""The committed day-off tables as a WorkCalendar, for tests of the law library."""

from pathlib import Path

import yaml

from gongkai.rules.calendar import WorkCalendar

FOLDER = Path(__file__).resolve().parents[2] / "rulebook" / "calendar"
FIRST_YEAR, LAST_YEAR = 2011, 2026
TABLES = [yaml.safe_load((FOLDER / f"{year}.yaml").read_text("utf-8")) for year in range(FIRST_YEAR, LAST_YEAR + 1)]
KNOWN = WorkCalendar.from_mapping(TABLES)
