// The invented case computed: just enough arithmetic for a screen that agrees with itself. Not the law.
import type { BridgeRow } from "../generated/BridgeRow";
import type { Computation } from "../generated/Computation";
import type { Finding } from "../generated/Finding";
import type { Grain } from "../generated/Grain";
import type { Income } from "../generated/Income";
import type { Money } from "../generated/Money";
import type { Side } from "../generated/Side";
import type { TaxRow } from "../generated/TaxRow";
import type { TotalRow } from "../generated/TotalRow";
import type { UnassignedAccount } from "../generated/UnassignedAccount";
import type { WithholdingRow } from "../generated/WithholdingRow";
import { PLAN } from "./plan";
import { type FakeRecord, MONTHS, yuan } from "./records";

const INCOME: readonly [string, Income][] = [
  ["lin", "labour_remuneration"],
  ["qinghe", "business_income"],
];

/** The period that a month falls in. */
export function periodOf(month: string, grain: Grain): string {
  if (grain === "month") return month;
  const [year = "", number = ""] = month.split("-");
  if (grain === "year") return year;
  return `${year}-Q${["01", "04", "07", "10"].filter((first) => first <= number).length}`;
}

const SERIES: Record<Grain, string> = { month: "B", quarter: "BQ", year: "BY" };

/** The whole computation. */
export function computeFake(records: FakeRecord[], grain: Grain, asOf: string): Computation {
  return {
    as_of: asOf,
    rules: { id: "cn", version: "2026-11-01", sha256: "a4".repeat(32) },
    bridge: bridgeOf(records, grain),
    taxes: TAXES,
    withholding: withholdingOf(),
    totals: TOTALS,
    findings: FINDINGS,
    not_run: [{ rule: "C1", party: "qinghe", needs: "settlements" }],
    uncovered: [],
    unassigned: UNASSIGNED,
    agency_debts: [],
    plan: PLAN,
    waiting: [
      {
        party: "lin",
        manner: "voluntary",
        taxes: ["T-1"],
        days: [
          {
            date: "2025-06-30",
            tax: "100000.00" as Money,
            surcharge: "0.00" as Money,
            capped_at_tax: "0.00" as Money,
            fine_low: "0.00" as Money,
            fine_high: "0.00" as Money,
            total_low: "100000.00" as Money,
            total_high: "100000.00" as Money,
          },
          {
            date: "2025-07-30",
            tax: "100000.00" as Money,
            surcharge: "1500.00" as Money,
            capped_at_tax: "1500.00" as Money,
            fine_low: "0.00" as Money,
            fine_high: "100000.00" as Money,
            total_low: "101500.00" as Money,
            total_high: "201500.00" as Money,
          },
        ],
        figure: "C-1",
      },
    ],
    settings: {
      exactly_at_threshold: "taxed",
      payer_withholds_vat: false,
      where_nobody_withheld: "from_annual_deadline",
      income_before_platform_fees: true,
    },
    pictures: [
      {
        head: "lin",
        members: ["lin", "qinghe"],
        period: "2024",
        settled: "1180000.00" as Money,
        received: "1020000.00" as Money,
        platform_reported: null,
        declared: "640000.00" as Money,
        unexplained: "540000.00" as Money,
        figure: "G-1",
      },
    ],
  };
}

/** An account of the invented case that belongs to nobody. */
export const UNASSIGNED: UnassignedAccount[] = [
  {
    platform: "kuaishou",
    keys: ["ks-example-77"],
    name: "小满好物（示例）",
    records: 128,
    settled: "46310.20" as Money,
    proposals: [{ party: "lin", reason: "part_of_name", evidence: "小满好物（示例）" }],
  },
];

function bridgeOf(records: FakeRecord[], grain: Grain): BridgeRow[] {
  const periods = [...new Set(MONTHS.map((month) => periodOf(month, grain)))];
  const rows = INCOME.flatMap(([party, income]) =>
    periods.map((period) => ({ party, income, period })),
  );
  return rows.map(({ party, income, period }, at) => {
    const figure = `${SERIES[grain]}-${at + 1}`;
    const sum = (side: Side) => sumOf(records, party, side, period, grain);
    const [settled, received, declared] = [sum("settled"), sum("received"), sum("declared")];
    const reported = grain === "month" ? null : sum("platform_reported");
    const share = party === "lin" ? Math.round((settled ?? 0) / 5) : 0;
    const open = declared === null ? null : (settled ?? 0) - declared - share;
    const missing = received === null ? null : (settled ?? 0) - received - share;
    const shareCause = (code: string) => ({
      cause: "tax_withheld",
      amount: yuan(share),
      is_income: false,
      figure: `${figure}.${code}`,
    });
    return {
      party,
      period,
      income,
      settled: money(settled),
      received: money(received),
      platform_reported: money(reported),
      declared: money(declared),
      causes: share === 0 ? [] : [shareCause("1")],
      unexplained: money(open),
      undeclared: money(open),
      receipt_causes: share === 0 ? [] : [shareCause("2")],
      receipt_unexplained: money(missing),
      report_causes: [],
      report_unexplained: null,
      material: open !== null && open > 1_000_000,
      figure,
    };
  });
}

