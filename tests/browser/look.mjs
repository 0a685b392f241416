// Looks at every page of a job in Debian's Chromium, in one process: node look.mjs JOB.json ANSWER.json
//
// The job: {"chromium": path, "lanes": number, "pages": [{"name", "path", "pdf", "axe"}]}, with "pdf" where to
// print to, or null, and "axe" whether axe looks too. The answer, for each page by name:
// what each check found ({"axe": [...], "sideways": [...], …}: empty lists are good), what axe could not tell, and the
// page's headings. Every way out but the file itself is closed, and told.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDE = { width: 1280, height: 900 };
// Width in px, and how many times as large the text is.
const VIEWS = [[1280, 1], [1280, 2], [640, 2], [320, 1]];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// Runs inside the page: what a reader would have to scroll sideways for, or could not read. It keeps nothing.
function measured() {
  const ROOM = 1; // px: browsers round
  const found = { sideways: [], clipped: [], crowded: [], small: [] };
  const called = (element) => {
    const named = element.localName + [...element.classList].map((name) => `.${name}`).join("");
    const words = element.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
    return words || element === document.body ? `${named} "${words}"` : `${named} in ${called(element.parentElement)}`;
  };
  const unseen = (element) => element.closest(".unseen, style, title, desc") !== null;
  const all = [...document.body.querySelectorAll("*")].filter((element) => !unseen(element));

  const width = document.documentElement.clientWidth;
  const reach = document.scrollingElement.scrollWidth; // what lies left of the page, or right of this, nobody gets to
  if (reach > width) {
    const wide = all.filter((element) => element.getBoundingClientRect().right > width + ROOM);
    const inner = wide.filter((element) => !wide.some((other) => other !== element && element.contains(other)));
    found.sideways.push(...(inner.length ? inner.slice(0, 4).map(called) : ["the page"]));
  }

  for (const element of all) {
    const style = getComputedStyle(element);
    const kept = (way) => !["visible", ""].includes(way) && !(element instanceof SVGElement);
    const cut = (kept(style.overflowX) && element.scrollWidth > element.clientWidth + ROOM)
      || (kept(style.overflowY) && element.scrollHeight > element.clientHeight + ROOM);
    if (cut) found.clipped.push(called(element));
  }

  const boxed = (element) => {
    for (let box = element; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.display !== "inline" && style.borderTopStyle !== "none" && style.borderBottomStyle !== "none") return box;
    }
    return null;
  };
  const outside = (one, box) => one.left < box.left - ROOM || one.right > box.right + ROOM
    || one.top < box.top - ROOM || one.bottom > box.bottom + ROOM;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const parent = text.parentElement;
    if (!text.data.trim() || unseen(parent) || parent.closest("svg")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const rows = [...range.getClientRects()].filter((row) => row.width > 0);
    const box = boxed(parent)?.getBoundingClientRect();
    if (rows.some((row) => row.left < -ROOM || row.right > reach + ROOM)) found.clipped.push(`beyond the edge: ${called(parent)}`);
    else if (box && rows.some((row) => outside(row, box))) found.clipped.push(`out of its box: ${called(parent)}`);
    if (parseFloat(getComputedStyle(parent).fontSize) < 10) found.small.push(called(parent));
  }

  for (const picture of document.querySelectorAll("svg")) {
    const words = [...picture.querySelectorAll("text")];
    const frame = getComputedStyle(picture).overflow === "visible"
      ? { left: 0, right: width, top: -Infinity, bottom: Infinity } : picture.getBoundingClientRect();
    const places = words.map((word) => word.getBoundingClientRect());
    words.forEach((word, at) => {
      const place = places[at];
      if (outside(place, frame)) found.clipped.push(`out of its picture: ${called(word)}`);
      const other = places.findIndex((next, there) => there > at && place.left < next.right - ROOM
        && next.left < place.right - ROOM && place.top < next.bottom - 3 && next.top < place.bottom - 3);
      if (other >= 0) found.crowded.push(`${called(word)} over ${called(words[other])}`);
      const size = parseFloat(getComputedStyle(word).fontSize) * Math.abs(word.getScreenCTM().a);
      if (size < 9) found.small.push(`${size.toFixed(1)} px: ${called(word)}`);
    });
  }
  for (const kind of Object.keys(found)) found[kind] = [...new Set(found[kind])];
  return found;
}

