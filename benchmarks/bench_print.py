"""How fast pages are made, as ratios on the same machine in the same run.

Run it with the Python of an environment that has recoveryplan[pdf] installed (not editable: byte code must be kept):

    python benchmarks/bench_print.py PEER [PLANS]

PEER is the Python of an environment with cookiecutter and weasyprint, which are held against; PLANS is how many plans
are printed, 1000 unless told. Prints each ratio beside its bar from docs/adr; a bar is never a timed test.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from typing import Any

PEER = sys.argv[1] if len(sys.argv) > 1 else sys.exit(__doc__)
PLANS = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
RUNS = 9
PROGRAM = shutil.which("recoveryplan", path=os.path.dirname(sys.executable)) or "recoveryplan"
EXAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "examples")
PEOPLE = ("sarah", "john", "maria", "emma", "david")


def told(words: str, found: float, bar: str) -> None:
    print(f"{words:58} {found:7.3f}   bar {bar}")


def spent(job: Callable[[], object]) -> float:
    """Seconds that a job takes."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def ratio(job: Callable[[], object], base: Callable[[], object], runs: int = RUNS) -> float:
    """The median ratio of a job to what it is held against, taken in pairs."""
    job()
    base()
    return statistics.median(spent(job) / spent(base) for _ in range(runs))


def quiet(command: Sequence[str], **more: Any) -> None:
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, **more)


# --- one worksheet, the whole command ---


def one_worksheet(folder: str) -> None:
    """The command against cookiecutter, which renders the same page from a template that holds it."""
    home = os.path.join(folder, "home")
    env = dict(os.environ, RECOVERYPLAN_HOME=home, RECOVERYPLAN_TODAY="2026-11-22", NO_COLOR="1")
    quiet([PROGRAM, "new", "--answers", os.path.join(EXAMPLES, "sarah", "answers.yaml")], env=env)
    page = os.path.join(home, "worksheets", "whole-plan.html")
    quiet([PROGRAM, "worksheet"], env=env)
    template = os.path.join(folder, "template")
    inner = os.path.join(template, "{{cookiecutter.name}}")
    os.makedirs(inner)
    with open(page, encoding="utf-8") as file:
        drawn = file.read()
    with open(os.path.join(template, "cookiecutter.json"), "w", encoding="utf-8") as file:
        file.write('{"name": "page", "title": "My plan"}')
    with open(os.path.join(inner, "whole-plan.html"), "w", encoding="utf-8") as file:
        file.write(drawn.replace("<title>My plan<", "<title>{{cookiecutter.title}}<"))
    peer = [PEER, "-m", "cookiecutter", template, "--no-input", "-f", "-o", os.path.join(folder, "out")]
    bare = [sys.executable, "-c", "pass"]
    told("one worksheet / cookiecutter, same page",
         ratio(lambda: quiet([PROGRAM, "worksheet"], env=env), lambda: quiet(peer)), "0.333")  # fmt: skip
    told("one worksheet / bare Python",
         ratio(lambda: quiet([PROGRAM, "worksheet"], env=env), lambda: quiet(bare)), "12")  # fmt: skip


# --- many ---


def plans_in(folder: str, count: int) -> list[str]:
    """So many plans, each of one of the five made-up people with words of its own."""
    os.makedirs(folder)
    texts = []
    for name in PEOPLE:
        with open(os.path.join(EXAMPLES, name, "plan.yaml"), encoding="utf-8") as file:
            texts.append(file.read())
    paths = []
    for number in range(count):
        paths.append(os.path.join(folder, f"{number:05d}.yaml"))
        with open(paths[-1], "w", encoding="utf-8") as file:
            file.write(texts[number % len(texts)].replace("made up", f"made up, number {number}"))
    return paths


def printed(paths: Sequence[str], out: str, processes: int) -> None:
    from recoveryplan.workflows import printing
    from recoveryplan.workflows.printing_pages import Look, Page

    os.makedirs(out, exist_ok=True)
    work = [
        printing.Work((Page("whole-plan", os.path.join(out, f"{at}.html")),), path, at)
        for at, path in enumerate(paths, 1)
    ]
    for done in printing.run(work, Look(), processes=processes):
        assert done.code == 0, done.trouble


