// What deserves a look: each finding with its amount, its evidence and its articles. Never a verdict.
import { useMemo, useState } from "react";
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
import { Decide } from "./decide";
import styles from "./page.module.css";

const LOUDNESS: Record<Severity, number> = { high: 0, medium: 1, low: 2 };

/** The page. */
export function FindingsPage() {
  const { t } = useTranslation();
  const { grain, asOf, openFigure } = useView();
  const computation = useComputation(grain, asOf);
  const [chosen, choose] = useState<string | null>(null);
  const columns = useColumns(choose);
  return (
    <PageFrame title={t("window.nav.findings")} purpose={t("window.findings.purpose")}>
      <Answered answer={computation} waiting={t("window.state.computing")}>
        {({ findings, not_run }) => (
          <>
            {findings
              .filter(({ id }) => id === chosen)
              .map((finding) => (
                <Decide key={finding.id} finding={finding} asOf={asOf} done={() => choose(null)} />
              ))}
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

/** What holds, why it is open again, and the way to decide. */
function Standing({ finding, choose }: { finding: Finding; choose: (id: string) => void }) {
  const { t } = useTranslation();
  const { id, status, reopened, decision } = finding;
  return (
    <>
      <button
        type="button"
        className={styles.standing}
        title={decision?.reason ?? t("window.decide.open")}
        data-testid={`decide-${id}`}
        onClick={(event) => {
          event.stopPropagation();
          choose(id);
        }}
      >
        {t(`finding_status.${status}`)}
      </button>
      {reopened !== null && <div className={styles.reopened}>{t(`reopened.${reopened}`)}</div>}
    </>
  );
}

function Loudness({ severity }: { severity: Severity }) {
  const { t } = useTranslation();
  return (
    <span className={styles.severity} data-severity={severity}>
      {t(`severity.${severity}`)}
    </span>
  );
}

function useColumns(choose: (finding: string) => void): Column<Finding>[] {
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
        width: 110,
        least: 84,
        cell: (finding) => <Standing finding={finding} choose={choose} />,
      },
      {
        id: "figure",
        head: t("window.column.code"),
        width: 138,
        least: 96,
        cell: ({ figure }) => (figure === null ? ABSENT : <FigureCode code={figure} />),
      },
    ],
    [t, nameOf, choose],
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
