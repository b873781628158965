"""Yearly assessments and accountability (第九条（七）、（八）)."""
