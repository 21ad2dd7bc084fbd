"""What words of an article mean: dates, numbers, datelines. Nothing here reads or writes a project."""