// Runs inside the page: what could run, and whether the one style is in force.
function active() {
  const found = [];
  for (const element of document.querySelectorAll("*")) {
    if (["script", "iframe", "object", "embed", "form", "link", "base"].includes(element.localName)) found.push(element.localName);
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on") || name === "style" || /^\s*javascript:/i.test(value)) found.push(`${element.localName} ${name}`);
    }
  }
  const rules = [...document.styleSheets].reduce((sum, sheet) => sum + (sheet.href ? 0 : sheet.cssRules.length), 0);
  if (document.styleSheets.length !== 1 || rules === 0) found.push(`${document.styleSheets.length} styles with ${rules} rules`);
  return found;
}

const headings = () => [...document.querySelectorAll("h1, h2, h3, caption, figcaption, .label")]
  .map((element) => element.innerText.trim().replace(/\s+/g, " ")).filter(Boolean);

const told = (results) => results.flatMap((rule) =>
  rule.nodes.slice(0, 3).map((node) => `${rule.id}: ${node.html.slice(0, 120)} (${node.target.join(" ")})`));

// A page that tells what it loads and what it says. One serves many files: a new one costs a second.
async function watched(context) {
  const page = await context.newPage();
  page.now = null;
  page.on("request", (request) => { if (page.now && request.url() !== page.now.own) page.now.loaded.push(request.url().slice(0, 120)); });
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) page.now?.said.push(message.text().slice(0, 200)); });
  page.on("pageerror", (error) => page.now?.said.push(String(error).slice(0, 200)));
  return page;
}

async function look(page, one) {
  const own = pathToFileURL(one.path).href;
  const found = { loaded: [], said: [], sideways: [], clipped: [], crowded: [], small: [], axe: [] };
  page.now = { own, loaded: found.loaded, said: found.said };
  await page.setViewportSize(WIDE);
  await page.goto(own, { waitUntil: "load" });
  found.active = await page.evaluate(active);
  const named = await page.evaluate(headings);
  if (one.pdf) await page.pdf({ path: one.pdf, preferCSSPageSize: true });

  for (const [width, times] of VIEWS) {
    await page.setViewportSize({ width, height: WIDE.height });
    await page.evaluate((size) => { document.documentElement.style.fontSize = size; }, times === 1 ? "" : `${100 * times}%`);
    const view = times === 1 ? `${width} px` : `${width} px, text ${100 * times} %`;
    for (const [kind, each] of Object.entries(await page.evaluate(measured))) found[kind].push(...each.map((what) => `${view}: ${what}`));
  }

  if (!one.axe) return { found, unsure: [], headings: named };
  await page.setViewportSize(WIDE);
  await page.evaluate(AXE);
  const results = await page.evaluate((tags) => axe.run(document, {
    runOnly: { type: "tag", values: tags }, resultTypes: ["violations", "incomplete"], elementRef: false,
  }), TAGS);
  found.axe = told(results.violations);
  return { found, unsure: told(results.incomplete), headings: named };
}

async function lane(browser, waiting, answer) {
  const context = await browser.newContext();
  await context.route((url) => url.protocol !== "file:", (route) => route.abort());
  const page = await watched(context);
  for (let one = waiting.shift(); one; one = waiting.shift()) answer[one.name] = await look(page, one);
  await context.close();
}

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const browser = await chromium.launch({ executablePath: job.chromium });
const answer = {};
const waiting = [...job.pages];
await Promise.all(Array.from({ length: job.lanes }, () => lane(browser, waiting, answer)));
await browser.close();
writeFileSync(process.argv[3], JSON.stringify(answer));
