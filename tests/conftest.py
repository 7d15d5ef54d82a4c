"""What holds for every test."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # how long an example takes says nothing of what is promised
settings.load_profile("untimed")
