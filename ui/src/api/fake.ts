// Stands in for the shell: answers every command from an invented case in memory.
// For tests and for looking at the window in a browser; never part of the application.
import { isTauri } from "@tauri-apps/api/core";
import { mockIPC, mockWindows } from "@tauri-apps/api/mocks";
import { computeFake, UNASSIGNED } from "./fake/computation";
import { type FakeRecord, FILES, inventRecords, yuan } from "./fake/records";
import { select, traceFake } from "./fake/trace";
import type { Computation } from "./generated/Computation";
import type { Grain } from "./generated/Grain";
import type { Lang } from "./generated/Lang";
import type { RecordsOf } from "./generated/RecordsOf";
import type { Manifest } from "./manifest";
import type {
  CaseOverview,
  DocumentView,
  Failure,
  ImportOutcome,
  ImportProgress,
  PartyView,
  QuarantinedRow,
} from "./types";

/** How the stand-in is to behave. */
export type FakeOptions = {
  /** A case is open from the start. */
  open?: boolean;
  /** The case named when the window was started. */
  named?: string;
  /** The case has nothing in it. */
  empty?: boolean;
  /** Commands that fail, and how. */
  failures?: Record<string, Failure>;
  /** Commands that do not answer before this is fulfilled. */
  hold?: { command: string; until: Promise<void> };
};

/** A call that the stand-in received. */
export type Call = { command: string; payload: Record<string, unknown> };

const GRAINS: readonly Grain[] = ["month", "quarter", "year"];
const CASE_PATH = "/home/me/Zicha/示例.zicha";
const TODAY = "2026-11-21";

/** Puts the stand-in in place of the shell; gives the calls it received. */
export function standIn(options: FakeOptions = {}): Call[] {
  if (isTauri()) return [];
  const world = createWorld(options);
  const calls: Call[] = [];
  mockWindows("main");
  mockIPC(
    async (command, payload) => {
      const call = { command, payload: (payload ?? {}) as Record<string, unknown> };
      calls.push(call);
      if (options.hold?.command === command) await options.hold.until;
      const failure = options.failures?.[command];
      if (failure !== undefined) throw failure;
      return answer(world, call);
    },
    { shouldMockEvents: true },
  );
  return calls;
}

type World = {
  path: string | null;
  named: string | null;
  lang: Lang;
  title: string;
  parties: PartyView[];
  unassigned: typeof UNASSIGNED;
  records: FakeRecord[];
};

function createWorld({ open = false, named, empty = false }: FakeOptions): World {
  return {
    path: open ? CASE_PATH : null,
    named: named ?? null,
    lang: "zh",
    title: "2024–2025 年度自查（示例）",
    parties: empty ? [] : structuredClone(PARTIES),
    unassigned: empty ? [] : UNASSIGNED,
    records: empty ? [] : inventRecords(),
  };
}

const PARTIES: PartyView[] = [
  {
    id: "lin",
    name: "林小满（示例）",
    kind: "natural_person",
    tax_id: null,
    accounts: [
      { platform: "taobao", id: "tb-example-01", name: "小满直播间" },
      { platform: "douyin", id: "dy-example-01", name: "小满的店" },
    ],
    links: [{ role: "signed_with", to: "xingye", since: "2023-03-01" }],
  },
  {
    id: "qinghe",
    name: "青禾文化工作室（示例）",
    kind: "sole_proprietorship",
    tax_id: null,
    accounts: [{ platform: "douyin", id: "dy-example-02", name: null }],
    links: [{ role: "controlled_by", to: "lin", since: "2023-01-01" }],
  },
  {
    id: "xingye",
    name: "星野文化传媒（示例）",
    kind: "agency",
    tax_id: null,
    accounts: [],
    links: [],
  },
];

type Payload = Record<string, unknown>;
type Answer = (world: World, payload: Payload) => unknown;

const ANSWERS: Record<string, Answer> = {
  speak: (world, { lang }) => {
    world.lang = lang as Lang;
  },
  start: (world) => ({
    case_path: world.named,
    suggested_path: "/home/me/Zicha/2024.zicha",
    sample_path: CASE_PATH,
  }),
  create_case: (world, { path, title }) => {
    Object.assign(world, createWorld({ empty: true }), { path, title });
  },
  open_case: (world, { path }) => {
    world.path = path as string;
  },
  create_sample: (world, { path }) => {
    Object.assign(world, createWorld({}), { path });
  },
  close_case: (world) => {
    world.path = null;
  },
  overview: (world) => {
    if (world.path !== null) return overviewOf(world);
    throw { code: "no_case", message: "没有打开的案卷。", hint: null } satisfies Failure;
  },
  set_up: (world, { manifest }) => addToSetUp(world, manifest as Manifest),
  import_paths: (world, payload) => importFake(world, payload),
  cancel_import: () => null,
  documents: documentsOf,
  quarantine: (world, { offset, limit }) => {
    const rows = quarantineOf(world);
    const [from, count] = [offset as number, limit as number];
    return { total: rows.length, waiting: rows.length, rows: rows.slice(from, from + count) };
  },
  compute: (world, { grain, asOf }) => computed(world, grain as Grain, asOf as string | null),
  trace: (world, { figure }) => {
    const found = GRAINS.map((grain) => traceFake(computed(world, grain, null), figure as string));
    const known = found.find((trace) => trace !== null);
    if (known !== undefined) return known;
    throw {
      code: "no_such_figure",
      message: `没有编号为 ${figure} 的数据。`,
      hint: null,
    } satisfies Failure;
  },
  records_of: (world, { of, offset, limit }) => {
    const found = select(world.records, of as RecordsOf);
    const [from, count] = [offset as number, limit as number];
    const sum = yuan(found.reduce((total, { fen }) => total + fen, 0));
    return { total: found.length, sum, rows: found.slice(from, from + count) };
  },
  raw_row: (world, { record }) => {
    const found = world.records.find(({ id }) => id === record);
    return (
      found && {
        document: found.document,
        document_name: found.document_name,
        sha256: "5f".repeat(32),
        place: { sheet: found.sheet, row: found.row, column: found.column },
        cells: found.cells,
        corrected_at: null,
        corrected_because: null,
      }
    );
  },
  save_report: (_, { out }) => ({ path: out, pages: 14 }),
  suggested_report_path: (_, { kind, lang }) => `/home/me/Zicha/${kind}-${lang}.pdf`,
  "plugin:dialog|open": () => null,
  "plugin:dialog|save": () => null,
  "plugin:opener|open_path": () => null,
};

