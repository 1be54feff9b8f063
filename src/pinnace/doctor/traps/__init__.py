"""One trap per file: ``find(project)`` yields what it found. Each has a test that plants the fault."""
