// The four-way comparison: settled, received, reported by platforms, declared; and what explains the gaps.
import { Button, NativeSelect } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BridgeRow } from "../../api/generated/BridgeRow";
import type { Grain } from "../../api/generated/Grain";
import type { UnassignedAccount } from "../../api/generated/UnassignedAccount";
import { useComputation } from "../../api/queries";
import { Choice } from "../../components/choice";
import { FaultBoundary } from "../../components/fault";
import { PageFrame, Panel } from "../../components/page";
import { Answered, Empty, Waiting } from "../../components/states";
import { usePartyName } from "../../names";
import { useView } from "../../view";
import styles from "./chart.module.css";
import { BridgeTable } from "./table";

const BridgeChart = lazy(() => import("./chart"));

const GRAINS: readonly Grain[] = ["year", "quarter", "month"];

/** The page. */
export function BridgePage() {
  const { t } = useTranslation();
  const { grain, setGrain, asOf, goTo } = useView();
  const computation = useComputation(grain, asOf);
  const grains = (
    <Choice
      label={t("window.bridge.grain")}
      options={GRAINS.map((value) => ({ value, text: t(`grain.${value}`) }))}
      value={grain}
      onChange={setGrain}
      testId="grain"
    />
  );
  return (
    <PageFrame
      title={t("window.nav.bridge")}
      purpose={t("window.bridge.purpose")}
      controls={grains}
    >
      <Answered answer={computation} waiting={t("window.state.computing")}>
        {({ bridge, unassigned }) =>
          bridge.length === 0 ? (
            <Empty
              title={t("window.bridge.empty")}
              todo={t("window.bridge.todo")}
              action={{ label: t("window.nav.documents"), run: () => goTo("documents") }}
            />
          ) : (
            <>
              <UnassignedNotice accounts={unassigned} />
              <Picture rows={bridge} />
              <BridgeTable rows={bridge} />
            </>
          )
        }
      </Answered>
    </PageFrame>
  );
}

/** Says that the comparison is not whole while accounts belong to nobody. */
function UnassignedNotice({ accounts }: { accounts: UnassignedAccount[] }) {
  const { t } = useTranslation();
  const { goTo } = useView();
  if (accounts.length === 0) return null;
  return (
    <div className={styles.notice}>
      <span>{t("window.bridge.unassigned", { accounts: accounts.length })}</span>
      <Button variant="light" size="compact-xs" onClick={() => goTo("parties")}>
        {t("window.nav.parties")}
      </Button>
    </div>
  );
}

/** The comparison of one party and one kind of income, drawn. */
function Picture({ rows }: { rows: BridgeRow[] }) {
  const { t } = useTranslation();
  const nameOf = usePartyName();
  const series = [...new Map(rows.map((row) => [seriesOf(row), row])).entries()];
  const [wanted, choose] = useState<string | null>(null);
  const first = rows.find((row) => row.material) ?? rows[0];
  const chosen = series.find(([value]) => value === wanted)?.[0] ?? (first ? seriesOf(first) : "");
  const shown = rows.filter((row) => seriesOf(row) === chosen);
  return (
    <Panel>
      <div className={styles.picture}>
        <NativeSelect
          className={styles.series}
          aria-label={t("window.bridge.series")}
          size="xs"
          value={chosen}
          data-testid="bridge-series"
          onChange={(event) => choose(event.currentTarget.value)}
          data={series.map(([value, { party, income }]) => ({
            value,
            label: `${nameOf(party)} / ${t(`income.${income}`)}`,
          }))}
        />
        <FaultBoundary>
          <Suspense fallback={<Waiting />}>
            <BridgeChart rows={shown} />
          </Suspense>
        </FaultBoundary>
      </div>
    </Panel>
  );
}

function seriesOf({ party, income }: BridgeRow): string {
  return `${party}/${income}`;
}
