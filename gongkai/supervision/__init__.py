"""Inspections of lower organizations and rectification within a time limit (第九条（五）, 第九条（八）)."""
