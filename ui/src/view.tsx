// What the reader is looking at: page, day, length of periods, opened figure.
// Shared by the features so that none of them needs to know another.
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import type { Grain } from "./api/generated/Grain";

/** The pages of an open case, in the order of the navigation. */
export const PAGES = [
  "case",
  "documents",
  "bridge",
  "assessment",
  "findings",
  "parties",
  "report",
] as const;

/** One of them. */
export type Page = (typeof PAGES)[number];

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
};

const ViewContext = createContext<View | null>(null);

/** Holds the view of one open case. */
export function ViewProvider({ children }: { children: ReactNode }) {
  const [page, setPage] = useState<Page>("case");
  const [grain, setGrain] = useState<Grain>("year");
  const [asOf, setAsOf] = useState<string | null>(null);
  const [figure, openFigure] = useState<string | null>(null);
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
    };
  }, [page, grain, asOf, figure]);
  return <ViewContext value={view}>{children}</ViewContext>;
}

/** The view of the open case. */
export function useView(): View {
  const view = useContext(ViewContext);
  if (view === null) throw new Error("useView outside of ViewProvider");
  return view;
}
