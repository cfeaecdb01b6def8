// The comparison drawn: four bars a period. The table below it says the same in figures.
import { BarChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { BridgeRow } from "../../api/generated/BridgeRow";
import styles from "./chart.module.css";
import { optionOf } from "./chart-option";

echarts.use([BarChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

/** The chart. */
export default function BridgeChart({ rows }: { rows: BridgeRow[] }) {
  const { t, i18n } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<echarts.ECharts | null>(null);
  useEffect(() => {
    if (box.current === null) return;
    const drawn = echarts.init(box.current, null, { renderer: "canvas" });
    chart.current = drawn;
    const resize = () => drawn.resize();
    window.addEventListener("resize", resize);
    return () => {
      window.removeEventListener("resize", resize);
      drawn.dispose();
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names change with the language.
  useEffect(() => {
    chart.current?.setOption(
      optionOf(rows, (side) => t(`side.${side}`)),
      true,
    );
  }, [rows, i18n.language, t]);
  return (
    <div
      ref={box}
      className={styles.chart}
      role="img"
      aria-label={t("window.bridge.chart")}
      data-testid="bridge-chart"
    />
  );
}
