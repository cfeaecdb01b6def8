// Invented records: a streamer, her studio and her agency over 21 months. No real person, firm or account.
// Whole numbers of fen, added up here only so that every sum on screen agrees with its records.
import type { Class } from "../generated/Class";
import type { Money } from "../generated/Money";
import type { Side } from "../generated/Side";
import type { RawCellView, RecordView } from "../types";

/** An invented record, with whom and when it counts for. */
export type FakeRecord = RecordView & {
  party: string;
  month: string;
  side: Side;
  fen: number;
  cells: RawCellView[];
};

/** Fen as the engine writes money. */
export function yuan(fen: number): Money {
  const digits = `${Math.abs(fen)}`.padStart(3, "0");
  return `${fen < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}` as Money;
}

/** The months of the invented case. */
export const MONTHS = ["2024", "2025"].flatMap((year) =>
  Array.from(
    { length: year === "2024" ? 12 : 9 },
    (_, at) => `${year}-${`${at + 1}`.padStart(2, "0")}`,
  ),
);

/** The invented source files. */
export const FILES = [
  {
    id: 1,
    name: "淘宝联盟-结算明细-2024.csv",
    format: "taobao.settlement",
    title: "淘宝联盟 结算明细",
  },
  {
    id: 2,
    name: "精选联盟-佣金结算.xlsx",
    format: "douyin.settlement",
    title: "抖音精选联盟 佣金结算",
  },
  { id: 3, name: "支付宝-账务明细.csv", format: "alipay.statement", title: "支付宝 账务明细" },
  { id: 4, name: "个人所得税扣缴明细.xlsx", format: "tax.withholding", title: "个税扣缴明细" },
  {
    id: 5,
    name: "平台涉税信息报送-2025Q3.json",
    format: "platform.report",
    title: "平台涉税信息报送",
  },
] as const;

type File = (typeof FILES)[number];

/** A steady sequence of small numbers that looks irregular. */
function wobble(seed: number): number {
  return (seed * 7919 + 104729) % 1000;
}

type Draft = {
  file: File;
  party: string;
  month: string;
  day: number;
  side: Side;
  class: Class;
  fen: number;
  what: string;
};

/** Every invented record, in the order of its file. */
export function inventRecords(): FakeRecord[] {
  const drafts = MONTHS.flatMap((month, at) => [
    ...settled(month, at),
    ...clawbacks(month, at),
    ...studio(month, at),
    ...payouts(month, at),
    ...declared(month, at),
    ...reported(month),
  ]);
  return drafts.map((draft, at) => record(draft, at + 1));
}

const GOODS = ["真丝围巾", "便携榨汁杯", "羊毛衫", "护手霜礼盒", "儿童绘本", "不粘煎锅"] as const;

function settled(month: string, at: number): Draft[] {
  return Array.from({ length: 42 }, (_, line) => ({
    file: FILES[line % 3 === 0 ? 1 : 0],
    party: "lin",
    month,
    day: (line % 28) + 1,
    side: "settled" as const,
    class: "commission" as const,
    fen: 280000 + wobble(at * 42 + line) * 271 + at * 3110,
    what: GOODS[line % GOODS.length] ?? "",
  }));
}

function clawbacks(month: string, at: number): Draft[] {
  const file = FILES[0];
  const fen = -(31500 + wobble(at) * 37);
  return [
    {
      file,
      party: "lin",
      month,
      day: 27,
      side: "settled",
      class: "clawback",
      fen,
      what: "退货冲回",
    },
  ];
}

function studio(month: string, at: number): Draft[] {
  return Array.from({ length: 8 }, (_, line) => ({
    file: FILES[1],
    party: "qinghe",
    month,
    day: line * 3 + 2,
    side: "settled" as const,
    class: "commission" as const,
    fen: 760000 + wobble(at * 8 + line + 500) * 433,
    what: "坑位费",
  }));
}

function payouts(month: string, at: number): Draft[] {
  return Array.from({ length: 4 }, (_, line) => ({
    file: FILES[2],
    party: line === 3 ? "qinghe" : "lin",
    month,
    day: line * 7 + 3,
    side: "received" as const,
    class: "payout" as const,
    fen: 4310000 + wobble(at * 4 + line + 900) * 211 - (at === 7 ? 900000 : 0),
    what: "平台结算打款",
  }));
}

function declared(month: string, at: number): Draft[] {
  const fen = at < 6 ? 12180000 : 5200000 + wobble(at) * 90;
  return [
    {
      file: FILES[3],
      party: "lin",
      month,
      day: 1,
      side: "declared",
      class: "labour_remuneration",
      fen,
      what: "劳务报酬所得",
    },
  ];
}

function reported(month: string): Draft[] {
  if (month < "2025-07") return [];
  const common = { file: FILES[4], month, day: 1, side: "platform_reported" as const };
  return [
    { ...common, party: "lin", class: "labour_remuneration", fen: 20931640, what: "收入额" },
    { ...common, party: "qinghe", class: "business_income", fen: 7712300, what: "收入额" },
  ];
}

function record(draft: Draft, id: number): FakeRecord {
  const { file, month, day, fen, what, side } = draft;
  const on = `${month}-${`${day}`.padStart(2, "0")}`;
  const order = side === "settled" ? `示例订单${`${id}`.padStart(6, "0")}` : null;
  const raw = yuan(Math.abs(fen));
  const column = side === "settled" ? "结算佣金" : side === "received" ? "收入金额" : "收入";
  return {
    id,
    document: file.id,
    document_name: file.name,
    sheet: file.name.endsWith(".xlsx") ? "佣金明细" : null,
    row: id + 1,
    column,
    raw,
    corrected: null,
    on,
    class: draft.class,
    amount: yuan(fen),
    order_id: order,
    status: side === "settled" ? "settled" : "done",
    counterparty: side === "received" ? "示例平台服务商" : null,
    description: what,
    party: draft.party,
    month,
    side,
    fen,
    cells: [
      {
        column: "订单编号",
        text: order ?? "",
        field: order && "order_id",
        corrected: null,
        counted: false,
      },
      {
        column: "结算时间",
        text: `${on} 10:24:31`,
        field: "settled_at",
        corrected: null,
        counted: false,
      },
      { column: "说明", text: what, field: "description", corrected: null, counted: false },
      { column: "预估佣金", text: "", field: null, corrected: null, counted: false },
      { column, text: raw, field: "commission_amount", corrected: null, counted: true },
      { column: "备注", text: "", field: null, corrected: null, counted: false },
    ],
  };
}
