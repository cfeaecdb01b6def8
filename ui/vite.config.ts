// How the front end is served, built and tested. Everything it needs is bundled: no remote, no inline script.
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vitest/config";

/**
 * The shell freezes `Object.prototype` before the page runs. ECharts fills two plain objects with
 * every method name, `constructor` among them, which then fails; without a prototype it does not.
 * The build fails when a newer version no longer has them, so that this is taken out again.
 */
function chartUnderFrozenPrototype(): Plugin {
  return {
    name: "chart-under-frozen-prototype",
    transform: {
      filter: { id: /echarts\/lib\/core\/Scheduler\.js$/ },
      handler(code) {
        const patched = code.replace(
          /var (ecModelMock|apiMock) = \{\};/g,
          "var $1 = Object.create(null);",
        );
        if (patched === code) this.error("ECharts no longer has the objects to replace");
        return { code: patched, map: null };
      },
    },
  };
}

export default defineConfig({
  plugins: [react(), chartUnderFrozenPrototype()],
  clearScreen: false,
  // The texts and the font live in ../assets, shared with the reports.
  server: { port: 5173, strictPort: true, fs: { allow: [".."] } },
  optimizeDeps: { rolldownOptions: { plugins: [chartUnderFrozenPrototype()] } },
  build: {
    target: "safari15",
    // Files stay files: a data: address would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  test: {
    environment: "happy-dom",
    setupFiles: ["src/test/setup.ts"],
    css: true,
    // A busy machine types slowly.
    testTimeout: 20_000,
    restoreMocks: true,
  },
});
