"""Which part of a change causes a difference in behavior: plans trials, judges what they show, runs nothing itself."""
