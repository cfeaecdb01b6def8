// How answers are kept: until the case changes. Nothing is asked again by itself, nothing is retried.
import { QueryClient } from "@tanstack/react-query";

/** Longer than any case stays open. */
const A_YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** A new memory for answers. */
export function queryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: A_YEAR_MS,
        retry: false,
        refetchOnWindowFocus: false,
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
  });
}
