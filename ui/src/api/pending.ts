// Shapes of the commands' answers.
import type { Class } from "./generated/Class";
import type { LinkRole } from "./generated/LinkRole";
import type { Money } from "./generated/Money";
import type { PartyKind } from "./generated/PartyKind";
import type { Place } from "./generated/Place";
import type { Problem } from "./generated/Problem";
import type { RecordsOf } from "./generated/RecordsOf";
import type { Status } from "./generated/Status";
import type { Step } from "./generated/Step";
import type { UnassignedAccount } from "./generated/UnassignedAccount";

/** What the window knows before a case is open; `case_path` was named when it was started. */
export type Start = { case_path: string | null; suggested_path: string; sample_path: string };

/** An account of a party, as listed. */
export type AccountView = { platform: string; id: string; name: string | null };

/** A relation of a party, as listed. */
export type LinkView = { role: LinkRole; to: string; since: string };

/** A person or firm with its accounts and relations. */
export type PartyView = {
  id: string;
  name: string;
  kind: PartyKind;
  tax_id: string | null;
  accounts: AccountView[];
  links: LinkView[];
};

/** The open case at a glance. */
export type CaseOverview = {
  path: string;
  title: string;
  encrypted: boolean;
  parties: PartyView[];
  documents: number;
  records: number;
  quarantined: number;
  history_head: string;
  unassigned: UnassignedAccount[];
};

/** How far an import has come. */
export type ImportProgress = {
  file: string;
  /** From 1. */
  index: number;
  files: number;
  bytes_read: number;
  bytes_total: number;
  rows: number;
};

/** What became of a file. */
export type ImportStatus = "imported" | "known" | "skipped" | "refused";

/** A total printed in the file, against what was read. */
export type Control = { label: string; stated: string; found: string; agrees: boolean };

/** What became of one file. */
export type ImportOutcome = {
  path: string;
  document: number | null;
  format: string | null;
  status: ImportStatus;
  code: string | null;
  message: string | null;
  hint: string | null;
  rows: number;
  records: number;
  duplicates: number;
  updated: number;
  quarantined: number;
  skipped: number;
  sum: Money;
  problems: Problem[];
  controls: Control[];
};

/** An imported source file, as listed. */
export type DocumentView = {
  id: number;
  name: string;
  format: string;
  format_title: string;
  sha256: string;
  bytes: number;
  /** In universal time. */
  imported_at: string;
  rows: number;
  records: number;
  duplicates: number;
  quarantined: number;
  first_day: string | null;
  last_day: string | null;
};

/** A row that waits for correction. */
export type QuarantinedRow = { document: number; name: string; problem: Problem; raw: string[] };

/** A page of such rows. */
export type QuarantinePage = { total: number; rows: QuarantinedRow[] };

/** A figure that another one is made of. */
export type TracePart = { figure: string; label: string; amount: Money | null };

/** Where a figure comes from. */
export type Trace = {
  figure: string;
  label: string;
  amount: Money | null;
  steps: Step[];
  records: RecordsOf[];
  parts: TracePart[];
};

/** A record, as listed in the evidence. */
export type RecordView = {
  id: number;
  document: number;
  document_name: string;
  sheet: string | null;
  row: number;
  column: string | null;
  raw: string | null;
  on: string | null;
  class: Class | null;
  amount: Money | null;
  order_id: string | null;
  status: Status;
  counterparty: string | null;
  description: string | null;
};

/** A page of records, with the sum of all of them. */
export type RecordPage = { total: number; sum: Money; rows: RecordView[] };

/** A cell of a source file, exactly as it was written. */
export type RawCellView = { column: string; text: string; field: string | null; counted: boolean };

/** A row of a source file, exactly as it was written. */
export type RawRowView = {
  document: number;
  document_name: string;
  sha256: string;
  place: Place;
  cells: RawCellView[];
};

/** A report on disk. */
export type SavedReport = { path: string; pages: number };

/** What every command rejects with. */
export type Failure = { code: string; message: string; hint: string | null };
