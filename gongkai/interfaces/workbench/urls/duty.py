"""How an address names one duty: organization, month, entry of the catalog, and what caused it (0: the calendar)."""

DUTY = r"(?P<code>[A-Za-z0-9-]{1,30})/(?P<period>\d{4}-\d{2})/(?P<entry>[A-Za-z0-9\u4e00-\u9fff]{1,20})/(?P<trigger>\d{1,12})"
