"""The page of the worker: who is at work, what waits, what failed and is to be tried again."""
