// The house rules that no compiler checks.
import { describe, expect, it } from "vitest";

const SOURCES = import.meta.glob<string>(["./**/*.{ts,tsx}", "!./api/generated/**"], {
  eager: true,
  query: "?raw",
  import: "default",
});
const STYLES = import.meta.glob<string>("./**/*.css", {
  eager: true,
  query: "?raw",
  import: "default",
});

/** Files of the window that break a rule. */
function breaking(rule: (path: string, text: string) => boolean): string[] {
  return Object.entries(SOURCES)
    .filter(([path]) => path !== "./tidy.test.ts")
    .filter(([path, text]) => rule(path, text))
    .map(([path]) => path);
}

const isTest = (path: string) => path.includes(".test.") || path.startsWith("./test/");

describe("the source", () => {
  it("turns no text into a number, so that no amount is ever a float", () => {
    const conversion =
      /\b(Number|parseFloat|parseInt|BigInt)\b|valueAsNumber|toFixed|toLocaleString|Intl\./;
    expect(breaking((path, text) => !isTest(path) && conversion.test(text))).toEqual([]);
  });

  it("has no any", () => {
    expect(breaking((_, text) => /(:|<|\bas)\s*any\b/.test(text))).toEqual([]);
  });

  it("talks to the shell from src/api only", () => {
    const outside = (path: string) => !path.startsWith("./api/");
    expect(breaking((path, text) => outside(path) && text.includes("@tauri-apps"))).toEqual([]);
  });

  it("keeps the stand-in for the shell out of everything but the start and the tests", () => {
    const allowed = (path: string) =>
      isTest(path) || path.startsWith("./api/fake") || path === "./main.tsx";
    expect(breaking((path, text) => !allowed(path) && text.includes("api/fake"))).toEqual([]);
  });

  it("has features that do not know each other", () => {
    expect(
      breaking((path, text) => path.startsWith("./features/") && /from "\.\.\/(?!\.\.)/.test(text)),
    ).toEqual([]);
    expect(
      breaking((path, text) => path.startsWith("./components/") && text.includes("/features/")),
    ).toEqual([]);
  });

  it("opens each file with a sentence and keeps it short", () => {
    expect(breaking((_, text) => !text.startsWith("// "))).toEqual([]);
    expect(breaking((_, text) => text.split("\n").length > 400)).toEqual([]);
  });
});

it("styles move nothing with transform, which freezes rows in the system's web view", () => {
  const moving = Object.entries(STYLES).filter(([, text]) => /transform\s*:/.test(text));
  expect(moving.map(([path]) => path)).toEqual([]);
});
