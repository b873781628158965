"""公开发布: what is public, to whom, where and since when."""
