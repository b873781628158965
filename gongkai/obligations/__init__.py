"""公开任务: who owes what by when, derived from facts."""
