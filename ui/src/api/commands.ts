// One function a command of the shell; the only place that names them. No logic, no state.
import { Channel, invoke } from "@tauri-apps/api/core";
import type { Computation } from "./generated/Computation";
import type { Finding } from "./generated/Finding";
import type { FindingStatus } from "./generated/FindingStatus";
import type { Grain } from "./generated/Grain";
import type { IdentityDecision } from "./generated/IdentityDecision";
import type { Lang } from "./generated/Lang";
import type { MappingDraft } from "./generated/MappingDraft";
import type { Place } from "./generated/Place";
import type { QuarantineShown } from "./generated/QuarantineShown";
import type { RecordsOf } from "./generated/RecordsOf";
import type { ReportKind } from "./generated/ReportKind";
import type { ReportLanguages } from "./generated/ReportLanguages";
import type { Manifest } from "./manifest";
import type {
  AnswerView,
  CaseOverview,
  DocumentView,
  Drafted,
  DraftPreview,
  FormatView,
  IdentityView,
  ImportAnswer,
  ImportOutcome,
  ImportProgress,
  MappingView,
  Preview,
  QuarantinePage,
  RawRowView,
  RecordPage,
  Retaken,
  SavedDraft,
  SavedReport,
  Start,
  StatedTotal,
  TotalsCheck,
  Trace,
} from "./types";

/** The most rows that one call may ask for. */
export const PAGE_ROWS = 200;

/** Nothing said yet: the file is to tell by itself. */
export const NO_ANSWER: ImportAnswer = {
  format: null,
  period: null,
  remember: false,
  accept_drift: false,
  accept_bad_rows: false,
  archive_passwords: [],
};

/** The kinds of report, in the order of the list. */
export const REPORT_KINDS: readonly ReportKind[] = [
  "self-correction",
  "working-paper",
  "case-file",
  "agency-summary",
];

/** In which language or languages a report is printed. */
export const REPORT_LANGUAGES: readonly ReportLanguages[] = ["zh", "en", "both"];

/** What to print, and where. */
export type ReportOrder = {
  kind: ReportKind;
  lang: ReportLanguages;
  out: string;
  party: string | null;
  year: number | null;
  asOf: string | null;
};

export const speak = (lang: Lang) => invoke<unknown>("speak", { lang });

export const start = () => invoke<Start>("start");

export const createCase = (path: string, title: string, password: string | null) =>
  invoke<unknown>("create_case", { path, title, password });

export const openCase = (path: string, password: string | null) =>
  invoke<unknown>("open_case", { path, password });

export const createSample = (path: string, onProgress: (progress: ImportProgress) => void) =>
  invoke<unknown>("create_sample", { path, progress: new Channel(onProgress) });

export const closeCase = () => invoke<unknown>("close_case");

export const overview = () => invoke<CaseOverview>("overview");

export const setUp = (manifest: Manifest) => invoke<unknown>("set_up", { manifest });

export const identity = () => invoke<IdentityView>("identity");

export const decideIdentity = (decision: IdentityDecision, reason: string) =>
  invoke<number>("decide_identity", { decision, reason });

export const takeBackDecision = (decision: number, reason: string) =>
  invoke<null>("take_back_decision", { decision, reason });

export function importPaths(
  paths: string[],
  account: string | null,
  answer: ImportAnswer,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportOutcome[]> {
  const progress = new Channel(onProgress);
  return invoke<ImportOutcome[]>("import_paths", { paths, account, answer, progress });
}

export const preview = (path: string, account: string | null, answer: ImportAnswer) =>
  invoke<Preview>("preview", { path, account, answer });

export const cancelImport = () => invoke<unknown>("cancel_import");

export const undoImport = (document: number) => invoke<unknown>("undo_import", { document });

export const documents = () => invoke<DocumentView[]>("documents");

export const quarantine = (shown: QuarantineShown, offset: number, limit: number) =>
  invoke<QuarantinePage>("quarantine", { shown, offset, limit });

export const correctRow = (row: number, cells: string[], reason: string | null) =>
  invoke<Retaken>("correct_row", { row, cells, reason });

export const waiveRows = (rows: number[], reason: string) =>
  invoke<number>("waive_rows", { rows, reason });

export const exportQuarantine = (path: string, shown: QuarantineShown) =>
  invoke<number>("export_quarantine", { path, shown });

export const replayQuarantine = (path: string) => invoke<Retaken>("replay_quarantine", { path });

export const checkTotals = (document: number) => invoke<TotalsCheck>("check_totals", { document });

export const stateTotal = (document: number, total: StatedTotal) =>
  invoke<unknown>("state_total", { document, total });

export const removeTotal = (total: number) => invoke<unknown>("remove_total", { total });

export const formats = () => invoke<FormatView[]>("formats");

export const draftMapping = (path: string, header: Place | null) =>
  invoke<Drafted>("draft_mapping", { path, header });

export const previewDraft = (path: string, account: string | null, draft: MappingDraft) =>
  invoke<DraftPreview>("preview_draft", { path, account, draft });

export const saveMapping = (draft: MappingDraft) => invoke<SavedDraft>("save_mapping", { draft });

export const addMappingFile = (path: string) => invoke<string>("add_mapping_file", { path });

export const exportMapping = (mapping: string, path: string) =>
  invoke<unknown>("export_mapping", { mapping, path });

export const mappings = () => invoke<MappingView[]>("mappings");

export const removeMapping = (mapping: string) => invoke<unknown>("remove_mapping", { mapping });

export const rememberedAnswers = () => invoke<AnswerView[]>("remembered_answers");

export const forgetAnswer = (fingerprint: string) =>
  invoke<number>("forget_answer", { fingerprint });

export const compute = (grain: Grain, asOf: string | null) =>
  invoke<Computation>("compute", { grain, asOf });

export const decideFinding = (
  finding: string,
  status: FindingStatus,
  reason: string | null,
  asOf: string | null,
) => invoke<Finding>("decide_finding", { finding, status, reason, asOf });

export const trace = (figure: string, asOf: string | null) =>
  invoke<Trace>("trace", { figure, asOf });

export const recordsOf = (of: RecordsOf, offset: number, limit: number) =>
  invoke<RecordPage>("records_of", { of, offset, limit });

export const rawRow = (record: number) => invoke<RawRowView>("raw_row", { record });

export const saveReport = (order: ReportOrder) => invoke<SavedReport>("save_report", { ...order });

export const suggestedReportPath = (kind: ReportKind, lang: ReportLanguages) =>
  invoke<string>("suggested_report_path", { kind, lang });