def many(folder: str) -> None:
    """All plans from file to file; and what of it is the drawing, against Jinja2 alone on the same blocks."""
    from recoveryplan.workflows import printing_plans, showing
    from recoveryplan.worksheets import html, sheets

    paths = plans_in(os.path.join(folder, "plans"), PLANS)
    trees = [printing_plans.load(path) for path in paths[:50]]
    built = [sheets.build("whole-plan", tree, showing.context(tree)) for tree in trees]
    page, draw, macros = html._templates()
    style, digest = html._style("letter", False, "x", False)

    def jinja_alone() -> None:
        for sheet in built:
            body = html.Markup("").join([macros[type(block)](block) for block in sheet.blocks])
            page.render(sheet=sheet, body=body, draw=draw, style=style, style_hash=digest)

    def drawing() -> None:
        for tree in trees:
            html.write(sheets.build("whole-plan", tree, showing.context(tree)))

    def whole() -> None:
        printed(paths[:50], os.path.join(folder, "few"), 1)

    told("a filled sheet, tree to page / hot Jinja2 alone", ratio(drawing, jinja_alone), "2.0")
    told(
        "a filled sheet, file to file / hot Jinja2 alone", ratio(whole, jinja_alone), "(reads and checks the file too)"
    )
    one = spent(lambda: printed(paths, os.path.join(folder, "one"), 1))
    two = spent(lambda: printed(paths, os.path.join(folder, "two"), 2))
    told(f"{PLANS} plans: one process / two", one / two, "1.8 at least")
    print(f"{'':4}{PLANS / one:.0f} pages a second with one process, {PLANS / two:.0f} with two")


def memory(folder: str) -> None:
    """The most memory of a run of its own with a tenth of the plans, and with all."""
    most = []
    for count in (PLANS // 10, PLANS):
        paths = [os.path.join(folder, "plans", f"{number:05d}.yaml") for number in range(count)]
        child = os.fork()
        if not child:
            printed(paths, os.path.join(folder, "memory"), 1)
            os._exit(0)
        most.append(os.wait4(child, 0)[2].ru_maxrss)
    told(f"memory: {PLANS} plans / {PLANS // 10}", most[1] / most[0], "flat")


# --- a PDF ---

COLD_OURS = """
import sys
from recoveryplan.workflows import printing_plans, showing
from recoveryplan.worksheets import pdf, sheets
tree = printing_plans.load(sys.argv[1])
with open(sys.argv[2], "wb") as file:
    file.write(pdf.write([sheets.build("whole-plan", tree, showing.context(tree))]))
"""
COLD_PEER = "import sys; from weasyprint import HTML; HTML(filename=sys.argv[1]).write_pdf(sys.argv[2])"
HOT_PEER = """
import sys, time
from weasyprint import HTML
took = []
for _ in range(4):
    start = time.perf_counter()
    HTML(filename=sys.argv[1]).write_pdf(sys.argv[2])
    took.append(time.perf_counter() - start)
print(sorted(took[1:])[1])
"""


def a_pdf(folder: str) -> None:
    """The same sheet as PDF: ours by Typst, WeasyPrint from our own web page."""
    from recoveryplan.workflows import printing_plans, showing
    from recoveryplan.worksheets import html, pdf, sheets

    plan = os.path.join(EXAMPLES, "john", "plan.yaml")
    tree = printing_plans.load(plan)
    sheet = sheets.build("whole-plan", tree, showing.context(tree))
    page, made = os.path.join(folder, "page.html"), os.path.join(folder, "page.pdf")
    with open(page, "w", encoding="utf-8") as file:
        file.write(html.write(sheet))
    print(f"{'':4}the sheet has {len(pdf.pictures([sheet], 10))} pages")
    ours = [sys.executable, "-c", COLD_OURS, plan, made]
    told(
        "a PDF, cold / WeasyPrint",
        ratio(lambda: quiet(ours), lambda: quiet([PEER, "-c", COLD_PEER, page, made]), 3),
        "0.10",
    )
    hot = float(subprocess.run([PEER, "-c", HOT_PEER, page, made], capture_output=True, text=True, check=True).stdout)

    def once(number: int) -> None:
        pdf.write([sheet._replace(state=f"Version {number}")])

    once(0)
    ours_hot = statistics.median(spent(lambda number=number: once(number)) for number in range(1, 10))
    told("a PDF, hot / WeasyPrint", ours_hot / hot, "0.04")


def main() -> None:
    """Print every ratio."""
    with tempfile.TemporaryDirectory() as folder:
        one_worksheet(folder)
        many(folder)
        memory(folder)
        a_pdf(folder)
    print(f"most memory of this run: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main()
