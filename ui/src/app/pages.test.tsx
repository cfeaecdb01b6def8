// Each page while it waits, when it is empty, when it fails, and with a case in it.
import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { later, openCaseWindow, textAt } from "../test/window";
import { PAGES, type Page } from "../view";

type Case = { page: Page; command: string; content: string; empty: string };

/** What feeds a page, what it shows, and what it says when nothing is there. */
const FED: Case[] = [
  { page: "case", command: "compute", content: "totals-table", empty: "还没有合计" },
  { page: "documents", command: "documents", content: "documents-table", empty: "还没有源文件" },
  { page: "bridge", command: "compute", content: "bridge-table", empty: "还没有可比对的数" },
  { page: "assessment", command: "compute", content: "tax-table", empty: "还没有可测算的税款" },
  { page: "findings", command: "compute", content: "findings-table", empty: "没有疑点" },
  { page: "parties", command: "overview", content: "parties-table", empty: "还没有主体" },
];

const FAILURE = { code: "damaged", message: "案卷已损坏。", hint: "请从备份恢复此文件。" };

describe.each(FED)("$page", ({ page, content, empty }) => {
  it("shows what is in the case", async () => {
    const person = openCaseWindow();
    await person.goTo(page);
    expect(await screen.findByTestId(content)).toBeTruthy();
    expect(screen.queryByTestId("empty")).toBeNull();
  });

  it("says what to do when there is nothing yet", async () => {
    const person = openCaseWindow({ empty: true });
    await person.goTo(page);
    expect(await textAt("empty")).toContain(empty);
    expect(screen.queryByTestId(content)).toBeNull();
  });
});

/** Without its overview no case is open, so the page of the parties cannot fail on its own. */
const FED_BY_ITSELF = FED.filter(({ command }) => command !== "overview");

describe.each(FED_BY_ITSELF)("$page", ({ page, command, content }) => {
  it("says that it waits", async () => {
    const held = later();
    const person = openCaseWindow({ hold: { command, until: held.promise } });
    await person.goTo(page);
    expect(await screen.findByTestId("waiting")).toBeTruthy();
    held.resolve();
    expect(await screen.findByTestId(content)).toBeTruthy();
    expect(screen.queryByTestId("waiting")).toBeNull();
  });

  it("says what failed and what to do", async () => {
    const person = openCaseWindow({ failures: { [command]: FAILURE } });
    await person.goTo(page);
    const said = await textAt("failure");
    expect(said).toContain(FAILURE.message);
    expect(said).toContain(FAILURE.hint);
    expect(screen.queryByTestId(content)).toBeNull();
  });
});

it("every page can be reached, and says where it is", async () => {
  const person = openCaseWindow();
  for (const page of PAGES) {
    await person.goTo(page);
    expect((await screen.findByTestId(`nav-${page}`)).getAttribute("aria-current")).toBe("page");
  }
});

it("the language changes everywhere, is told to the engine, and is remembered", async () => {
  const person = openCaseWindow();
  expect(await textAt("nav-bridge")).toBe("收入比对");
  await person.click("lang-switch");
  expect(await textAt("nav-bridge")).toBe("Comparison");
  expect(person.asked("speak")).toEqual({ lang: "en" });
  expect(document.documentElement.lang).toBe("en");
  expect(localStorage.getItem("zicha.lang")).toBe("en");
});

it("the day of the computation is asked for as typed, and a day that is none is not", async () => {
  const person = openCaseWindow();
  await person.write("as-of", "2025-02-30");
  await person.press("{Enter}");
  expect(person.asked("compute")).toEqual({ grain: "year", asOf: null });
  await person.write("as-of", "2025-12-31");
  await person.press("{Enter}");
  expect(person.asked("compute")).toEqual({ grain: "year", asOf: "2025-12-31" });
});
