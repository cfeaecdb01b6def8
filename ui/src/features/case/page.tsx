// The case at a glance: what is in it, what to do next, and where it stands.
import { Button, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Computation } from "../../api/generated/Computation";
import { useComputation, useOverview } from "../../api/queries";
import type { CaseOverview } from "../../api/types";
import { PageFrame, Panel } from "../../components/page";
import { Answered, Empty } from "../../components/states";
import { TotalsTable } from "../../components/totals";
import { grouped } from "../../money";
import { usePartyName } from "../../names";
import { type Page, useView } from "../../view";
import styles from "./page.module.css";

/** The first page of a case. */
export function CasePage() {
  const { t } = useTranslation();
  const overview = useOverview();
  return (
    <PageFrame title={t("window.nav.case")} purpose={t("window.case.purpose")}>
      <Answered answer={overview}>{(known) => <Standing overview={known} />}</Answered>
    </PageFrame>
  );
}

function Standing({ overview }: { overview: CaseOverview }) {
  const { t } = useTranslation();
  const { grain, asOf } = useView();
  const computation = useComputation(grain, asOf);
  return (
    <>
      <Panel>
        <dl className={styles.facts}>
          <Fact name={t("window.case.documents")} value={grouped(`${overview.documents}`)} />
          <Fact name={t("window.case.records")} value={grouped(`${overview.records}`)} />
          <Fact name={t("window.case.quarantined")} value={grouped(`${overview.quarantined}`)} />
          <Fact name={t("window.case.parties")} value={`${overview.parties.length}`} />
        </dl>
      </Panel>
      <Answered answer={computation} waiting={t("window.state.computing")}>
        {(result) => (
          <>
            <NextSteps overview={overview} result={result} />
            <Warnings result={result} />
            <Panel title={t("window.case.totals", { day: result.as_of })}>
              {result.totals.length === 0 ? (
                <Empty title={t("window.totals.empty")} todo={t("window.totals.todo")} />
              ) : (
                <TotalsTable totals={result.totals} />
              )}
            </Panel>
          </>
        )}
      </Answered>
      <Text size="xs" c="dimmed" className={styles.foot} data-testid="case-foot">
        {t("window.case.file", { path: overview.path })}
        {" / "}
        {t(overview.encrypted ? "window.case.encrypted" : "window.case.plain")}
        {" / "}
        {t("window.case.history", { head: overview.history_head.slice(0, 16) })}
      </Text>
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

type NextProps = { overview: CaseOverview; result: Computation };

function NextSteps({ overview, result }: NextProps) {
  const { t } = useTranslation();
  const material = result.bridge.filter((row) => row.material).length;
  const open = result.findings.filter((finding) => finding.status === "open").length;
  // Where nothing was compared, nothing was found to agree either.
  const compared = result.bridge.length > 0;
  const steps: { page: Page; done: boolean; text: string }[] = [
    {
      page: "documents",
      done: overview.documents > 0 && overview.quarantined === 0,
      text:
        overview.documents === 0
          ? t("window.next.import")
          : t("window.next.imported", { quarantined: overview.quarantined }),
    },
    {
      page: "parties",
      done: overview.parties.length > 0 && overview.unassigned.length === 0,
      text: t("window.next.parties", {
        parties: overview.parties.length,
        unassigned: overview.unassigned.length,
      }),
    },
    {
      page: "bridge",
      done: compared && material === 0,
      text: t("window.next.bridge", { material }),
    },
    { page: "findings", done: compared && open === 0, text: t("window.next.findings", { open }) },
    { page: "report", done: false, text: t("window.next.report") },
  ];
  return (
    <Panel title={t("window.next.title")}>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <NextStep key={step.page} {...step} />
        ))}
      </ol>
    </Panel>
  );
}

function NextStep({ page, done, text }: { page: Page; done: boolean; text: string }) {
  const { t } = useTranslation();
  const { goTo } = useView();
  return (
    <li>
      <span className={styles.mark} data-done={done || undefined} aria-hidden>
        {done ? "✓" : "•"}
      </span>
      <span className={styles.stepText}>{text}</span>
      <Button variant="light" size="compact-xs" onClick={() => goTo(page)}>
        {t(`window.nav.${page}`)}
      </Button>
    </li>
  );
}

function Warnings({ result }: { result: Computation }) {
  const { t } = useTranslation();
  const nameOf = usePartyName();
  if (result.uncovered.length === 0) return null;
  return (
    <Panel title={t("window.uncovered.title")}>
      {result.uncovered.map(({ party, year, settled }) => (
        <Text size="sm" key={`${party}/${year}`}>
          {t("window.uncovered.line", {
            party: nameOf(party),
            year,
            amount: grouped(settled),
          })}
        </Text>
      ))}
    </Panel>
  );
}
