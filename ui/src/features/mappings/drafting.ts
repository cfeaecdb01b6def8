// Drafting: the first draft of a file, and every change to it.
import { useMutation } from "@tanstack/react-query";
import { draftMapping } from "../../api/commands";
import type { DraftColumn } from "../../api/generated/DraftColumn";
import type { MappingDraft } from "../../api/generated/MappingDraft";
import type { Place } from "../../api/generated/Place";
import { type Making, useView } from "../../view";

/** Drafts a mapping of a file, with the header where the draft or a person says it is. */
export function useDrafting() {
  const { making, setMaking, want } = useView();
  return useMutation({
    mutationFn: async ({ path, header }: { path: string; header: Place | null }) => ({
      path,
      ...(await draftMapping(path, header)),
    }),
    onSuccess: ({ path, rows, draft }) => {
      // What it is called does not depend on where its header is.
      const named = making?.path === path ? names(making.draft) : {};
      want(null);
      setMaking({ path, rows, draft: { ...draft, ...named } });
    },
  });
}

function names({ id, title, platform, perspective }: MappingDraft) {
  return { id, title, platform, perspective };
}

/** What every step gets: the draft, and how to change it. */
export type Step = {
  draft: MappingDraft;
  change: (part: Partial<MappingDraft>) => void;
};

/** The draft as a step sees it. */
export function useStep(making: Making): Step {
  const { setMaking } = useView();
  return {
    draft: making.draft,
    change: (part) => setMaking({ ...making, draft: { ...making.draft, ...part } }),
  };
}

/** The fields that columns of a draft feed. */
export function fedFields({ columns }: MappingDraft): string[] {
  return [...new Set(columns.flatMap(({ field }) => (field ? [field] : [])))];
}

/** Whether a column of a kind is read. */
export function reads({ columns }: MappingDraft, kind: DraftColumn["kind"]): boolean {
  return columns.some((column) => column.field && column.kind === kind);
}
