// Opens the whole window over the stand-in for the shell.
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type Call, type FakeOptions, standIn } from "../api/fake";
import { App } from "../app/app";
import { queryClient } from "../app/client";
import { theme } from "../app/theme";
import { loadTexts } from "../text";
import type { Page } from "../view";

/** A person at the window. */
export type Person = {
  click: (testId: string) => Promise<void>;
  write: (testId: string, text: string) => Promise<void>;
  press: (keys: string) => Promise<void>;
  goTo: (page: Page) => Promise<void>;
  /** What the shell was asked, in order. */
  calls: Call[];
  /** The last call of a command. */
  asked: (command: string) => Record<string, unknown> | undefined;
};

/** Opens the window. */
export function openWindow(options: FakeOptions = {}): Person {
  const calls = standIn(options);
  loadTexts();
  render(
    <MantineProvider theme={theme} env="test">
      <QueryClientProvider client={queryClient()}>
        <App />
      </QueryClientProvider>
    </MantineProvider>,
  );
  const user = userEvent.setup({ delay: null, pointerEventsCheck: 0 });
  const click = async (testId: string) => user.click(await screen.findByTestId(testId));
  return {
    calls,
    click,
    write: async (testId, text) => {
      const field = await screen.findByTestId(testId);
      await user.clear(field);
      if (text !== "") await user.type(field, text);
    },
    press: (keys) => user.keyboard(keys),
    goTo: (page) => click(`nav-${page}`),
    asked: (command) => calls.findLast((call) => call.command === command)?.payload,
  };
}

/** Opens the window with a case in it. */
export function openCaseWindow(options: FakeOptions = {}): Person {
  return openWindow({ open: true, ...options });
}

/** The text at a place of the window, once it is there. */
export async function textAt(testId: string): Promise<string> {
  return (await screen.findByTestId(testId)).textContent ?? "";
}

/** Something that is fulfilled when the test says so. */
export function later(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}
