"""Speed, as ratios taken in one run against what a user would do instead: `python -m bench`."""
