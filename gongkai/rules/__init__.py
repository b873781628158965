"""The law library: the regulation as plain Python tables and small pure functions.

Nothing here knows a database, a clock or a framework. A rule takes frozen facts and
returns a value or raises `gongkai.rules.refusals.Refused`.
"""
