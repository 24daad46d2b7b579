"""How deep two captures differ: one comparison an interpreter, and all of them as one document."""
