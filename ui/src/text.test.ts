// Every text that the window asks for exists in both languages, with the same arguments.
import { describe, expect, it } from "vitest";
import { REPORT_KINDS, REPORT_LANGUAGES } from "./api/commands";
import { AMOUNT_FIELDS, OTHER_FIELDS } from "./api/fields";
import { WORDS } from "./text";
import { PAGES } from "./view";

const SOURCES = import.meta.glob<string>(
  ["./**/*.{ts,tsx}", "!./**/*.test.*", "!./api/generated/**"],
  {
    eager: true,
    query: "?raw",
    import: "default",
  },
);
const GENERATED = import.meta.glob<string>("./api/generated/*.ts", {
  eager: true,
  query: "?raw",
  import: "default",
});

/** The values of a generated union of strings. */
function values(name: string): string[] {
  const source = GENERATED[`./api/generated/${name}.ts`] ?? "";
  const union = source.slice(source.indexOf("export type"));
  return [...union.matchAll(/"([a-z_]+)"/g)].map((match) => match[1] ?? "");
}

/** The steps of a mapping under way. */
const STEPS = ["header", "columns", "words", "rows", "count", "save"];

/** Taxes with rows of their own. */
const TAXES = [
  ...["iit.comprehensive", "iit.business", "iit.business_summary", "cit"],
  ...["vat.small_scale", "urban_construction", "education"],
];

/** What may follow a prefix whose end is only known at run time. */
const FAMILIES: Record<string, readonly string[]> = {
  "change.": values("Change"),
  "class.": values("Class"),
  "conduct.": values("Conduct"),
  "confidence.": values("Confidence"),
  "draft.": values("DraftProblemCode"),
  "finding_status.": values("FindingStatus"),
  "grain.": values("Grain"),
  "import.reason.": values("Reason"),
  "income.": values("Income"),
  "manner.": values("Manner"),
  "party_kind.": values("PartyKind"),
  "plan.return.": TAXES,
  "problem.": values("ProblemCode"),
  "proposal.": values("ProposalReason"),
  "quarantine.status.": values("QuarantineStatus"),
  "reopened.": values("Reopened"),
  "severity.": values("Severity"),
  "side.": values("Side"),
  "status.": values("Status"),
  "tax.": [...TAXES, "iit.withheld"],
  "window.assessment.": ["taxes", "plan", "waiting", "withholding"],
  "window.column.": [
    ...["receipt_unexplained", "unexplained", "taxable_income", "due", "paid", "underpaid"],
    ...["surcharge", "fine_low", "fine_high", "total_low", "total_high"],
    ...["rows", "records", "duplicates", "updated", "skipped", "quarantined"],
  ],
  "window.columns.": ["required", "filled"],
  "window.direction.": values("Direction"),
  "window.field.": [...AMOUNT_FIELDS, ...OTHER_FIELDS],
  "window.kind.": values("Kind"),
  "window.lang.": REPORT_LANGUAGES,
  "window.link.": values("LinkRole"),
  "window.measure.": values("Measure"),
  "window.method.": values("WithholdingMethod"),
  "window.nav.": PAGES,
  "window.operation.": values("Operation"),
  "window.outcome.": ["imported", "known", "skipped", "refused"],
  "window.parties.add_": ["party", "account", "link", "merge", "split"],
  "window.party.": ["name", "id", "year", "special", "additional", "profitPercent"],
  "window.perspective.": values("Perspective"),
  "window.platform.": ["taobao", "douyin", "kuaishou", "wechat_channels", "alipay", "bank"],
  "window.quarantine.show.": values("QuarantineShown"),
  "window.repeats.": values("Repeats"),
  "window.report.kind.": REPORT_KINDS,
  "window.report.what.": REPORT_KINDS,
  "window.save.": ["title", "id", "platform"],
  "window.scale.": values("RateScale"),
  "window.sign.": values("ColumnDirection"),
  "window.step.": STEPS,
  "window.step_what.": STEPS,
  "window.total_of.": ["rows", "counted"],
  "window.typed.": ["needs_period", "archive_locked", "import"],
  "window.unit_of.": values("MoneyUnit"),
  "window.withholding.": ["income", "due", "withheld", "shortfall"],
};

/** Families whose members only the engine knows; its own tests see to them. */
const OF_THE_ENGINE = [
  "assumption.",
  "cause.",
  "check.",
  "innocent.",
  "missing.",
  "not_run.",
  "step.",
];

const source = Object.values(SOURCES).join("\n");
const literal = [...source.matchAll(/["`]((?:window)\.[a-zA-Z0-9_.-]+)["`]/g)].map(
  (match) => match[1] ?? "",
);
const prefixes = [...source.matchAll(/`([a-z_]+\.[a-zA-Z0-9_.]*)\$\{/g)].map(
  (match) => match[1] ?? "",
);

it("the font of every Chinese text ships with the window", () => {
  const fonts = import.meta.glob("../../assets/fonts/*.ttf", { query: "?url" });
  const styles = import.meta.glob<string>("./styles.css", {
    eager: true,
    query: "?raw",
    import: "default",
  });
  const named = [...(styles["./styles.css"] ?? "").matchAll(/url\("(.+?)"\)/g)].map(
    ([, url]) => url,
  );
  expect(named.length).toBe(2);
  expect(named.filter((url) => fonts[url ?? ""] === undefined)).toEqual([]);
});

describe("texts", () => {
  it("are asked for by keys that exist in both languages", () => {
    const families = Object.entries(FAMILIES).flatMap(([prefix, ends]) =>
      ends.map((end) => `${prefix}${end}`),
    );
    expect(literal.length).toBeGreaterThan(150);
    const missing = [...literal, ...families].filter(
      (key) => WORDS.zh[key] === undefined || WORDS.en[key] === undefined,
    );
    expect(missing).toEqual([]);
  });

  it("are built at run time only from families that are listed here", () => {
    const known = [...Object.keys(FAMILIES), ...OF_THE_ENGINE];
    expect(prefixes.filter((prefix) => !known.includes(prefix))).toEqual([]);
    expect(Object.keys(FAMILIES).filter((prefix) => !prefixes.includes(prefix))).toEqual([]);
  });

  it("are the same in both languages: keys and arguments, none of them blank", () => {
    const written = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1]);
    expect(Object.keys(WORDS.en).sort()).toEqual(Object.keys(WORDS.zh).sort());
    for (const [key, text] of Object.entries(WORDS.zh)) {
      expect(written(WORDS.en[key] ?? "").sort(), key).toEqual(written(text).sort());
      expect(text, key).not.toBe("");
    }
  });

  it("of the window are all asked for", () => {
    const asked = (key: string) =>
      literal.includes(key) || Object.keys(FAMILIES).some((prefix) => key.startsWith(prefix));
    const own = Object.keys(WORDS.zh).filter((key) => key.startsWith("window."));
    expect(own.filter((key) => !asked(key))).toEqual([]);
  });
});
