// What an import by the draft would do, by the same code that imports: records, problems, sums.
import { Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { useDraftPreview } from "../../api/intake-queries";
import type { ImportOutcome, Preview, PreviewRecord } from "../../api/types";
import { Blanked } from "../../components/blanked";
import grid from "../../components/grid.module.css";
import { Panel } from "../../components/page";
import { ProblemLine, usePlace } from "../../components/problem";
import { Answered } from "../../components/states";
import { useImportRun } from "../../import-run";
import { ABSENT, grouped, shown } from "../../money";
import type { Making } from "../../view";
import styles from "./mappings.module.css";
import { useFieldName } from "./names";
import { DraftProblems } from "./problems";

/** Time to go on typing before the file is read again. */
const PAUSE_MS = 350;

/** A draft is previewed before it has a name. */
const UNNAMED = { id: "own_mapping", title: "…", platform: "…" };

/** The preview. */
export function PreviewPanel({ making }: { making: Making }) {
  const { t } = useTranslation();
  const { account } = useImportRun();
  const [draft] = useDebouncedValue(making.draft, PAUSE_MS);
  const answer = useDraftPreview(making.path, account, { ...draft, ...UNNAMED });
  return (
    <Panel title={t("window.preview.title")}>
      <div aria-busy={answer.isFetching} data-testid="preview">
        <Answered answer={answer}>
          {({ problems, preview }) => (
            <>
              {preview && <Found preview={preview} />}
              {problems.length > 0 && (
                <>
                  <Text size="sm">{t("window.preview.not_yet")}</Text>
                  <DraftProblems draft={making.draft} problems={problems} />
                </>
              )}
            </>
          )}
        </Answered>
      </div>
    </Panel>
  );
}

function Found({ preview }: { preview: Preview }) {
  const { outcome, records } = preview;
  return (
    <>
      <Sums outcome={outcome} />
      <Blanked columns={outcome.blanked} />
      {records.length > 0 && <Records records={records} />}
      {outcome.problems.length > 0 && (
        <ul className={styles.problems}>
          {outcome.problems.map((problem) => (
            <li key={JSON.stringify(problem)}>
              <ProblemLine problem={problem} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const COUNTS = ["rows", "records", "duplicates", "quarantined", "skipped"] as const;

function Sums({ outcome }: { outcome: ImportOutcome }) {
  const { t } = useTranslation();
  if (outcome.status !== "imported") {
    return (
      <Text size="sm" mb={8}>
        {outcome.message} {outcome.hint}
      </Text>
    );
  }
  return (
    <p className={styles.sums} data-testid="preview-sums">
      {COUNTS.filter((name) => name === "rows" || outcome[name] > 0).map((name) => (
        <span key={name}>
          {t(`window.column.${name}`)} <b>{grouped(`${outcome[name]}`)}</b>
        </span>
      ))}
      <span>
        {t("window.preview.sum")} <b>{shown(outcome.sum)}</b>
      </span>
      {outcome.controls.map(({ label, stated, found, agrees }) => (
        <span key={label} data-differs={!agrees || undefined}>
          {t(agrees ? "window.outcome.control_agrees" : "window.outcome.control_differs", {
            label,
            stated: grouped(stated),
            found: grouped(found),
          })}
        </span>
      ))}
    </p>
  );
}

/** The account; nothing where the program had to make one up for rows of nobody. */
function accountOf({ account }: PreviewRecord): string | null {
  return account?.startsWith(`${UNNAMED.id}#`) ? null : account;
}

function Records({ records }: { records: PreviewRecord[] }) {
  const { t } = useTranslation();
  const place = usePlace();
  const nameOf = useFieldName();
  return (
    <div className={grid.scroller}>
      <table className={grid.grid} data-tight aria-label={t("window.preview.title")}>
        <thead>
          <tr>
            <th scope="col">{t("window.column.place")}</th>
            <th scope="col">{t("window.preview.on")}</th>
            <th scope="col">{t("window.field.status")}</th>
            <th scope="col">{t("window.preview.counts_as")}</th>
            <th scope="col" data-right>
              {t("window.column.amount")}
            </th>
            <th scope="col">{t("window.field.order_id")}</th>
            <th scope="col">{t("window.preview.account")}</th>
            <th scope="col">{t("window.field.counterparty")}</th>
            <th scope="col">{t("window.field.description")}</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={`${place(record.place)}/${record.field}`}>
              <td>{place(record.place)}</td>
              <td>{record.on ?? ABSENT}</td>
              <td>{t(`status.${record.status}`)}</td>
              <td>
                {record.side === null || record.class === null
                  ? t("window.preview.evidence")
                  : `${t(`side.${record.side}`)} · ${t(`class.${record.class}`)}`}
              </td>
              <td data-right title={record.field ? nameOf(record.field) : undefined}>
                {shown(record.amount)}
              </td>
              <td>{record.order_id ?? ABSENT}</td>
              <td>{accountOf(record) ?? t("window.preview.no_account")}</td>
              <td>{record.counterparty ?? ABSENT}</td>
              <td>{record.description ?? ABSENT}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
