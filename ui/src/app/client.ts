// How answers are kept: until the case changes. Nothing is asked again by itself, nothing is retried.
import { QueryClient } from "@tanstack/react-query";

/** A new memory for answers. */
export function queryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: "static",
        retry: false,
        refetchOnWindowFocus: false,
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
  });
}
