// What the screens ask for, remembered until the case changes.
import { useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import * as commands from "./commands";
import type { Grain } from "./generated/Grain";
import type { Lang } from "./generated/Lang";
import type { RecordsOf } from "./generated/RecordsOf";
import type { ReportKind } from "./generated/ReportKind";
import type { ReportLanguages } from "./generated/ReportLanguages";
import type { Manifest } from "./manifest";
import type { Failure, Start } from "./types";

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: Failure;
  }
}

const STANDING = ["standing"];
/** Everything under this key depends on the open case. */
export const CASE = ["case"];
const DOCUMENTS = [...CASE, "documents"];
/** The formats that a file may be read by. */
export const FORMATS = [...CASE, "formats"];

/** Where the window stands: what it was started with, and the case that is open. */
export type Standing = Start & { open_path: string | null };

export const useStanding = () =>
  useQuery({
    queryKey: STANDING,
    queryFn: async (): Promise<Standing> => {
      const known = await commands.start();
      // Without a case the overview fails; after a reload of the page there may be one.
      const open = await commands.overview().then(
        ({ path }) => path,
        () => null,
      );
      return { ...known, open_path: open };
    },
  });

export const useOverview = () =>
  useQuery({ queryKey: [...CASE, "overview"], queryFn: commands.overview });

export const useIdentity = () =>
  useQuery({ queryKey: [...CASE, "identity"], queryFn: commands.identity });

export const useDocuments = () => useQuery({ queryKey: DOCUMENTS, queryFn: commands.documents });

export const useComputation = (grain: Grain, asOf: string | null) =>
  useQuery({
    queryKey: [...CASE, "compute", grain, asOf],
    queryFn: () => commands.compute(grain, asOf),
  });

export const useTrace = (figure: string, asOf: string | null) =>
  useQuery({
    queryKey: [...CASE, "trace", figure, asOf],
    queryFn: () => commands.trace(figure, asOf),
  });

export const useRawRow = (record: number) =>
  useQuery({ queryKey: [...CASE, "raw", record], queryFn: () => commands.rawRow(record) });

export const useSuggestedReportPath = (kind: ReportKind, lang: ReportLanguages) =>
  useQuery({
    queryKey: [...CASE, "report", kind, lang],
    queryFn: () => commands.suggestedReportPath(kind, lang),
  });

/** Pages of the records behind a sum, in the order asked for. */
export const useRecordPages = (of: RecordsOf, pages: number[]) =>
  useQueries({
    queries: pages.map((page) => ({
      queryKey: [...CASE, "records", of, page],
      queryFn: () => commands.recordsOf(of, page * commands.PAGE_ROWS, commands.PAGE_ROWS),
    })),
  });

/** Runs a command that opens a case, then shows it. */
export function useEnterCase() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ path, enter }: { path: string; enter: () => Promise<unknown> }) => {
      await enter();
      return path;
    },
    onSuccess: (path) => {
      client.removeQueries({ queryKey: CASE });
      client.setQueryData<Standing>(STANDING, (known) => known && { ...known, open_path: path });
    },
  });
}

/** Closes the case and forgets all that was shown of it. */
export function useCloseCase() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: commands.closeCase,
    onSuccess: () => {
      client.setQueryData<Standing>(
        STANDING,
        (known) => known && { ...known, case_path: null, open_path: null },
      );
      client.removeQueries({ queryKey: CASE });
    },
  });
}

/** Speaks another language; what the engine has put in words is asked for again. */
export function useSpeak() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (lang: Lang) => commands.speak(lang),
    onSuccess: () =>
      Promise.all([DOCUMENTS, FORMATS].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** Adds to the set-up of the case. */
export const useSetUp = () => useChange((manifest: Manifest) => commands.setUp(manifest));

/** Runs a command that changes the case, then asks for everything again. */
export function useChange<Given, Said>(run: (given: Given) => Promise<Said>) {
  const forget = useCaseChanged();
  return useMutation({ mutationFn: run, onSuccess: forget });
}

/** Asks for everything again after the case changed. */
export function useCaseChanged(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: CASE });
}
