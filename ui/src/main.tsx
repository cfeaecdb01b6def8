// Starts the window. In a browser without the shell, an invented case stands in for it.
import { MantineProvider } from "@mantine/core";
import "@mantine/core/styles.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { speak } from "./api/commands";
import { App } from "./app/app";
import { queryClient } from "./app/client";
import { theme, variables } from "./app/theme";
import { loadTexts, shownLang } from "./text";
import "./styles.css";

if (import.meta.env.MODE !== "production") {
  const { standIn } = await import("./api/fake");
  standIn();
}
loadTexts();
void speak(shownLang());

/** The nonce that the content security policy gave to the page's own style element. */
const styleNonce = () => document.querySelector<HTMLStyleElement>("#first-paint")?.nonce ?? "";

const root = document.querySelector("#root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      forceColorScheme="light"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queryClient()}>
        <App />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
