"""What a plan is: typed parts, ids, conditions, SMART, completeness, the file's schema. Pure.

Import the module you need: the typed model costs a start-up its time, conditions and views do not need it.
"""
