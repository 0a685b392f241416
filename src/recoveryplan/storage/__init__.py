"""The home folder on a disk: whole files or none, every version kept, drafts that survive a kill.

Knows bytes and files, nothing of what a plan says beyond its head. Callers use `folder`, `store`, `drafts`
and `migrations`; the other modules are theirs.
"""
