// What became of each file of the last import: taken, known already, skipped or refused, and why.
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ImportOutcome } from "../../api/types";
import { Blanked } from "../../components/blanked";
import { DriftTable } from "../../components/drift";
import { Panel } from "../../components/page";
import { ProblemLine } from "../../components/problem";
import { useImportRun } from "../../import-run";
import { grouped, shown } from "../../money";
import { fileName } from "../../names";
import styles from "./outcomes.module.css";
import { canBeAnswered, WayOut } from "./way-out";

/** The outcomes; nothing before the first import. */
export function Outcomes() {
  const { t } = useTranslation();
  const { outcomes } = useImportRun();
  if (outcomes.length === 0) return null;
  return (
    <Panel title={t("window.outcome.title", { files: outcomes.length })}>
      <ul className={styles.list}>
        {outcomes.map((outcome, index) => (
          <Outcome key={outcome.path} outcome={outcome} index={index} />
        ))}
      </ul>
    </Panel>
  );
}

function Outcome({ outcome, index }: { outcome: ImportOutcome; index: number }) {
  const { t } = useTranslation();
  return (
    <li className={styles.outcome} data-testid={`outcome-${index}`} data-status={outcome.status}>
      <div className={styles.head}>
        <span className={styles.status} data-status={outcome.status}>
          {t(`window.outcome.${canBeAnswered(outcome) ? "asks" : outcome.status}`)}
        </span>
        <span className={styles.path} title={outcome.path}>
          {nameOf(outcome)}
        </span>
        {outcome.status === "imported" && <Counts outcome={outcome} />}
      </div>
      {outcome.message && <Text size="sm">{outcome.message}</Text>}
      {canBeAnswered(outcome) ? (
        // The hint says in words what can be answered here.
        <WayOut outcome={outcome} index={index} />
      ) : (
        outcome.hint && (
          <Text size="sm" c="dimmed">
            {outcome.hint}
          </Text>
        )
      )}
      <Changed outcome={outcome} />
      <Controls outcome={outcome} />
      <Blanked columns={outcome.blanked} />
      <Problems outcome={outcome} />
    </li>
  );
}

const COUNTS = ["rows", "records", "duplicates", "updated", "skipped", "quarantined"] as const;

function Counts({ outcome }: { outcome: ImportOutcome }) {
  const { t } = useTranslation();
  return (
    <span className={styles.counts}>
      {COUNTS.filter((name) => outcome[name] > 0).map((name) => (
        <span key={name}>
          {t(`window.column.${name}`)} <b>{grouped(`${outcome[name]}`)}</b>
        </span>
      ))}
      <span>
        {t("window.column.sum")} <b>{shown(outcome.sum)}</b>
      </span>
    </span>
  );
}

function Controls({ outcome }: { outcome: ImportOutcome }) {
  const { t } = useTranslation();
  return outcome.controls.map(({ label, stated, found, agrees }) => (
    <Text
      size="sm"
      key={`${label} ${stated} ${found}`}
      className={styles.control}
      data-agrees={agrees}
    >
      {agrees
        ? t("window.outcome.control_agrees", { label, stated: grouped(stated) })
        : t("window.outcome.control_differs", {
            label,
            stated: grouped(stated),
            found: grouped(found),
          })}
    </Text>
  ));
}

/** Columns that differ from the last file, in one that was taken all the same. */
function Changed({ outcome }: { outcome: ImportOutcome }) {
  const { t } = useTranslation();
  const { drift } = outcome;
  if (outcome.status !== "imported" || drift.length === 0) return null;
  return (
    <details className={styles.changed}>
      <summary>{t("window.outcome.changed", { columns: drift.length })}</summary>
      <DriftTable columns={drift} />
    </details>
  );
}

function Problems({ outcome }: { outcome: ImportOutcome }) {
  const { t } = useTranslation();
  if (outcome.problems.length === 0) return null;
  const more = outcome.quarantined - outcome.problems.length;
  return (
    <ul className={styles.problems}>
      {outcome.problems.map((problem) => (
        <li key={JSON.stringify(problem)}>
          <ProblemLine problem={problem} />
        </li>
      ))}
      {more > 0 && <li>{t("window.outcome.more_problems", { rows: more })}</li>}
      <li className={styles.wayOut}>{t("window.outcome.way_out")}</li>
    </ul>
  );
}

/** Its name; inside an archive behind that of the archive. */
function nameOf({ path, archive }: ImportOutcome): string {
  if (archive === null) return fileName(path);
  return `${fileName(archive)}${path.slice(archive.length)}`;
}