function sumOf(
  records: FakeRecord[],
  party: string,
  side: Side,
  period: string,
  grain: Grain,
): number | null {
  const found = records.filter(
    (record) =>
      record.party === party && record.side === side && periodOf(record.month, grain) === period,
  );
  return found.length === 0 ? null : found.reduce((sum, { fen }) => sum + fen, 0);
}

function money(fen: number | null): Money | null {
  return fen === null ? null : yuan(fen);
}

const m = (text: string) => text as Money;

const TAXES: TaxRow[] = [
  {
    party: "lin",
    tax: "iit.comprehensive",
    period: "2024",
    income: m("2135200.00"),
    taxable_income: m("1588160.00"),
    due: m("532752.00"),
    declared: m("187340.00"),
    paid: m("187340.00"),
    underpaid: m("345412.00"),
    overpaid: null,
    deadline: "2025-06-30",
    deadline_confidence: "high",
    overdue: true,
    surcharge: { days: 509, amount: m("87907.35"), capped_at_tax: m("87907.35"), parts: [] },
    fine: {
      article: "63",
      low: m("172706.00"),
      high: m("1727060.00"),
      multiple: null,
      amount: null,
    },
    assumptions: [],
    missing: null,
    treated_as: null,
    figure: "T-1",
  },
  {
    party: "qinghe",
    tax: "iit.business",
    period: "2025",
    income: m("1764480.00"),
    taxable_income: null,
    due: null,
    declared: m("121300.00"),
    paid: m("121300.00"),
    underpaid: null,
    overpaid: null,
    deadline: "2026-06-30",
    deadline_confidence: "medium",
    overdue: true,
    surcharge: { days: 144, amount: null, capped_at_tax: null, parts: [] },
    fine: { article: null, low: null, high: null, multiple: null, amount: null },
    assumptions: [],
    missing: "taxable_income",
    treated_as: null,
    figure: "T-2",
  },
  {
    party: "qinghe",
    tax: "iit.business",
    period: "2024",
    income: m("938140.00"),
    taxable_income: m("93814.00"),
    due: m("4940.70"),
    declared: m("4940.70"),
    paid: m("4940.70"),
    underpaid: m("0.00"),
    overpaid: null,
    deadline: "2025-03-31",
    deadline_confidence: "high",
    overdue: true,
    surcharge: { days: 0, amount: m("0.00"), capped_at_tax: m("0.00"), parts: [] },
    fine: { article: null, low: null, high: null, multiple: null, amount: null },
    assumptions: [],
    missing: null,
    treated_as: "lin",
    figure: "T-3",
  },
];

const TOTALS: TotalRow[] = [
  {
    party: "lin",
    underpaid: m("345412.00"),
    surcharge: m("87907.35"),
    fine_low: m("172706.00"),
    fine_high: m("1727060.00"),
    total_low: m("606025.35"),
    total_high: m("2160379.35"),
    figure: "S-1",
  },
  {
    party: "qinghe",
    underpaid: m("0.00"),
    surcharge: m("0.00"),
    fine_low: m("0.00"),
    fine_high: m("0.00"),
    total_low: m("0.00"),
    total_high: m("0.00"),
    figure: "S-2",
  },
];

function withholdingOf(): WithholdingRow[] {
  return MONTHS.slice(0, 18).map((period, at) => ({
    party: "lin",
    period,
    payer: "星野文化传媒（示例）",
    income: m("121800.00"),
    method: "per_time",
    due: m("31976.00"),
    withheld: at < 6 ? m("31976.00") : m("9744.00"),
    shortfall: at < 6 ? m("0.00") : m("22232.00"),
    figure: `W-${at + 1}`,
  }));
}

/** What a finding has before anybody decided about it. */
const UNDECIDED = {
  decision: null,
  reopened: null,
  evidence_codes: [],
  evidence_sha256: "ab".repeat(32),
  innocent: ["settlement_lag", "late_refunds"],
  thresholds: [],
  parts: [],
} satisfies Partial<Finding>;

const FINDINGS: Finding[] = [
  {
    id: "C1/lin/2024",
    rule: "C1",
    severity: "high",
    party: "lin",
    period: "2024",
    amount: m("771560.00"),
    status: "open",
    title: "结算收入高于申报收入，差异超过重要性水平，且没有查明的原因",
    title_en: "Settled income exceeds declared income beyond materiality, without a named cause",
    evidence: 516,
    ...UNDECIDED,
    figure: "BY-1.unexplained",
    citations: ["个人所得税法 第十条", "税收征收管理法 第六十三条"],
  },
  {
    id: "C4/qinghe/2024",
    rule: "C4",
    severity: "medium",
    party: "qinghe",
    period: "2024",
    amount: m("938140.00"),
    status: "open",
    title: "个人独资企业的收入看来由主播本人提供劳务取得，应核实收入性质",
    title_en:
      "The proprietorship's income appears to come from the streamer's own labour; its nature needs a look",
    evidence: 96,
    ...UNDECIDED,
    figure: "T-3",
    citations: ["个人所得税法实施条例 第六条"],
  },
  {
    id: "C7",
    rule: "C7",
    severity: "low",
    party: null,
    period: null,
    amount: m("46310.20"),
    status: "dismissed",
    title: "有账号还没有归属，其结算金额未计入任何主体",
    title_en: "An account belongs to nobody yet; its settled amount counts for no one",
    evidence: 128,
    ...UNDECIDED,
    figure: null,
    citations: [],
  },
];
