// Stands in for the shell: answers every command from an invented case in memory.
// For tests and for looking at the window in a browser; never part of the application.
import { isTauri } from "@tauri-apps/api/core";
import { mockIPC, mockWindows } from "@tauri-apps/api/mocks";
import { computeFake, UNASSIGNED } from "./fake/computation";
import { IDENTITY, inventAccount, inventLink } from "./fake/identity";
import { documentsOf, IMPORTS } from "./fake/imports";
import { MAPPINGS } from "./fake/mappings";
import { inventQuarantine, QUARANTINE } from "./fake/quarantine";
import { inventRecords, yuan } from "./fake/records";
import { TOTALS } from "./fake/totals";
import { select, traceFake } from "./fake/trace";
import { type Answers, nothingSaid, type World } from "./fake/world";
import type { Computation } from "./generated/Computation";
import type { Decision } from "./generated/Decision";
import type { Finding } from "./generated/Finding";
import type { FindingStatus } from "./generated/FindingStatus";
import type { Grain } from "./generated/Grain";
import type { Lang } from "./generated/Lang";
import type { RecordsOf } from "./generated/RecordsOf";
import type { Manifest } from "./manifest";
import type { CaseOverview, Failure, PartyView } from "./types";

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
const UNDATED: Omit<Decision, "status" | "reason"> = {
  at: `${TODAY}T08:00:00Z`,
  as_of: TODAY,
  amount: null,
  evidence: 0,
  evidence_sha256: "ab".repeat(32),
};

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

function createWorld({ open = false, named, empty = false }: FakeOptions): World {
  return {
    path: open ? CASE_PATH : null,
    named: named ?? null,
    lang: "zh",
    title: "2024–2025 年度自查（示例）",
    parties: empty ? [] : structuredClone(PARTIES),
    unassigned: empty ? [] : UNASSIGNED,
    records: empty ? [] : inventRecords(),
    quarantined: empty ? [] : inventQuarantine(),
    ...nothingSaid(),
  };
}

const PARTIES: PartyView[] = [
  {
    id: "lin",
    name: "林小满（示例）",
    aliases: [],
    kind: "natural_person",
    tax_id: null,
    accounts: [
      inventAccount("taobao", "tb-example-01", "小满直播间"),
      inventAccount("douyin", "dy-example-01", "小满的店"),
    ],
    links: [inventLink("signed_with", "xingye", "2023-03-01")],
  },
  {
    id: "qinghe",
    name: "青禾文化工作室（示例）",
    aliases: [],
    kind: "sole_proprietorship",
    tax_id: null,
    accounts: [inventAccount("douyin", "dy-example-02")],
    links: [inventLink("controlled_by", "lin", "2023-01-01")],
  },
  {
    id: "xingye",
    name: "星野文化传媒（示例）",
    aliases: [],
    kind: "agency",
    tax_id: null,
    accounts: [],
    links: [],
  },
];

const ANSWERS: Answers = {
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
  ...IDENTITY,
  ...IMPORTS,
  ...MAPPINGS,
  ...QUARANTINE,
  ...TOTALS,
  decide_finding: (world, payload) => {
    const { finding, status, reason } = payload as {
      finding: string;
      status: FindingStatus;
      reason: string | null;
    };
    world.decisions[finding] = { ...UNDATED, status, reason };
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
  const findings = result.findings.map((finding) => decided(world, finding));
  if (world.records.length > 0) return { ...result, findings, unassigned: world.unassigned };
  return {
    ...result,
    bridge: [],
    taxes: [],
    withholding: [],
    totals: [],
    findings: [],
    not_run: [],
    unassigned: [],
  };
}

/** A finding with what was decided about it in the window. */
function decided(world: World, finding: Finding): Finding {
  const decision = world.decisions[finding.id];
  return decision === undefined ? finding : { ...finding, decision, status: decision.status };
}

function overviewOf(world: World): CaseOverview {
  return {
    path: world.path ?? "",
    title: world.title,
    encrypted: false,
    parties: world.parties,
    documents: documentsOf(world).length,
    records: world.records.length,
    quarantined: world.quarantined.filter(({ status }) => status === "waiting").length,
    history_head: "9c".repeat(32),
    unassigned: world.unassigned,
  };
}

function addToSetUp(world: World, { party = [], account = [], link = [] }: Manifest): void {
  for (const { id, name, kind } of party) {
    world.parties.push({ id, name, aliases: [], kind, tax_id: null, accounts: [], links: [] });
  }
  for (const { platform, id, party: owner } of account) {
    world.parties.find((known) => known.id === owner)?.accounts.push(inventAccount(platform, id));
    world.unassigned = world.unassigned.filter(({ keys }) => !keys.includes(id));
  }
  for (const { from, to, role, since } of link) {
    world.parties.find((known) => known.id === from)?.links.push(inventLink(role, to, since));
  }
}
