// What is still wrong with a draft, each named by the part of the screen it concerns.
import { useTranslation } from "react-i18next";
import type { DraftProblem } from "../../api/generated/DraftProblem";
import type { MappingDraft } from "../../api/generated/MappingDraft";
import styles from "./mappings.module.css";
import { useFieldName } from "./names";

type ProblemsProps = { draft: MappingDraft; problems: DraftProblem[] };

/** The list; nothing when all is well. */
export function DraftProblems({ draft, problems }: ProblemsProps) {
  const { t } = useTranslation();
  const nameOf = useFieldName();
  const partOf = usePartName(draft);
  if (problems.length === 0) return null;
  return (
    <ul className={styles.problems} data-testid="draft-problems">
      {problems.map(({ part, code, found }) => (
        <li key={`${part}/${code}`}>
          <b>{partOf(part)}</b> {t(`draft.${code}`, { part, found: nameOf(found) })}
        </li>
      ))}
    </ul>
  );
}

/** Parts that are words of the screen as they are. */
const NAMED: Readonly<Record<string, string>> = {
  id: "window.save.id",
  title: "window.save.title",
  platform: "window.save.platform",
  key: "window.identity.key",
  columns: "window.step.columns",
  status_of_all: "window.words.status_of_all",
  account_field: "window.identity.account_field",
  status_words: "window.words.status",
  direction_words: "window.words.direction",
  count: "window.step.count",
};

function usePartName(draft: MappingDraft): (part: string) => string {
  const { t } = useTranslation();
  return (part) => {
    const [first = "", second = ""] = part.split(".");
    const column = first === "columns" && draft.columns.find((_, at) => `${at}` === second);
    if (column) return t("window.place.column", { column: column.header });
    const name = NAMED[first];
    return name === undefined ? "" : t(name);
  };
}
