// How answers are kept: until the case changes. Nothing is asked again by itself, nothing is retried.
import { QueryClient } from "@tanstack/react-query";

/** Longer than a case stays open; a timer cannot count beyond 24 days. */
const A_WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** A new memory for answers. */
export function queryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: A_WEEK_MS,
        retry: false,
        refetchOnWindowFocus: false,
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
  });
}
