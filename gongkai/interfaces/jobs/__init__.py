"""定时任务: the door of the clock and the command line."""
