"""What every test shares: properties are about values; how long one takes is for `bench/`."""

from hypothesis import settings

settings.register_profile("story", deadline=None)
settings.load_profile("story")
