// Names by which things are shown: a party by its handle, a file by its path.
import { useCallback } from "react";
import { useOverview } from "./api/queries";

/** Gives the name of a party; its handle until the name is known. */
export function usePartyName(): (party: string) => string {
  const parties = useOverview().data?.parties;
  return useCallback(
    (party) => parties?.find((known) => known.id === party)?.name ?? party,
    [parties],
  );
}

/** The last part of a path, whatever system wrote it. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
