// What the operating system offers: choosing a path, opening a file, dropping files on the window.
// Always optional: every path can be typed as well.
import { getCurrentWebview } from "@tauri-apps/api/webview";
import { open, save } from "@tauri-apps/plugin-dialog";
import { openPath } from "@tauri-apps/plugin-opener";

/** Extension of a case file. */
const CASE = { name: "Zicha", extensions: ["zicha"] };

/** Extension of a mapping. */
const MAPPING = { name: "TOML", extensions: ["toml"] };

/** An existing case; `null` when nothing was chosen. */
export const chooseCase = (): Promise<string | null> => open({ filters: [CASE] });

/** Where to put a new case. */
export const placeCase = (suggested: string): Promise<string | null> =>
  save({ defaultPath: suggested, filters: [CASE] });

/** Where to put a report. */
export const placeReport = (suggested: string): Promise<string | null> =>
  save({ defaultPath: suggested, filters: [{ name: "PDF", extensions: ["pdf"] }] });

/** Files to import. */
export const chooseFiles = async (): Promise<string[]> => (await open({ multiple: true })) ?? [];

/** One table: a corrected one, or one to make a mapping of. */
export const chooseTable = (): Promise<string | null> => open({});

/** Where to put the rows in quarantine. */
export const placeTable = (suggested: string): Promise<string | null> =>
  save({ defaultPath: suggested, filters: [{ name: "CSV, Excel", extensions: ["csv", "xlsx"] }] });

/** A mapping that a file holds. */
export const chooseMapping = (): Promise<string | null> => open({ filters: [MAPPING] });

/** Where to put a mapping. */
export const placeMapping = (suggested: string): Promise<string | null> =>
  save({ defaultPath: suggested, filters: [MAPPING] });

/** A folder to import. */
export const chooseFolder = (): Promise<string | null> => open({ directory: true });

/** Opens a file with the program that the system has for it. */
export const openFile = (path: string): Promise<void> => openPath(path);

/** What happens over the window while files are dragged. */
export type Drop = { over: boolean; paths: string[] };

/** Listens to files dropped on the window, from when `listening` is called until the answer is. */
export function onDrop(listener: (drop: Drop) => void, listening: () => void): () => void {
  const stop = getCurrentWebview().onDragDropEvent(({ payload }) => {
    if (payload.type === "drop") listener({ over: false, paths: payload.paths });
    else listener({ over: payload.type !== "leave", paths: [] });
  });
  void stop.then(listening);
  return () => void stop.then((unlisten) => unlisten());
}
