// The commands' answers, under one name: generated from the Rust types that the window serves.
import type { ImportAnswer as Said } from "./generated/ImportAnswer";
import type { Period } from "./generated/Period";

export type { AccountView } from "./generated/AccountView";
export type { AnswerView } from "./generated/AnswerView";
export type { CaseOverview } from "./generated/CaseOverview";
export type { Control } from "./generated/Control";
export type { DocumentView } from "./generated/DocumentView";
export type { Drafted } from "./generated/Drafted";
export type { DraftPreview } from "./generated/DraftPreview";
export type { Failure } from "./generated/Failure";
export type { FileRow } from "./generated/FileRow";
export type { FormatView } from "./generated/FormatView";
export type { ImportOutcome } from "./generated/ImportOutcome";
export type { ImportProgress } from "./generated/ImportProgress";
export type { ImportStatus } from "./generated/ImportStatus";
export type { LinkView } from "./generated/LinkView";
export type { MappingView } from "./generated/MappingView";
export type { PartyView } from "./generated/PartyView";
export type { Preview } from "./generated/Preview";
export type { PreviewRecord } from "./generated/PreviewRecord";
export type { QuarantinedRow } from "./generated/QuarantinedRow";
export type { QuarantinePage } from "./generated/QuarantinePage";
export type { RawCellView } from "./generated/RawCellView";
export type { RawRowView } from "./generated/RawRowView";
export type { RecordPage } from "./generated/RecordPage";
export type { RecordView } from "./generated/RecordView";
export type { Retaken } from "./generated/Retaken";
export type { SavedDraft } from "./generated/SavedDraft";
export type { SavedReport } from "./generated/SavedReport";
export type { Start } from "./generated/Start";
export type { StatedTotal } from "./generated/StatedTotal";
export type { TotalCheck } from "./generated/TotalCheck";
export type { TotalsCheck } from "./generated/TotalsCheck";
export type { Trace } from "./generated/Trace";
export type { TracePart } from "./generated/TracePart";

/** What a person says of a file; its period only where asked. */
export type ImportAnswer = Said & { period?: Period };
