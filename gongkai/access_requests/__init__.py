"""Disclosure on application: application, decision or refusal proposal, the superior's ruling (第九条（三）)."""
