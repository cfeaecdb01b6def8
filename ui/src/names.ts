// Names of parties by their handle.
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
