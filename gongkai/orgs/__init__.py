"""组织与人员: the tree of organizations, people, posts, grants and members."""
