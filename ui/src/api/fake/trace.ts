// Where the invented figures come from.
import type { BridgeRow } from "../generated/BridgeRow";
import type { Computation } from "../generated/Computation";
import type { Grain } from "../generated/Grain";
import type { RecordsOf } from "../generated/RecordsOf";
import type { Side } from "../generated/Side";
import type { Step } from "../generated/Step";
import type { Trace, TracePart } from "../types";
import { periodOf } from "./computation";
import type { FakeRecord } from "./records";

const SIDES: readonly Side[] = ["settled", "received", "platform_reported", "declared"];

/** The evidence of a figure; `null` when no figure has this code. */
export function traceFake(result: Computation, figure: string): Trace | null {
  const [code = "", part] = figure.split(".");
  const row = result.bridge.find((known) => known.figure === code);
  if (row !== undefined) return bridgeTrace(row, figure, part);
  const tax = result.taxes.find((known) => known.figure === figure);
  if (tax !== undefined) {
    const steps = tax.due === null ? [] : taxSteps(tax.party, tax.period);
    return { figure, label: `tax.${tax.tax}`, amount: tax.due, steps, records: [], parts: [] };
  }
  const total = result.totals.find((known) => known.figure === figure);
  if (total !== undefined) {
    const own = result.taxes.filter((known) => known.party === total.party);
    const parts = own.map((known) => ({
      figure: known.figure,
      label: `tax.${known.tax}`,
      amount: known.underpaid,
    }));
    return { figure, label: "total_short", amount: total.underpaid, steps: [], records: [], parts };
  }
  const withheld = result.withholding.find((known) => known.figure === figure);
  if (withheld === undefined) return null;
  return { figure, label: "withholding", amount: withheld.due, steps: [], records: [], parts: [] };
}

function bridgeTrace(row: BridgeRow, figure: string, part: string | undefined): Trace {
  const side = SIDES.find((known) => known === part);
  if (side !== undefined) {
    const amount = row[side];
    const records = amount === null ? [] : [recordsOf(row, side)];
    return { figure, label: `side.${side}`, amount, steps: [], records, parts: [] };
  }
  const parts = SIDES.map(
    (known): TracePart => ({
      figure: `${row.figure}.${known}`,
      label: `side.${known}`,
      amount: row[known],
    }),
  );
  const gap = part === "receipt_unexplained" ? "receipt_unexplained" : "unexplained";
  const cause = row.causes.find((known) => known.figure === figure)?.amount;
  const label = `window.column.${gap}`;
  return { figure, label, amount: cause ?? row[gap], steps: [], records: [], parts };
}

function recordsOf(row: BridgeRow, side: Side): RecordsOf {
  const classes: Record<Side, RecordsOf["classes"]> = {
    settled: ["commission", "clawback"],
    received: ["payout"],
    platform_reported: ["labour_remuneration", "business_income"],
    declared: ["labour_remuneration", "business_income"],
  };
  return { party: row.party, period: row.period, side, classes: classes[side], measure: "counted" };
}

/** The records of a set. */
export function select(records: FakeRecord[], of: RecordsOf): FakeRecord[] {
  const grain: Grain = of.period.includes("Q")
    ? "quarter"
    : of.period.length === 4
      ? "year"
      : "month";
  return records.filter(
    (record) =>
      record.party === of.party &&
      record.side === of.side &&
      periodOf(record.month, grain) === of.period,
  );
}

type Reasons = Partial<Pick<Step, "citation" | "origin">>;

function taxSteps(party: string, year: string): Step[] {
  const steps: Step[] = [];
  const add = (
    label: string,
    [operation, ...operands]: [Step["operation"], ...number[]],
    value: string,
    reasons: Reasons = {},
  ) => {
    const unit = label.endsWith("_rate") ? "rate" : "yuan";
    const none = { citation: null, origin: null, assumption: null, span: null };
    const number = steps.length + 1;
    steps.push({ ...none, number, label, operation, operands, value, unit, ...reasons });
  };
  const settled: RecordsOf = {
    party,
    period: year,
    side: "settled",
    classes: ["commission", "clawback"],
    measure: "counted",
  };
  add("labour_settled", ["input"], "2135200.00", { origin: { kind: "records", ...settled } });
  add("labour_expense_rate", ["parameter"], "0.20", article("个人所得税法 第六条"));
  add("labour_expenses", ["product", 1, 2], "427040.00");
  add("deduction_special", ["input"], "120000.00", { origin: { kind: "stated", party } });
  add("taxable_income", ["difference", 1, 3, 4], "1588160.00");
  add("tax_exact", ["bracket", 5], "532752.00", article("个人所得税法 第三条第一项、附表一"));
  add("tax_short", ["round", 6], "532752.00");
  return steps;
}

function article(text: string): Reasons {
  return {
    citation: { rule: "iit.example", article: text, from: "2019-01-01", confidence: "high" },
  };
}
