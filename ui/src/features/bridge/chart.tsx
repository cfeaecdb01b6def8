// The comparison drawn: four bars a period. Amounts go to the chart as the text they are;
// it only turns them into lengths.
import { BarChart, type BarSeriesOption } from "echarts/charts";
import {
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
  TooltipComponent,
  type TooltipComponentOption,
} from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { BridgeRow } from "../../api/generated/BridgeRow";
import type { Money } from "../../api/generated/Money";
import type { Side } from "../../api/generated/Side";
import { grouped, shown } from "../../money";

echarts.use([BarChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

type Option = echarts.ComposeOption<
  BarSeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption
>;

const COLOURS: Record<Side, string> = {
  settled: "#0f6b6b",
  received: "#8fbab8",
  platform_reported: "#c9b48a",
  declared: "#3d444c",
};
const SIDES: readonly Side[] = ["settled", "received", "platform_reported", "declared"];
const FONT = '"Noto Sans SC", sans-serif';

/** The chart; the table below it says the same in figures. */
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
      style={{ height: 190 }}
      role="img"
      aria-label={t("window.bridge.chart")}
      data-testid="bridge-chart"
    />
  );
}

function optionOf(rows: BridgeRow[], nameOf: (side: Side) => string): Option {
  return {
    animation: false,
    textStyle: { fontFamily: FONT },
    legend: { top: 0, right: 0, itemHeight: 10, itemWidth: 14, textStyle: { fontFamily: FONT } },
    grid: { left: 8, right: 8, top: 32, bottom: 4, outerBoundsMode: "same" },
    // Text instead of a page element: a strict content security policy allows no inline style.
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      axisPointer: { type: "shadow" },
      valueFormatter: (value) => shown((value ?? null) as Money | null),
    },
    xAxis: { type: "category", data: rows.map((row) => row.period), axisTick: { show: false } },
    yAxis: {
      type: "value",
      axisLabel: { formatter: (tick: number) => grouped(`${tick}`) },
      splitLine: { lineStyle: { color: "#e6e2da" } },
    },
    series: SIDES.map((side) => ({
      type: "bar",
      name: nameOf(side),
      barMaxWidth: 28,
      itemStyle: { color: COLOURS[side] },
      data: rows.map((row) => row[side] ?? "-"),
    })),
  };
}
