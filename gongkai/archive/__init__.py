"""What is kept for good: the package of an organization and year that is read without this software (第六条（四）)."""
