// One function a command of the shell; the only place that names them. No logic, no state.
import { Channel, invoke } from "@tauri-apps/api/core";
import type { Computation } from "./generated/Computation";
import type { Grain } from "./generated/Grain";
import type { Lang } from "./generated/Lang";
import type { RecordsOf } from "./generated/RecordsOf";
import type { ReportKind } from "./generated/ReportKind";
import type { ReportLanguages } from "./generated/ReportLanguages";
import type { Manifest } from "./manifest";
import type {
  CaseOverview,
  DocumentView,
  ImportOutcome,
  ImportProgress,
  QuarantinePage,
  RawRowView,
  RecordPage,
  SavedReport,
  Start,
  Trace,
} from "./types";

/** The most rows that one call may ask for. */
export const PAGE_ROWS = 200;

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

export function importPaths(
  paths: string[],
  account: string | null,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportOutcome[]> {
  const progress = new Channel(onProgress);
  return invoke<ImportOutcome[]>("import_paths", { paths, account, progress });
}

export const cancelImport = () => invoke<unknown>("cancel_import");

export const documents = () => invoke<DocumentView[]>("documents");

export const quarantine = (offset: number, limit: number) =>
  invoke<QuarantinePage>("quarantine", { offset, limit });

export const compute = (grain: Grain, asOf: string | null) =>
  invoke<Computation>("compute", { grain, asOf });

export const trace = (figure: string, asOf: string | null) =>
  invoke<Trace>("trace", { figure, asOf });

export const recordsOf = (of: RecordsOf, offset: number, limit: number) =>
  invoke<RecordPage>("records_of", { of, offset, limit });

export const rawRow = (record: number) => invoke<RawRowView>("raw_row", { record });

export const saveReport = (order: ReportOrder) => invoke<SavedReport>("save_report", { ...order });

export const suggestedReportPath = (kind: ReportKind, lang: ReportLanguages) =>
  invoke<string>("suggested_report_path", { kind, lang });
