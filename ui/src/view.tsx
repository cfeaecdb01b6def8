// What the reader is looking at: page, day, length of periods, opened figure.
// Shared by the features so that none of them needs to know another.
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import type { Grain } from "./api/generated/Grain";
import type { MappingDraft } from "./api/generated/MappingDraft";
import type { FileRow } from "./api/types";

/** The pages of an open case, in the order of the navigation. */
export const PAGES = [
  "case",
  "documents",
  "mappings",
  "bridge",
  "assessment",
  "findings",
  "parties",
  "report",
] as const;

/** One of them. */
export type Page = (typeof PAGES)[number];

/** A mapping under way: the file it is made from, its first rows, and the draft. */
export type Making = { path: string; rows: FileRow[]; draft: MappingDraft };

/** The view and what changes it. */
export type View = {
  page: Page;
  goTo: (page: Page) => void;
  grain: Grain;
  setGrain: (grain: Grain) => void;
  /** The day surcharges run to; `null` is today. */
  asOf: string | null;
  setAsOf: (asOf: string | null) => void;
  /** The figure whose evidence is open. */
  figure: string | null;
  openFigure: (figure: string) => void;
  closeFigure: () => void;
  /** The file that a mapping is wanted for. */
  wanted: string | null;
  want: (path: string | null) => void;
  /** The mapping under way; leaving the page loses nothing of it. */
  making: Making | null;
  setMaking: (making: Making | null) => void;
};

const ViewContext = createContext<View | null>(null);

/** Holds the view of one open case. */
export function ViewProvider({ children }: { children: ReactNode }) {
  const [page, setPage] = useState<Page>("case");
  const [grain, setGrain] = useState<Grain>("year");
  const [asOf, setAsOf] = useState<string | null>(null);
  const [figure, openFigure] = useState<string | null>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const [making, setMaking] = useState<Making | null>(null);
  const view = useMemo<View>(() => {
    const closeFigure = () => openFigure(null);
    return {
      page,
      goTo: (next) => {
        closeFigure();
        setPage(next);
      },
      grain,
      setGrain,
      asOf,
      setAsOf,
      figure,
      openFigure,
      closeFigure,
      wanted,
      want: (path) => {
        setWanted(path);
        if (path !== null) setPage("mappings");
      },
      making,
      setMaking,
    };
  }, [page, grain, asOf, figure, wanted, making]);
  return <ViewContext value={view}>{children}</ViewContext>;
}

/** The view of the open case. */
export function useView(): View {
  const view = useContext(ViewContext);
  if (view === null) throw new Error("useView outside of ViewProvider");
  return view;
}
