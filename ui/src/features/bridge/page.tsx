// The four-way comparison: settled, received, reported by platforms, declared; and what explains the gaps.
import { NativeSelect } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BridgeRow } from "../../api/generated/BridgeRow";
import type { Grain } from "../../api/generated/Grain";
import { useComputation } from "../../api/queries";
import { Choice } from "../../components/choice";
import { PageFrame, Panel } from "../../components/page";
import { Answered, Empty, Waiting } from "../../components/states";
import { usePartyName } from "../../names";
import { useView } from "../../view";
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
        {({ bridge }) =>
          bridge.length === 0 ? (
            <Empty
              title={t("window.bridge.empty")}
              todo={t("window.bridge.todo")}
              action={{ label: t("window.nav.documents"), run: () => goTo("documents") }}
            />
          ) : (
            <>
              <Picture rows={bridge} />
              <BridgeTable rows={bridge} />
            </>
          )
        }
      </Answered>
    </PageFrame>
  );
}

/** The comparison of one party and one kind of income, drawn. */
function Picture({ rows }: { rows: BridgeRow[] }) {
  const { t } = useTranslation();
  const nameOf = usePartyName();
  const series = [...new Map(rows.map((row) => [seriesOf(row), row])).entries()];
  const [chosen, choose] = useState(series[0]?.[0] ?? "");
  const shown = rows.filter((row) => seriesOf(row) === chosen);
  return (
    <Panel>
      <NativeSelect
        aria-label={t("window.bridge.series")}
        size="xs"
        w={320}
        value={chosen}
        data-testid="bridge-series"
        onChange={(event) => choose(event.currentTarget.value)}
        data={series.map(([value, { party, income }]) => ({
          value,
          label: `${nameOf(party)} · ${t(`income.${income}`)}`,
        }))}
      />
      <Suspense fallback={<Waiting />}>
        <BridgeChart rows={shown} />
      </Suspense>
    </Panel>
  );
}

function seriesOf({ party, income }: BridgeRow): string {
  return `${party}/${income}`;
}
