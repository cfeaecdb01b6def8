// The evidence of a figure, beside the page: figure → steps and parts → records → the raw cell.
import { Drawer } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecordsOf } from "../../api/generated/RecordsOf";
import { useView } from "../../view";
import styles from "./drawer.module.css";
import { FigureEvidence } from "./figure-evidence";
import { RawCells } from "./raw-row";
import { RecordList } from "./records";

/** One stop on the way from a figure to its cell. */
export type Stop =
  | { kind: "figure"; figure: string }
  | { kind: "records"; of: RecordsOf }
  | { kind: "raw"; record: number };

/** The drawer; closed while no figure is open. */
export function EvidenceDrawer() {
  const { t } = useTranslation();
  const { figure, closeFigure } = useView();
  return (
    <Drawer
      opened={figure !== null}
      onClose={closeFigure}
      position="right"
      size={620}
      title={t("window.evidence.title")}
      withOverlay={false}
      lockScroll={false}
      trapFocus={false}
      shadow="md"
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": t("window.evidence.close") }}
      data-testid="trace-drawer"
      classNames={{ header: styles.header, title: styles.title, body: styles.body }}
    >
      {figure !== null && <Walk key={figure} figure={figure} />}
    </Drawer>
  );
}

/** The way walked so far; each stop can be returned to. */
function Walk({ figure }: { figure: string }) {
  const { t } = useTranslation();
  const [stops, setStops] = useState<Stop[]>([{ kind: "figure", figure }]);
  const current = stops.at(-1);
  const go = (stop: Stop) => setStops([...stops, stop]);
  return (
    <>
      <nav className={styles.way} aria-label={t("window.evidence.way")}>
        {stops.map((stop, index) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: a stop is known by its place on the way.
            key={index}
            type="button"
            data-testid={`way-${index}`}
            disabled={index === stops.length - 1}
            onClick={() => setStops(stops.slice(0, index + 1))}
          >
            <StopName stop={stop} />
          </button>
        ))}
      </nav>
      {current && <StopView stop={current} go={go} />}
    </>
  );
}

function StopName({ stop }: { stop: Stop }) {
  const { t } = useTranslation();
  switch (stop.kind) {
    case "figure":
      return stop.figure;
    case "records":
      return t("window.evidence.records");
    case "raw":
      return t("window.evidence.raw");
  }
}

function StopView({ stop, go }: { stop: Stop; go: (stop: Stop) => void }) {
  switch (stop.kind) {
    case "figure":
      return <FigureEvidence key={stop.figure} figure={stop.figure} go={go} />;
    case "records":
      return <RecordList of={stop.of} go={go} height={560} />;
    case "raw":
      return <RawCells record={stop.record} />;
  }
}
