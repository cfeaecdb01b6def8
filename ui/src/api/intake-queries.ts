// What the screens ask for about files that come in: quarantine, formats, mappings, previews, totals.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import * as commands from "./commands";
import type { MappingDraft } from "./generated/MappingDraft";
import type { QuarantineShown } from "./generated/QuarantineShown";
import { CASE, FORMATS } from "./queries";
import type { ImportAnswer } from "./types";

/** A page of the quarantine. */
export function useQuarantine(shown: QuarantineShown, offset: number) {
  return useQuery({
    queryKey: [...CASE, "quarantine", shown, offset],
    queryFn: () => commands.quarantine(shown, offset, commands.PAGE_ROWS),
  });
}

/** The formats that a file may be read by. */
export function useFormats() {
  return useQuery({ queryKey: FORMATS, queryFn: commands.formats });
}

/** The mappings of the case. */
export function useMappings() {
  return useQuery({ queryKey: [...CASE, "mappings"], queryFn: commands.mappings });
}

/** What is remembered of files. */
export function useAnswers() {
  return useQuery({ queryKey: [...CASE, "answers"], queryFn: commands.rememberedAnswers });
}

/** The control totals of a document. */
export function useTotalsCheck(document: number) {
  return useQuery({
    queryKey: [...CASE, "totals", document],
    queryFn: () => commands.checkTotals(document),
  });
}

/** What an import of a file would do. */
export function usePreview(path: string, account: string | null, answer: ImportAnswer) {
  return useQuery({
    queryKey: [...CASE, "preview", path, account, answer],
    queryFn: () => commands.preview(path, account, answer),
  });
}

/** What a draft would do; the last answer stays until the next is there. */
export function useDraftPreview(path: string, account: string | null, draft: MappingDraft) {
  return useQuery({
    queryKey: [...CASE, "draft", path, account, draft],
    queryFn: () => commands.previewDraft(path, account, draft),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}
