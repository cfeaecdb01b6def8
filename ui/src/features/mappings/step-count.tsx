// Step five: what of it counts in the comparison; nothing, unless a person says so.
import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { AMOUNT_FIELDS, DAY_FIELDS } from "../../api/fields";
import type { AmountField } from "../../api/generated/AmountField";
import type { Class } from "../../api/generated/Class";
import type { Direction } from "../../api/generated/Direction";
import type { DraftCount } from "../../api/generated/DraftCount";
import type { Side } from "../../api/generated/Side";
import { OneOf } from "../../components/one-of";
import { fedFields, reads, type Step } from "./drafting";
import styles from "./mappings.module.css";
import { useFieldName } from "./names";

const CLASSES: Readonly<Record<Side, readonly Class[]>> = {
  settled: ["commission", "clawback", "tips"],
  received: ["payout", "unclassified", "not_income"],
  platform_reported: [
    "commission",
    "tips",
    "labour_remuneration",
    "business_income",
    "other_income",
  ],
  declared: [
    "labour_remuneration",
    "business_income",
    "wages",
    "author_remuneration",
    "royalties",
    "other_income",
  ],
};
const SIDES: readonly Side[] = ["settled", "received", "platform_reported", "declared"];
const DIRECTIONS: readonly Direction[] = ["in", "out", "neutral"];

/** The step. */
export function CountStep(step: Step) {
  const { t } = useTranslation();
  const { draft, change } = step;
  const fed = fedFields(draft);
  const amounts = AMOUNT_FIELDS.filter((field) => fed.includes(field));
  const days = DAY_FIELDS.filter((field) => fed.includes(field));
  const first: DraftCount | null =
    amounts[0] && days[0]
      ? {
          side: "settled",
          class: "commission",
          amount: amounts[0],
          negative: false,
          on: days[0],
          status: [],
          direction: [],
        }
      : null;
  return (
    <>
      <Checkbox
        size="sm"
        label={t("window.count.counts")}
        checked={draft.count !== null}
        disabled={draft.count === null && first === null}
        description={first === null ? t("window.count.nothing") : undefined}
        data-testid="counts"
        onChange={(event) => change({ count: event.currentTarget.checked ? first : null })}
      />
      {draft.count && (
        <Count
          count={draft.count}
          amounts={amounts}
          days={days}
          step={step}
          set={(part) => change({ count: draft.count && { ...draft.count, ...part } })}
        />
      )}
    </>
  );
}

type CountProps = {
  count: DraftCount;
  amounts: readonly AmountField[];
  days: readonly string[];
  step: Step;
  set: (part: Partial<DraftCount>) => void;
};

function Count({ count, amounts, days, step, set }: CountProps) {
  const { t } = useTranslation();
  const nameOf = useFieldName();
  return (
    <div className={styles.fields}>
      <OneOf
        size="xs"
        label={t("window.count.side")}
        values={SIDES}
        nameOf={(side) => t(`side.${side}`)}
        value={count.side}
        onChange={(side) => set({ side, class: CLASSES[side][0] ?? count.class })}
        testId="count-side"
      />
      <OneOf
        size="xs"
        label={t("window.count.class")}
        values={CLASSES[count.side]}
        nameOf={(known) => t(`class.${known}`)}
        value={count.class}
        onChange={(chosen) => set({ class: chosen })}
        testId="count-class"
      />
      <OneOf
        size="xs"
        label={t("window.count.amount")}
        values={amounts}
        nameOf={nameOf}
        value={count.amount}
        onChange={(amount) => set({ amount })}
        testId="count-amount"
      />
      <OneOf
        size="xs"
        label={t("window.count.on")}
        values={days}
        nameOf={nameOf}
        value={count.on}
        onChange={(on) => set({ on })}
        testId="count-on"
      />
      <Conditions count={count} step={step} set={set} />
      <Checkbox
        size="xs"
        label={t("window.count.negative")}
        checked={count.negative}
        data-testid="count-negative"
        onChange={(event) => set({ negative: event.currentTarget.checked })}
      />
    </div>
  );
}

/** Only rows of these statuses and directions count; without a mark all of them do. */
function Conditions({ count, step, set }: Pick<CountProps, "count" | "step" | "set">) {
  const { t } = useTranslation();
  const { draft } = step;
  const statuses = [...new Set(draft.status_words.flatMap(({ status }) => status ?? []))];
  const toggled = <Value,>(known: Value[], one: Value) =>
    known.includes(one) ? known.filter((other) => other !== one) : [...known, one];
  return (
    <>
      {reads(draft, "status") && statuses.length > 0 && (
        <fieldset className={styles.key}>
          <legend>{t("window.count.status")}</legend>
          {statuses.map((status) => (
            <label key={status} className={styles.radio}>
              <input
                type="checkbox"
                checked={count.status.includes(status)}
                data-testid={`count-status-${status}`}
                onChange={() => set({ status: toggled(count.status, status) })}
              />
              {t(`status.${status}`)}
            </label>
          ))}
        </fieldset>
      )}
      {reads(draft, "direction") && (
        <fieldset className={styles.key}>
          <legend>{t("window.count.direction")}</legend>
          {DIRECTIONS.map((direction) => (
            <label key={direction} className={styles.radio}>
              <input
                type="checkbox"
                checked={count.direction.includes(direction)}
                data-testid={`count-direction-${direction}`}
                onChange={() => set({ direction: toggled(count.direction, direction) })}
              />
              {t(`window.direction.${direction}`)}
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}
