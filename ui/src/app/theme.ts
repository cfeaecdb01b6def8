// The window's colours and type for Mantine's parts.
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

const teal: MantineColorsTuple = [
  "#eaf4f3",
  "#d5e7e6",
  "#a9cfcd",
  "#7ab5b3",
  "#539e9c",
  "#388e8c",
  "#237f7e",
  "#0f6b6b",
  "#0a5c5c",
  "#044c4c",
];

export const theme = createTheme({
  primaryColor: "teal",
  primaryShade: 7,
  colors: { teal },
  black: "#1b1f24",
  fontFamily: '"Noto Sans SC", sans-serif',
  fontFamilyMonospace: '"Noto Sans SC", monospace',
  headings: { fontFamily: '"Noto Sans SC", sans-serif', fontWeight: "700" },
  defaultRadius: "sm",
  cursorType: "pointer",
});

/** Quiet text stays readable on the warm ground. */
export const variables: CSSVariablesResolver = () => ({
  variables: { "--mantine-color-dimmed": "#5d646c" },
  light: { "--mantine-color-dimmed": "#5d646c", "--mantine-color-placeholder": "#7d848c" },
  dark: {},
});
