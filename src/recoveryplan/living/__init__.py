"""What happened, and what it changes: check-ins, reviews, setbacks, trends, milestones. Pure: no terminal, no disk.

What happened never changes. Only ``apply`` makes a next plan from it, and the person says so first.
"""
