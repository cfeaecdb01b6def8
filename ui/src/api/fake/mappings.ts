// An invented mapping under way: a small statement of an agency, and what it would become.
import type { MappingDraft } from "../generated/MappingDraft";
import type { Place } from "../generated/Place";
import type { Drafted, DraftPreview, MappingView, SavedDraft } from "../types";
import { IMPORTS } from "./imports";
import { FILES, yuan } from "./records";
import type { Answers } from "./world";

const ROWS = [
  ["某某机构 2024 年 5 月分成"],
  ["日期", "单号", "分成", "备注"],
  ["2024-05-11", "示例000001", "12.50", "羊毛衫"],
  ["2024-05-12", "示例000002", "7.00", "护手霜"],
];

/** A moment at which things are said in the invented case. */
const AT = "2026-11-21T02:30:00Z";

function draftOf(row: number): MappingDraft {
  const header = ROWS[row - 1] ?? [];
  const below = ROWS.slice(row);
  return {
    id: "own_mapping",
    title: "",
    platform: "",
    perspective: "creator",
    container: "csv",
    rows_at: [],
    header_row: row,
    sheet: null,
    columns: header.map((name, at) => ({
      header: name,
      samples: below.map((cells) => cells[at] ?? ""),
      field: name === "单号" ? "order_id" : null,
      kind: (["time", "id", "money", "text"] as const)[at] ?? "text",
      scale: "percent",
      direction: null,
      required: name === "单号",
      filled: name === "单号",
    })),
    money: "yuan",
    direction_words: [],
    status_words: [],
    status_of_all: "done",
    footer_words: ["合计"],
    key: ["order_id"],
    repeats: "honest",
    account_field: null,
    account_fixed: null,
    count: null,
  };
}

function viewOf({ id, title, platform, columns }: MappingDraft): MappingView {
  const signature = columns.filter(({ required }) => required).map(({ header }) => header);
  return { id, title, platform, signature, saved_at: AT, documents: 0 };
}

/** The answers. */
export const MAPPINGS: Answers = {
  formats: (world) => [
    ...FILES.map(({ format, title }) => ({
      id: format,
      title,
      platform: "",
      confidence: "medium",
      own: false,
    })),
    ...world.mappings.map(({ id, title, platform }) => ({
      id,
      title,
      platform,
      confidence: "medium",
      own: true,
    })),
  ],
  draft_mapping: (_, { header }): Drafted => ({
    draft: draftOf((header as Place | null)?.row ?? 2),
    rows: ROWS.map((cells, at) => ({ place: { sheet: null, row: at + 1, column: null }, cells })),
  }),
  preview_draft: (world, payload): DraftPreview => {
    const { path, draft } = payload as { path: string; draft: MappingDraft };
    if (draft.key.length === 0) {
      return { problems: [{ part: "key", code: "empty", found: "" }], preview: null };
    }
    const before = { format: draft.id, remember: false };
    const counted = draft.count !== null;
    const taken = IMPORTS.preview?.(world, { path, answer: before });
    const outcome = {
      ...(taken as DraftPreview["preview"] & object).outcome,
      status: "imported" as const,
      code: null,
      rows: 2,
      records: 2,
      duplicates: 0,
      quarantined: 0,
      sum: yuan(counted ? 1950 : 0),
      problems: [],
      controls: [],
    };
    return {
      problems: [],
      preview: {
        detection: null,
        layout: [],
        outcome,
        records: ROWS.slice(2).map(([on = "", order_id = "", , description = ""], at) => ({
          place: { sheet: null, row: at + 3, column: null },
          account: null,
          status: "done",
          on,
          side: counted ? "settled" : null,
          class: counted ? "commission" : null,
          amount: counted ? yuan([1250, 700][at] ?? 0) : null,
          field: counted ? "commission_amount" : null,
          order_id,
          counterparty: null,
          description,
        })),
      },
    };
  },
  save_mapping: (world, { draft }): SavedDraft => {
    const given = draft as MappingDraft;
    if (given.title.trim() === "") {
      return { mapping: null, problems: [{ part: "title", code: "empty", found: "" }] };
    }
    const mapping = viewOf(given);
    world.mappings.push(mapping);
    const names = given.columns.map(({ header }) => header);
    world.answers.push({ fingerprint: "ab".repeat(32), header: names, format: given.id, at: AT });
    return { mapping, problems: [] };
  },
  add_mapping_file: (world) => {
    world.mappings.push({ ...viewOf(draftOf(2)), id: "from_file", title: "来自文件的映射" });
    return "from_file";
  },
  export_mapping: () => null,
  mappings: (world) => world.mappings,
  remove_mapping: (world, { mapping }) => {
    world.mappings = world.mappings.filter(({ id }) => id !== mapping);
  },
  remembered_answers: (world) => world.answers,
  forget_answer: (world, { fingerprint }) => {
    world.answers = world.answers.filter((answer) => answer.fingerprint !== fingerprint);
    return 1;
  },
};
