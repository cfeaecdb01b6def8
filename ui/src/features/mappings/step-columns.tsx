// Step two: what each column is.
import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { AMOUNT_FIELDS, kindsOf, OTHER_FIELDS } from "../../api/fields";
import type { ColumnDirection } from "../../api/generated/ColumnDirection";
import type { DraftColumn } from "../../api/generated/DraftColumn";
import type { RateScale } from "../../api/generated/RateScale";
import grid from "../../components/grid.module.css";
import { OneOf } from "../../components/one-of";
import type { Step } from "./drafting";
import styles from "./mappings.module.css";

const SCALES: readonly RateScale[] = [
  "fraction",
  "percent",
  "per_thousand",
  "per_ten_thousand",
  "per_million",
];
const DIRECTIONS: readonly ColumnDirection[] = ["in", "out", "sign"];

/** One line a column. */
export function ColumnsStep({ draft, change }: Step) {
  const { t } = useTranslation();
  const set = (at: number, part: Partial<DraftColumn>) => {
    const changed = (column: DraftColumn, other: number) =>
      other === at ? { ...column, ...part } : column;
    change({ columns: draft.columns.map(changed) });
  };
  return (
    <div className={grid.scroller} data-tall>
      <table
        className={grid.grid}
        data-forms
        aria-label={t("window.step.columns")}
        data-testid="columns"
      >
        <thead>
          <tr>
            <th scope="col">{t("window.columns.header")}</th>
            <th scope="col">{t("window.columns.samples")}</th>
            <th scope="col">{t("window.columns.field")}</th>
            <th scope="col">{t("window.columns.kind")}</th>
            <th scope="col">{t("window.columns.reading")}</th>
            <th scope="col">{t("window.columns.required")}</th>
            <th scope="col">{t("window.columns.filled")}</th>
          </tr>
        </thead>
        <tbody>
          {draft.columns.map((column, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place in the file.
            <ColumnLine key={at} at={at} column={column} set={(part) => set(at, part)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type LineProps = {
  at: number;
  column: DraftColumn;
  set: (part: Partial<DraftColumn>) => void;
};

function ColumnLine({ at, column, set }: LineProps) {
  const { t } = useTranslation();
  const { header, samples, field } = column;
  const read = field !== null && field !== "";
  return (
    <tr data-unread={!read || undefined}>
      <td className={styles.columnName}>{header || t("window.columns.nameless")}</td>
      <td className={styles.samples} title={samples.join("\n")}>
        {samples.join(" · ")}
      </td>
      <td>
        <FieldSelect at={at} column={column} set={set} />
      </td>
      <td>{read && <KindSelect at={at} column={column} set={set} />}</td>
      <td>{read && <ReadingSelect at={at} column={column} set={set} />}</td>
      {(["required", "filled"] as const).map((name) => (
        <td key={name} className={styles.tick}>
          {read && (
            <input
              type="checkbox"
              aria-label={`${header}: ${t(`window.columns.${name}`)}`}
              checked={column[name]}
              data-testid={`${name}-${at}`}
              onChange={(event) => set({ [name]: event.currentTarget.checked })}
            />
          )}
        </td>
      ))}
    </tr>
  );
}

function FieldSelect({ at, column, set }: LineProps) {
  const { t } = useTranslation();
  const option = (field: string) => ({ value: field, label: t(`window.field.${field}`) });
  const known = [...AMOUNT_FIELDS, ...OTHER_FIELDS];
  const own = column.field && !known.includes(column.field) ? [column.field] : [];
  return (
    <NativeSelect
      size="xs"
      className={styles.select}
      aria-label={`${column.header}: ${t("window.columns.field")}`}
      value={column.field ?? ""}
      data-testid={`field-${at}`}
      data={[
        { value: "", label: t("window.columns.unread") },
        ...own.map((field) => ({ value: field, label: field })),
        { group: t("window.columns.facts"), items: OTHER_FIELDS.map(option) },
        { group: t("window.columns.amounts"), items: AMOUNT_FIELDS.map(option) },
      ]}
      onChange={(event) => {
        const field = event.currentTarget.value || null;
        const kinds = field === null ? [] : kindsOf(field);
        const kind = kinds.includes(column.kind) ? column.kind : (kinds[0] ?? column.kind);
        set({ field, kind, required: field !== null && column.required });
      }}
    />
  );
}

function KindSelect({ at, column, set }: LineProps) {
  const { t } = useTranslation();
  const kinds = kindsOf(column.field ?? "");
  if (kinds.length === 1) return <span>{t(`window.kind.${column.kind}`)}</span>;
  return (
    <OneOf
      size="xs"
      className={styles.choice}
      aria-label={`${column.header}: ${t("window.columns.kind")}`}
      values={kinds}
      nameOf={(kind) => t(`window.kind.${kind}`)}
      value={column.kind}
      onChange={(kind) => set({ kind })}
      testId={`kind-${at}`}
    />
  );
}

/** What has to be said of a rate or an amount besides. */
function ReadingSelect({ at, column, set }: LineProps) {
  const { t } = useTranslation();
  if (column.kind === "rate") {
    return (
      <OneOf
        size="xs"
        className={styles.choice}
        aria-label={`${column.header}: ${t("window.columns.scale")}`}
        values={SCALES}
        nameOf={(scale) => t(`window.scale.${scale}`)}
        value={column.scale}
        onChange={(scale) => set({ scale })}
        testId={`scale-${at}`}
      />
    );
  }
  if (column.kind !== "money") return null;
  return (
    <NativeSelect
      size="xs"
      className={styles.choice}
      aria-label={`${column.header}: ${t("window.columns.direction")}`}
      value={column.direction ?? ""}
      data-testid={`sign-${at}`}
      data={[
        { value: "", label: t("window.sign.printed") },
        ...DIRECTIONS.map((value) => ({ value, label: t(`window.sign.${value}`) })),
      ]}
      onChange={(event) => {
        const found = DIRECTIONS.find((known) => known === event.currentTarget.value);
        set({ direction: found ?? null });
      }}
    />
  );
}