async function answer(world: World, { command, payload }: Call): Promise<unknown> {
  const known = ANSWERS[command];
  if (known === undefined) throw new Error(`the stand-in does not know ${command}`);
  // A copy, as messages are: the page never holds what the shell holds.
  return structuredClone((await known(world, payload)) ?? null);
}

function computed(world: World, grain: Grain, asOf: string | null): Computation {
  const result = computeFake(world.records, grain, asOf ?? TODAY);
  if (world.records.length > 0) return { ...result, unassigned: world.unassigned };
  return {
    ...result,
    bridge: [],
    taxes: [],
    withholding: [],
    totals: [],
    findings: [],
    unassigned: [],
  };
}

function overviewOf(world: World): CaseOverview {
  return {
    path: world.path ?? "",
    title: world.title,
    encrypted: false,
    parties: world.parties,
    documents: documentsOf(world).length,
    records: world.records.length,
    quarantined: quarantineOf(world).length,
    history_head: "9c".repeat(32),
    unassigned: world.unassigned,
  };
}

function documentsOf({ records }: World): DocumentView[] {
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
      undone_at: null,
      blanked: [],
    };
  });
}

function quarantineOf({ records }: World): QuarantinedRow[] {
  if (records.length === 0) return [];
  const row = (
    number: number,
    column: string,
    code: "unreadable_amount" | "damaged_id",
    found: string,
  ): QuarantinedRow => ({
    id: number,
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
    row(118, "结算佣金", "unreadable_amount", "1,2 34.5O"),
    row(406, "结算佣金", "unreadable_amount", "#REF!"),
    row(731, "订单编号", "damaged_id", "6.91234E+18"),
  ];
}

function addToSetUp(world: World, { party = [], account = [], link = [] }: Manifest): void {
  for (const { id, name, kind } of party) {
    world.parties.push({ id, name, kind, tax_id: null, accounts: [], links: [] });
  }
  for (const { platform, id, party: owner } of account) {
    world.parties.find((known) => known.id === owner)?.accounts.push({ platform, id, name: null });
    world.unassigned = world.unassigned.filter(({ keys }) => !keys.includes(id));
  }
  for (const { from, to, role, since } of link) {
    world.parties.find((known) => known.id === from)?.links.push({ role, to, since });
  }
}

async function importFake(world: World, payload: Payload): Promise<ImportOutcome[]> {
  const paths = payload.paths as string[];
  const progress = payload.progress as { onmessage: (message: ImportProgress) => void };
  paths.forEach((file, index) => {
    const size = { bytes_read: 61_000, bytes_total: 124_000, rows: 512 };
    progress.onmessage({ file, index: index + 1, files: paths.length, ...size });
  });
  if (world.records.length === 0) world.records = inventRecords();
  return paths.map((path) => outcomeOf(path, world.lang));
}

function outcomeOf(path: string, lang: Lang): ImportOutcome {
  const none = { rows: 0, records: 0, duplicates: 0, updated: 0, quarantined: 0, skipped: 0 };
  const rest = {
    path,
    document: null,
    format: null,
    code: null,
    hint: null,
    sum: yuan(0),
    problems: [],
    controls: [],
    blanked: [],
    drift: [],
  };
  if (path.endsWith(".pdf")) {
    const message = { zh: "不是数据文件，未读取。", en: "Not a data file; it was not read." }[lang];
    return { ...rest, ...none, status: "skipped", message };
  }
  if (path.includes("broken")) {
    const message = {
      zh: "第 1 行没有找到已知的表头。",
      en: "Row 1 has no header that is known.",
    }[lang];
    const hint = {
      zh: "请从平台重新导出，不要改动表头。",
      en: "Export it again and leave the header as it is.",
    }[lang];
    return { ...rest, ...none, status: "refused", message, hint };
  }
  const place = { sheet: "佣金明细", row: 118, column: "结算佣金" };
  return {
    ...rest,
    ...none,
    document: 2,
    format: "douyin.settlement",
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
