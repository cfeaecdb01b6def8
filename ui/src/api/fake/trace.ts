// Where the invented figures come from.
import type { BridgeRow } from "../generated/BridgeRow";
import type { Computation } from "../generated/Computation";
import type { Grain } from "../generated/Grain";
import type { RecordsOf } from "../generated/RecordsOf";
import type { Side } from "../generated/Side";
import type { Step } from "../generated/Step";
import type { Trace, TracePart } from "../pending";
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

function taxSteps(party: string, year: string): Step[] {
  const rest = { citation: null, origin: null, assumption: null, span: null };
  const article = (rule: string, text: string) => ({
    rule,
    article: text,
    from: "2019-01-01",
    confidence: "high" as const,
  });
  return [
    {
      ...rest,
      number: 1,
      label: "labour_settled",
      operation: "input",
      operands: [],
      value: "2135200.00",
      unit: "yuan",
      origin: {
        kind: "records",
        party,
        period: year,
        side: "settled",
        classes: ["commission", "clawback"],
        measure: "counted",
      },
    },
    {
      ...rest,
      number: 2,
      label: "labour_expense_rate",
      operation: "parameter",
      operands: [],
      value: "0.20",
      unit: "rate",
      citation: article("iit.labour.expenses", "个人所得税法 第六条"),
    },
    {
      ...rest,
      number: 3,
      label: "labour_expenses",
      operation: "product",
      operands: [1, 2],
      value: "427040.00",
      unit: "yuan",
    },
    {
      ...rest,
      number: 4,
      label: "deduction_special",
      operation: "input",
      operands: [],
      value: "120000.00",
      unit: "yuan",
      origin: { kind: "stated", party },
    },
    {
      ...rest,
      number: 5,
      label: "taxable_income",
      operation: "difference",
      operands: [1, 3, 4],
      value: "1588160.00",
      unit: "yuan",
    },
    {
      ...rest,
      number: 6,
      label: "tax_exact",
      operation: "bracket",
      operands: [5],
      value: "532752.00",
      unit: "yuan",
      citation: article("iit.comprehensive.brackets", "个人所得税法 第三条第一项、附表一"),
    },
    {
      ...rest,
      number: 7,
      label: "tax_short",
      operation: "round",
      operands: [6],
      value: "532752.00",
      unit: "yuan",
    },
  ];
}
