"""Reading: lists, question pages, permalinks, history."""
