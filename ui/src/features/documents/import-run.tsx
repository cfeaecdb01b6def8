// The running import and what came of it. Lives above the pages, so that leaving the page stops nothing.
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { cancelImport, importPaths } from "../../api/commands";
import { useCaseChanged } from "../../api/queries";
import type { Failure, ImportOutcome, ImportProgress } from "../../api/types";

/** Where an import stands. */
export type ImportRun = {
  running: boolean;
  progress: ImportProgress | null;
  outcomes: ImportOutcome[];
  failure: Failure | null;
  begin: (paths: string[], account: string | null) => Promise<void>;
  cancel: () => void;
};

type State = Omit<ImportRun, "begin" | "cancel">;

const IDLE: State = { running: false, progress: null, outcomes: [], failure: null };

const ImportRunContext = createContext<ImportRun | null>(null);

/** Holds the import of the open case. */
export function ImportRunProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState(IDLE);
  const changed = useCaseChanged();
  const run = useMemo<ImportRun>(() => {
    const show = (progress: ImportProgress) => setState((last) => ({ ...last, progress }));
    return {
      ...state,
      begin: async (paths, account) => {
        setState({ ...IDLE, running: true });
        try {
          const outcomes = await importPaths(paths, account, show);
          setState({ ...IDLE, outcomes });
        } catch (failure) {
          setState({ ...IDLE, failure: failure as Failure });
        }
        await changed();
      },
      cancel: () => void cancelImport(),
    };
  }, [state, changed]);
  return <ImportRunContext value={run}>{children}</ImportRunContext>;
}

/** The import of the open case. */
export function useImportRun(): ImportRun {
  const run = useContext(ImportRunContext);
  if (run === null) throw new Error("useImportRun outside of ImportRunProvider");
  return run;
}
