"""What a page is made of, what goes on which sheet, and the writers that draw it. The only user of jinja2.

    from recoveryplan.worksheets.sheets import Context, build
    from recoveryplan.worksheets import html, markdown, screen

The writers are imported by the command that needs them: ``screen`` costs no jinja2.
"""
