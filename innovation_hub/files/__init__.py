"""Files of strangers: read by a process of their own, which may take little time and memory and knows no secret."""
