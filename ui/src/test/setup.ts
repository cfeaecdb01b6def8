// What the test's page lacks: sizes, media queries, and a canvas for the chart.
import { cleanup } from "@testing-library/react";
import { afterEach, vi } from "vitest";

// A canvas draws nothing here; what it would draw is tested as data.
vi.mock("../features/bridge/chart", () => ({ default: () => null }));

afterEach(() => {
  cleanup();
  localStorage.clear();
});

/** Rows have the height of a row, everything else that of a page. */
const SIZES: Record<string, (element: HTMLElement) => number> = {
  offsetHeight: ({ dataset }) => (dataset.index === undefined ? 600 : 36),
  offsetWidth: () => 1000,
  clientHeight: () => 600,
  clientWidth: () => 1000,
};

for (const [name, sizeOf] of Object.entries(SIZES)) {
  Object.defineProperty(HTMLElement.prototype, name, {
    configurable: true,
    get(this: HTMLElement) {
      return sizeOf(this);
    },
  });
}
