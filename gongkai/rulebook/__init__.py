"""制度与目录: regulations, dated parameters, the calendar, catalogs and their versions."""
