// The table of the whole window: sorted, grouped, and long without being slow.
// Rows that are out of sight are replaced by empty rows of their height; nothing is moved.
import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useMemo, useRef, useState } from "react";
import styles from "./table.module.css";

/** A column: what its head says and what its cells show. */
export type Column<Row> = {
  id: string;
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Width of the column; the rest is shared by those without. */
  width?: number;
  /** Its width in the smallest window; wider windows give it more, up to `width`. */
  least?: number;
  /** Numbers stand on the right. */
  right?: boolean;
  /** Lets the reader sort by this column. */
  compare?: (left: Row, right: Row) => number;
};

type TableProps<Row> = {
  label: string;
  rows: Row[];
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  testId?: string;
  /** Puts the rows of one group under a heading. */
  group?: { of: (row: Row) => string; head: (group: string) => ReactNode };
  /** Lines under a row. */
  notes?: (row: Row) => ReactNode[];
  /** Marks a row where something is short. */
  short?: (row: Row) => boolean;
  /** Greys out a row that no longer counts. */
  faded?: (row: Row) => boolean;
  onOpen?: (row: Row) => void;
  /** Height of the scrolled area; all that is left of the page when absent. */
  height?: number;
};

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

type Line<Row> =
  | { kind: "group"; key: string; content: ReactNode }
  | { kind: "row"; key: string; row: Row }
  | { kind: "note"; key: string; content: ReactNode };

/** What a column without a width gets at least; the table scrolls sideways before it gets less. */
const SHARED_WIDTH = 120;

/** Widths of the window at which columns are as narrow as they get, and as wide as they want. */
const NARROW = 1024;
const WIDE = 1280;

type Widths = { width?: number; least?: number };

function leastOf({ width, least }: Widths): number {
  return least ?? width ?? SHARED_WIDTH;
}

function widthOf({ width, least }: Widths): number | string | undefined {
  if (width === undefined || least === undefined) return width;
  const more = (width - least) / (WIDE - NARROW);
  return `clamp(${least}px, calc(${least}px + (100vw - ${NARROW}px) * ${more}), ${width}px)`;
}

/** Height of a line before it was measured. */
const LINE_HEIGHT = 36;

/** A table of any length. */
export function DataTable<Row extends object>(props: TableProps<Row>) {
  const { label, rows, columns, testId, height } = props;
  const sorted = useSorted(rows, columns);
  const lines = linesOf(sorted.rows, props);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 40,
  });
  const visible = virtual.getVirtualItems();
  const above = visible[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (visible.at(-1)?.end ?? 0);
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      data-fill={height === undefined || undefined}
      style={{ maxHeight: height }}
    >
      <table
        className={styles.table}
        style={{ minWidth: columns.reduce((sum, column) => sum + leastOf(column), 0) }}
        aria-label={label}
        aria-rowcount={lines.length}
        data-testid={testId}
      >
        <colgroup>
          {columns.map((column) => (
            <col key={column.id} style={{ width: widthOf(column) }} />
          ))}
        </colgroup>
        <Head columns={columns} sorting={sorted.sorting} toggle={sorted.toggle} />
        <tbody>
          <Gap height={above} columns={columns.length} />
          {visible.map(({ index, key }) => {
            const line = lines[index];
            if (line === undefined) return null;
            return (
              <TableLine
                key={key}
                index={index}
                line={line}
                props={props}
                measure={virtual.measureElement}
              />
            );
          })}
          <Gap height={below} columns={columns.length} />
        </tbody>
      </table>
    </div>
  );
}

function useSorted<Row extends object>(rows: Row[], columns: Column<Row>[]) {
  const [sorting, setSorting] = useState<SortingState>([]);
  const definitions = useMemo(
    () =>
      columns.map(
        ({ id, compare }): ColumnDef<typeof features, Row> => ({
          id,
          accessorFn: (row) => row,
          enableSorting: compare !== undefined,
          sortUndefined: false,
          sortDescFirst: false,
          sortFn: (left, right) => compare?.(left.original, right.original) ?? 0,
        }),
      ),
    [columns],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    state: { sorting },
    onSortingChange: setSorting,
  });
  return {
    rows: table.getRowModel().rows.map((row) => row.original),
    sorting,
    toggle: (id: string) => table.getColumn(id)?.toggleSorting(),
  };
}

type HeadProps<Row> = {
  columns: Column<Row>[];
  sorting: SortingState;
  toggle: (id: string) => void;
};

function Head<Row>({ columns, sorting, toggle }: HeadProps<Row>) {
  const order = (id: string) => {
    const found = sorting.find((sort) => sort.id === id);
    if (found === undefined) return "none";
    return found.desc ? "descending" : "ascending";
  };
  return (
    <thead>
      <tr>
        {columns.map(({ id, head, right, compare }) => (
          <th key={id} scope="col" data-right={right} {...(compare && { "aria-sort": order(id) })}>
            {compare ? (
              <button type="button" className={styles.sort} onClick={() => toggle(id)}>
                {head}
                <span aria-hidden>
                  {{ none: "", ascending: " ↑", descending: " ↓" }[order(id)]}
                </span>
              </button>
            ) : (
              head
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

type LineProps<Row> = {
  index: number;
  line: Line<Row>;
  props: TableProps<Row>;
  measure: (element: HTMLElement | null) => void;
};

function TableLine<Row>({ index, line, props, measure }: LineProps<Row>) {
  const { columns, short, faded, onOpen } = props;
  if (line.kind !== "row") {
    return (
      <tr ref={measure} data-index={index} className={styles[line.kind]}>
        <td colSpan={columns.length}>{line.content}</td>
      </tr>
    );
  }
  const { row } = line;
  return (
    // The keyboard opens a row through the button of its code.
    <tr
      ref={measure}
      data-index={index}
      data-short={short?.(row) || undefined}
      data-faded={faded?.(row) || undefined}
      data-open={onOpen !== undefined || undefined}
      onClick={onOpen && (() => onOpen(row))}
    >
      {columns.map(({ id, cell, right }) => (
        <td key={id} data-right={right}>
          {cell(row)}
        </td>
      ))}
    </tr>
  );
}

function Gap({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className={styles.gap}>
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

function linesOf<Row>(rows: Row[], { rowKey, group, notes }: TableProps<Row>): Line<Row>[] {
  const own = (row: Row): Line<Row>[] => [
    { kind: "row", key: rowKey(row), row },
    ...(notes?.(row) ?? []).map(
      (content, at): Line<Row> => ({ kind: "note", key: `${rowKey(row)}/${at}`, content }),
    ),
  ];
  if (group === undefined) return rows.flatMap(own);
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = group.of(row);
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups].flatMap(([name, members]) => [
    { kind: "group", key: `group/${name}`, content: group.head(name) },
    ...members.flatMap(own),
  ]);
}
