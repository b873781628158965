"""公开件: Disclosure, Edition, Revision and attachments."""
