// Step four: what identifies a row, and whose the rows are.
import { NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { fedFields, type Step } from "./drafting";
import styles from "./mappings.module.css";
import { useFieldName } from "./names";

/** The step. */
export function RowsStep({ draft, change }: Step) {
  const { t } = useTranslation();
  const nameOf = useFieldName();
  const fed = fedFields(draft);
  const toggle = (field: string) =>
    change({
      key: draft.key.includes(field)
        ? draft.key.filter((known) => known !== field)
        : [...draft.key, field],
    });
  return (
    <div className={styles.fields}>
      <fieldset className={styles.key}>
        <legend>{t("window.identity.key")}</legend>
        {fed.map((field) => (
          <label key={field} className={styles.radio}>
            <input
              type="checkbox"
              checked={draft.key.includes(field)}
              data-testid={`key-${field}`}
              onChange={() => toggle(field)}
            />
            {nameOf(field)}
          </label>
        ))}
      </fieldset>
      <NativeSelect
        size="xs"
        label={t("window.identity.repeats")}
        value={draft.repeats}
        data-testid="repeats"
        data={(["honest", "never"] as const).map((value) => ({
          value,
          label: t(`window.repeats.${value}`),
        }))}
        onChange={(event) =>
          change({ repeats: event.currentTarget.value === "never" ? "never" : "honest" })
        }
      />
      <NativeSelect
        size="xs"
        label={t("window.identity.account_field")}
        value={draft.account_field ?? ""}
        data-testid="account-field"
        data={[
          { value: "", label: t("window.identity.no_account") },
          ...fed.map((field) => ({ value: field, label: nameOf(field) })),
        ]}
        onChange={(event) => change({ account_field: event.currentTarget.value || null })}
      />
      {draft.account_field === null && (
        <TextInput
          size="xs"
          label={t("window.identity.account_fixed")}
          description={t("window.identity.account_hint")}
          inputWrapperOrder={["label", "input", "description"]}
          value={draft.account_fixed ?? ""}
          data-testid="account-fixed"
          onChange={(event) => change({ account_fixed: event.currentTarget.value || null })}
        />
      )}
    </div>
  );
}
