// Which screen: the way in, or the open case.
import { useStart } from "../api/queries";
import { Answered } from "../components/states";
import { Welcome } from "../features/case/welcome";
import { ImportRunProvider } from "../features/documents/import-run";
import { ViewProvider } from "../view";
import { Shell } from "./shell";

/** The window. */
export function App() {
  const start = useStart();
  return (
    <Answered answer={start}>
      {(known) =>
        known.case_path === null ? (
          <Welcome start={known} />
        ) : (
          <ViewProvider key={known.case_path}>
            <ImportRunProvider>
              <Shell />
            </ImportRunProvider>
          </ViewProvider>
        )
      }
    </Answered>
  );
}
