// The invented quarantine: rows are corrected, waived and read back as the engine would.
import type { QuarantineShown } from "../generated/QuarantineShown";
import type { QuarantineStatus } from "../generated/QuarantineStatus";
import type { QuarantinedRow, Retaken } from "../types";
import { FILES } from "./records";
import type { Answers } from "./world";

const STATUSES: Record<QuarantineShown, readonly QuarantineStatus[]> = {
  waiting: ["waiting"],
  left_out: ["waiting", "waived"],
  all: ["waiting", "corrected", "waived"],
};

/** An amount that can be read. */
const AMOUNT = /^-?\d+(\.\d{1,2})?$/;

/** The rows that wait in the invented case. */
export function inventQuarantine(): QuarantinedRow[] {
  const row = (
    id: number,
    number: number,
    column: string,
    code: "unreadable_amount" | "damaged_id",
    found: string,
  ): QuarantinedRow => ({
    id,
    document: 2,
    name: FILES[1].name,
    problem: { place: { sheet: "佣金明细", row: number, column }, code, found },
    header: ["订单编号", "结算时间", "商品", "备注", "结算佣金", "服务费"],
    raw: ["示例订单000231", "2024-05-11 08:12:00", "羊毛衫", "", found, ""],
    corrected: null,
    status: "waiting",
    reason: null,
  });
  return [
    row(1, 118, "结算佣金", "unreadable_amount", "1,2 34.5O"),
    row(2, 406, "结算佣金", "unreadable_amount", "#REF!"),
    row(3, 731, "订单编号", "damaged_id", "6.91234E+18"),
  ];
}

const NONE: Retaken = {
  taken: 0,
  records: 0,
  duplicates: 0,
  updated: 0,
  unchanged: 0,
  refused: [],
};

/** The answers. */
export const QUARANTINE: Answers = {
  quarantine: (world, payload) => {
    const { shown, offset, limit } = payload as {
      shown: QuarantineShown;
      offset: number;
      limit: number;
    };
    const rows = world.quarantined.filter(({ status }) => STATUSES[shown].includes(status));
    const waiting = world.quarantined.filter(({ status }) => status === "waiting").length;
    return { total: rows.length, waiting, rows: rows.slice(offset, offset + limit) };
  },
  correct_row: (world, payload) => {
    const { row, cells, reason } = payload as {
      row: number;
      cells: string[];
      reason: string | null;
    };
    const found = world.quarantined.find(({ id }) => id === row);
    if (found === undefined) return NONE;
    Object.assign(found, { corrected: cells, reason });
    if (!AMOUNT.test(cells[4] ?? "")) {
      found.problem.found = cells[4] ?? "";
      return { ...NONE, refused: [found] };
    }
    found.status = "corrected";
    return { ...NONE, taken: 1, records: 1 };
  },
  waive_rows: (world, payload) => {
    const { rows, reason } = payload as { rows: number[]; reason: string };
    for (const row of world.quarantined) {
      if (rows.includes(row.id)) Object.assign(row, { status: "waived", reason });
    }
    return rows.length;
  },
  export_quarantine: (world, { shown }) =>
    world.quarantined.filter(({ status }) => STATUSES[shown as QuarantineShown].includes(status))
      .length,
  replay_quarantine: (world) => {
    const [first, ...rest] = world.quarantined;
    if (first) first.status = "corrected";
    return { ...NONE, taken: 1, records: 1, unchanged: rest.length };
  },
};
