// Which screen: the way in, or the open case.
import { useStanding } from "../api/queries";
import { Answered } from "../components/states";
import { Welcome } from "../features/case/welcome";
import { ImportRunProvider } from "../import-run";
import { ViewProvider } from "../view";
import { Shell } from "./shell";

/** The window. */
export function App() {
  const standing = useStanding();
  return (
    <Answered answer={standing}>
      {(known) =>
        known.open_path === null ? (
          <Welcome start={known} />
        ) : (
          <ViewProvider key={known.open_path}>
            <ImportRunProvider>
              <Shell />
            </ImportRunProvider>
          </ViewProvider>
        )
      }
    </Answered>
  );
}
