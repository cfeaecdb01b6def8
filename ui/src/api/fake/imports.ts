// Invented imports: what becomes of a file follows from its name, and what is asked about it.

import { NO_ANSWER } from "../commands";
import type { ColumnChange } from "../generated/ColumnChange";
import type { Detection } from "../generated/Detection";
import type { Lang } from "../generated/Lang";
import type { DocumentView, ImportAnswer, ImportOutcome, ImportProgress, Preview } from "../types";
import { inventQuarantine } from "./quarantine";
import { FILES, inventRecords, yuan } from "./records";
import type { Answers, Payload, World } from "./world";

/** The answers. */
export const IMPORTS: Answers = {
  import_paths: importFake,
  preview: (world, { path }) => previewOf(path as string, world.lang),
  cancel_import: () => null,
  undo_import: (world, { document }) => {
    world.undone[document as number] = "2026-11-21T02:30:00Z";
  },
  documents: documentsOf,
};

/** The documents of the invented case. */
export function documentsOf({ records, undone }: World): DocumentView[] {
  return FILES.flatMap(({ id, name, format, title }) => {
    const own = records.filter((record) => record.document === id);
    const days = own.map(({ on }) => on).sort();
    if (own.length === 0) return [];
    return {
      id,
      name,
      format,
      format_title: title,
      sha256: `5f${id}c`.repeat(16),
      bytes: own.length * 180,
      imported_at: "2026-11-20T01:41:12Z",
      rows: own.length + (id === 2 ? 3 : 0),
      records: own.length,
      duplicates: 0,
      quarantined: id === 2 ? 3 : 0,
      first_day: days[0] ?? null,
      last_day: days.at(-1) ?? null,
      undone_at: undone[id] ?? null,
      blanked: id === 2 ? [{ column: "收货人", cells: 1043 }] : [],
    };
  });
}

function importFake(world: World, payload: Payload): ImportOutcome[] {
  const { paths, answer } = payload as { paths: string[]; answer: ImportAnswer };
  const progress = payload.progress as { onmessage: (message: ImportProgress) => void };
  paths.forEach((file, index) => {
    const size = { bytes_read: 61_000, bytes_total: 124_000, rows: 512 };
    progress.onmessage({ file, index: index + 1, files: paths.length, ...size });
  });
  if (world.records.length === 0) {
    world.records = inventRecords();
    world.quarantined = inventQuarantine();
  }
  return paths.map((path) => outcomeOf(path, world.lang, answer));
}

type Told = Record<Lang, [message: string, hint: string]>;

/** What is refused, by a part of its name, as long as nobody says more. */
const REFUSED: Record<string, { code: string; told: Told }> = {
  two: {
    code: "two_formats",
    told: {
      zh: ["有两种格式同样符合这个文件。", "请说明是哪一种。"],
      en: ["Two formats fit this file equally well.", "Say which one it is."],
    },
  },
  drift: {
    code: "drift",
    told: {
      zh: ["这个文件的列与已知版式不同，什么都没有导入。", "请对照各列。"],
      en: ["The columns of this file differ; nothing was imported.", "Compare the columns."],
    },
  },
  unknown: {
    code: "unknown_format",
    told: {
      zh: ["没有已知格式有这些列：日期, 单号, 分成。", "请用自己的映射导入。"],
      en: ["No known format has these columns.", "Import it with a mapping of your own."],
    },
  },
  period: {
    code: "needs_period",
    told: {
      zh: ["该文件没有写明税款所属期。", "请说明所属的月份、季度或年度。"],
      en: [
        "The file does not say for which period.",
        "Say which month, quarter or year it is for.",
      ],
    },
  },
  locked: {
    code: "archive_locked",
    told: {
      zh: ["压缩包已加密。", "请输入密码后再导入。"],
      en: ["The archive is locked.", "Give its password and import it again."],
    },
  },
  broken: {
    code: "broken_workbook",
    told: {
      zh: ["第 1 行没有找到已知的表头。", "请从平台重新导出，不要改动表头。"],
      en: ["Row 1 has no header that is known.", "Export it again and leave the header as it is."],
    },
  },
};

const NOTHING = {
  archive: null,
  document: null,
  format: null,
  code: null,
  hint: null,
  sum: yuan(0),
  problems: [],
  controls: [],
  blanked: [],
  drift: [],
  rows: 0,
  records: 0,
  duplicates: 0,
  updated: 0,
  quarantined: 0,
  skipped: 0,
};

const DRIFT: ColumnChange[] = [
  { expected: "订单编号", found: "订单编号", change: "same", field: "order_id", holds: false },
  {
    expected: "结算佣金",
    found: "结算佣金(元)",
    change: "renamed",
    field: "commission_amount",
    holds: true,
  },
  { expected: "备注", found: null, change: "missing", field: null, holds: false },
];

function outcomeOf(path: string, lang: Lang, answer: ImportAnswer): ImportOutcome {
  const [archive] = path.match(/^.*\.zip(?=\/)/) ?? [null];
  const rest = { ...NOTHING, path, archive };
  if (path.endsWith(".pdf")) {
    const message = { zh: "不是数据文件，未读取。", en: "Not a data file; it was not read." }[lang];
    return { ...rest, status: "skipped", message };
  }
  const refusal = Object.entries(REFUSED).find(([part]) => path.includes(part))?.[1];
  const said = answer.format ?? answer.period ?? answer.archive_passwords[0] ?? null;
  if (refusal !== undefined && said === null) {
    const [message, hint] = refusal.told[lang];
    const drifted = refusal.code === "drift";
    const [format, drift] = drifted ? ["douyin.settlement", DRIFT] : [null, []];
    return { ...rest, status: "refused", code: refusal.code, message, hint, format, drift };
  }
  const place = { sheet: "佣金明细", row: 118, column: "结算佣金" };
  return {
    ...rest,
    document: 2,
    format: answer.format ?? "douyin.settlement",
    status: "imported",
    message: null,
    rows: 903,
    records: 885,
    duplicates: 15,
    quarantined: 3,
    sum: yuan(389_968_451),
    problems: [{ place, code: "unreadable_amount", found: "1,2 34.5O" }],
    controls: [{ label: "佣金合计", stated: "3899684.51", found: "3899684.51", agrees: true }],
  };
}

function previewOf(path: string, lang: Lang): Preview {
  const candidate = (format: string) => ({
    format,
    confidence: "medium" as const,
    matched: 6,
    total: 6,
    reason: "whole" as const,
    header_row: 1,
    sheet: null,
    asks: false,
    drift: { missing: [], added: [], renamed: [], moved: [] },
  });
  const known = path.includes("two") ? ["taobao.settlement", "douyin.settlement"] : [];
  const detection: Detection = {
    container: "csv",
    encoding: "UTF-8",
    candidates: known.map(candidate),
    first_rows: [
      ["日期", "单号", "分成"],
      ["2024-05-11", "示例0001", "12.50"],
    ],
    period: null,
    rows: null,
    controls: [],
    layout: [],
  };
  return { detection, layout: [], outcome: outcomeOf(path, lang, NO_ANSWER), records: [] };
}
