"""The terminal: how prompts are asked and words are shown. The only user of questionary and prompt_toolkit.

Start at ``choose.prompter_for``; commands print with ``screen.Screen``.
"""
