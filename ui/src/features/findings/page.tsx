// What deserves a look: each finding with its amount, its evidence and its articles. Never a verdict.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Finding } from "../../api/generated/Finding";
import type { NotRun } from "../../api/generated/NotRun";
import type { Severity } from "../../api/generated/Severity";
import { useComputation } from "../../api/queries";
import { articleIn } from "../../article";
import { Amount, FigureCode } from "../../components/figure";
import { PageFrame } from "../../components/page";
import { Answered, Empty } from "../../components/states";
import { type Column, DataTable } from "../../components/table";
import { ABSENT, compareMoney, grouped } from "../../money";
import { usePartyName } from "../../names";
import { shownLang } from "../../text";
import { useView } from "../../view";
import styles from "./page.module.css";

const LOUDNESS: Record<Severity, number> = { high: 0, medium: 1, low: 2 };

/** The page. */
export function FindingsPage() {
  const { t } = useTranslation();
  const { grain, asOf, openFigure } = useView();
  const computation = useComputation(grain, asOf);
  const columns = useColumns();
  return (
    <PageFrame title={t("window.nav.findings")} purpose={t("window.findings.purpose")}>
      <Answered answer={computation} waiting={t("window.state.computing")}>
        {({ findings, not_run }) => (
          <>
            {findings.length === 0 ? (
              <Empty title={t("window.findings.empty")} todo={t("window.findings.todo")} />
            ) : (
              <DataTable
                label={t("window.nav.findings")}
                testId="findings-table"
                rows={findings}
                columns={columns}
                rowKey={(finding) => finding.id}
                onOpen={({ figure }) => figure !== null && openFigure(figure)}
              />
            )}
            <NotRunList missing={not_run} />
          </>
        )}
      </Answered>
    </PageFrame>
  );
}

/** Checks that lacked an input: that is not the same as clean. */
function NotRunList({ missing }: { missing: NotRun[] }) {
  const { t } = useTranslation();
  const nameOf = usePartyName();
  if (missing.length === 0) return null;
  return (
    <details className={styles.notRun} data-testid="findings-not-run">
      <summary>{t("window.findings.not_run", { checks: grouped(`${missing.length}`) })}</summary>
      <p>{t("window.findings.not_run_what")}</p>
      <ul>
        {missing.map(({ rule, party, needs }) => (
          <li key={`${rule} ${party} ${needs}`}>
            {rule} {t(`check.${rule}`)} ·{" "}
            {party === null ? t("window.findings.whole_case") : nameOf(party)} ·{" "}
            {t(`not_run.${needs}`)}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Reopened({ why }: { why: NonNullable<Finding["reopened"]> }) {
  const { t } = useTranslation();
  return <span className={styles.reopened}>{t(`reopened.${why}`)}</span>;
}

function Loudness({ severity }: { severity: Severity }) {
  const { t } = useTranslation();
  return (
    <span className={styles.severity} data-severity={severity}>
      {t(`severity.${severity}`)}
    </span>
  );
}

function useColumns(): Column<Finding>[] {
  const { t } = useTranslation();
  const nameOf = usePartyName();
  return useMemo(
    () => [
      {
        id: "severity",
        head: t("window.column.severity"),
        width: 90,
        least: 66,
        compare: (left, right) => LOUDNESS[left.severity] - LOUDNESS[right.severity],
        cell: ({ severity }) => <Loudness severity={severity} />,
      },
      { id: "rule", head: t("window.column.rule"), width: 56, least: 46, cell: ({ rule }) => rule },
      {
        id: "title",
        head: t("window.column.finding"),
        cell: (finding) => <Title finding={finding} />,
      },
      {
        id: "party",
        head: t("window.column.party"),
        width: 136,
        least: 92,
        cell: ({ party }) => (party === null ? t("window.findings.whole_case") : nameOf(party)),
      },
      {
        id: "period",
        head: t("window.column.period"),
        width: 86,
        least: 80,
        cell: ({ period }) => period ?? ABSENT,
      },
      {
        id: "amount",
        head: t("window.column.amount"),
        width: 122,
        least: 94,
        right: true,
        compare: (left, right) => compareMoney(left.amount, right.amount),
        cell: ({ amount }) => <Amount amount={amount} />,
      },
      {
        id: "evidence",
        head: t("window.column.evidence"),
        width: 88,
        least: 76,
        right: true,
        compare: (left, right) => left.evidence - right.evidence,
        cell: ({ evidence }) => t("window.findings.records", { records: grouped(`${evidence}`) }),
      },
      {
        id: "status",
        head: t("window.column.status"),
        width: 82,
        least: 64,
        cell: ({ status, reopened }) =>
          reopened === null ? t(`finding_status.${status}`) : <Reopened why={reopened} />,
      },
      {
        id: "figure",
        head: t("window.column.code"),
        width: 138,
        least: 96,
        cell: ({ figure }) => (figure === null ? ABSENT : <FigureCode code={figure} />),
      },
    ],
    [t, nameOf],
  );
}

function Title({ finding }: { finding: Finding }) {
  const lang = shownLang();
  const { t } = useTranslation();
  const cited = finding.citations.map((citation) => articleIn(lang, citation));
  const innocent = finding.innocent.map((key) => t(`innocent.${key}`));
  return (
    <>
      <div>{lang === "zh" ? finding.title : finding.title_en}</div>
      {innocent.length > 0 && (
        <div className={styles.citations}>
          {t("window.findings.innocent", { reasons: innocent.join(" / ") })}
        </div>
      )}
      <div className={styles.citations}>{cited.join(" / ")}</div>
    </>
  );
}
