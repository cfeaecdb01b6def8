// What is wrong with a row of a file: where, what was found, what was expected.
import { useTranslation } from "react-i18next";
import type { Place } from "../api/generated/Place";
import type { Problem } from "../api/generated/Problem";

/** A place in a file, in the words a person sees when opening it. */
export function usePlace(): (place: Place) => string {
  const { t } = useTranslation();
  return ({ sheet, row, column }) =>
    [
      sheet === null ? null : t("window.place.sheet", { sheet }),
      t("window.place.row", { row }),
      column === null ? null : t("window.place.column", { column }),
    ]
      .filter((part) => part !== null)
      .join(t("window.place.join"));
}

/** One problem in one line. */
export function ProblemLine({ problem }: { problem: Problem }) {
  const { t } = useTranslation();
  const place = usePlace();
  return (
    <span>
      <strong>{place(problem.place)}</strong>{" "}
      {t(`problem.${problem.code}`, { ...problem.place, found: problem.found })}{" "}
      {problem.found !== "" && <code>{problem.found}</code>}
    </span>
  );
}
