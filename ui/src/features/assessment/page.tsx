// What is due, paid, short and late, and the range of the fine; withholding recomputed beside it.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Computation } from "../../api/generated/Computation";
import { useComputation } from "../../api/queries";
import { Choice } from "../../components/choice";
import { PageFrame } from "../../components/page";
import { Answered, Empty } from "../../components/states";
import { TotalsTable } from "../../components/totals";
import { useView } from "../../view";
import { AgencyDebts } from "./agency-debts";
import { PlanTable } from "./plan";
import { TaxTable } from "./taxes";
import { WaitingTable } from "./waiting";
import { WithholdingTable } from "./withholding";

const PARTS = ["taxes", "plan", "waiting", "withholding"] as const;

type Part = (typeof PARTS)[number];

/** The page. */
export function AssessmentPage() {
  const { t } = useTranslation();
  const { grain, asOf } = useView();
  const computation = useComputation(grain, asOf);
  const [part, setPart] = useState<Part>("taxes");
  const parts = (
    <Choice
      label={t("window.assessment.parts")}
      options={PARTS.map((value) => ({ value, text: t(`window.assessment.${value}`) }))}
      value={part}
      onChange={setPart}
      testId="assessment"
    />
  );
  return (
    <PageFrame
      title={t("window.nav.assessment")}
      purpose={t("window.assessment.purpose", { day: computation.data?.as_of ?? "" })}
      controls={parts}
    >
      <Answered answer={computation} waiting={t("window.state.computing")}>
        {(result) => <Content part={part} result={result} />}
      </Answered>
    </PageFrame>
  );
}

function Content({ part, result }: { part: Part; result: Computation }) {
  const { t } = useTranslation();
  const { goTo } = useView();
  if (part === "withholding") {
    return (
      <>
        <AgencyDebts debts={result.agency_debts} />
        <WithholdingTable rows={result.withholding} />
      </>
    );
  }
  if (part === "plan") {
    return <PlanTable steps={result.plan} />;
  }
  if (part === "waiting") {
    return <WaitingTable rows={result.waiting} />;
  }
  if (result.taxes.length === 0) {
    return (
      <Empty
        title={t("window.assessment.empty")}
        todo={t("window.assessment.todo")}
        action={{ label: t("window.nav.documents"), run: () => goTo("documents") }}
      />
    );
  }
  return (
    <>
      {result.totals.length > 0 && <TotalsTable totals={result.totals} />}
      <TaxTable rows={result.taxes} />
    </>
  );
}
