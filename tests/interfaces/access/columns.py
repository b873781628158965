"""The columns of the access table, and rows that many addresses share.

Columns: visitor, member of the village, villager, clerk, head, town as superior, clerk of another
village, county office. 302 for a visitor is the way to the login page; a stranger gets the missing page.
"""

WHO = ("visitor", "member", "villager", "clerk", "head", "superior", "charlie", "county_office")
ALL = (200,) * 8
DESK = (302, 200, 200, 200, 200, 200, 200, 200)
POST_ONLY = (302, 405, 405, 405, 405, 405, 405, 405)
OWN_WORK = (302, 404, 404, 200, 200, 200, 404, 200)
