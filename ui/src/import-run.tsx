// The running import and what came of it. Lives above the pages, so that leaving the page stops nothing.
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { cancelImport, importPaths, NO_ANSWER } from "./api/commands";
import { useCaseChanged } from "./api/queries";
import type { Failure, ImportAnswer, ImportOutcome, ImportProgress } from "./api/types";

/** Where an import stands. */
export type ImportRun = {
  running: boolean;
  progress: ImportProgress | null;
  outcomes: ImportOutcome[];
  failure: Failure | null;
  /** Whose the files were said to be. */
  account: string | null;
  begin: (paths: string[], account: string | null) => Promise<void>;
  /** Imports one file again, with what a person says about it; the other outcomes stay. */
  answer: (path: string, answer: ImportAnswer) => Promise<void>;
  cancel: () => void;
};

type State = Omit<ImportRun, "begin" | "answer" | "cancel">;

const IDLE: State = {
  running: false,
  progress: null,
  outcomes: [],
  failure: null,
  account: null,
};

const ImportRunContext = createContext<ImportRun | null>(null);

/** Holds the import of the open case. */
export function ImportRunProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState(IDLE);
  const changed = useCaseChanged();
  const run = useMemo<ImportRun>(() => {
    const show = (progress: ImportProgress) => setState((last) => ({ ...last, progress }));
    const read = async (paths: string[], answer: ImportAnswer, base: State) => {
      const [asked = ""] = paths;
      setState({ ...base, running: true });
      try {
        const fresh = await importPaths(paths, base.account, answer, show);
        setState({ ...base, outcomes: merged(base.outcomes, asked, fresh) });
      } catch (failure) {
        setState({ ...base, failure: failure as Failure });
      }
      await changed();
    };
    return {
      ...state,
      begin: (paths, account) => read(paths, NO_ANSWER, { ...IDLE, account }),
      answer: (path, answer) =>
        read([path], answer, { ...IDLE, outcomes: state.outcomes, account: state.account }),
      cancel: () => void cancelImport(),
    };
  }, [state, changed]);
  return <ImportRunContext value={run}>{children}</ImportRunContext>;
}

/** New outcomes stand where that of the file asked about stood; a file may be an archive of several. */
function merged(known: ImportOutcome[], asked: string, fresh: ImportOutcome[]): ImportOutcome[] {
  const again = (path: string) => fresh.some((one) => one.path === path);
  const at = known.findIndex(({ path }) => path === asked);
  const place = at === -1 ? known.length : at;
  const others = (part: ImportOutcome[]) =>
    part.filter(({ path }) => path !== asked && !again(path));
  return [...others(known.slice(0, place)), ...fresh, ...others(known.slice(place))];
}

/** The import of the open case. */
export function useImportRun(): ImportRun {
  const run = useContext(ImportRunContext);
  if (run === null) throw new Error("useImportRun outside of ImportRunProvider");
  return run;
}
