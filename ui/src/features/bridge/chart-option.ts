// What the chart draws. Amounts stay the text they are; the chart turns them into lengths.
import type { BarSeriesOption } from "echarts/charts";
import type {
  GridComponentOption,
  LegendComponentOption,
  TooltipComponentOption,
} from "echarts/components";
import type { ComposeOption } from "echarts/core";
import type { BridgeRow } from "../../api/generated/BridgeRow";
import type { Money } from "../../api/generated/Money";
import type { Side } from "../../api/generated/Side";
import { grouped, shown } from "../../money";

type Option = ComposeOption<
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

/** Four bars a period; no bar where an amount is absent. */
export function optionOf(rows: BridgeRow[], nameOf: (side: Side) => string): Option {
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
