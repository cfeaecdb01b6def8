// What the forms of the set-up share: fields in a row, a button, and the failure below.
import { Button, NativeSelect } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Manifest } from "../../api/manifest";
import { useSetUp } from "../../api/queries";
import type { PartyView } from "../../api/types";
import { FailureAlert } from "../../components/failure";
import styles from "./page.module.css";

type FormProps = {
  /** What the fields say; `null` while they are incomplete. */
  manifest: Manifest | null;
  clear: () => void;
  testId: string;
  children: ReactNode;
};

/** A form that adds to the set-up. */
export function SetUpForm({ manifest, clear, testId, children }: FormProps) {
  const { t } = useTranslation();
  const setUp = useSetUp();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (manifest !== null) setUp.mutate(manifest, { onSuccess: clear });
  };
  return (
    <form onSubmit={submit}>
      <div className={styles.fields}>
        {children}
        <Button
          type="submit"
          size="xs"
          disabled={manifest === null}
          loading={setUp.isPending}
          data-testid={`${testId}-save`}
        >
          {t("window.parties.save")}
        </Button>
      </div>
      <FailureAlert failure={setUp.error} />
    </form>
  );
}

type PartySelectProps = {
  label: string;
  parties: PartyView[];
  value: string;
  onChange: (party: string) => void;
  testId: string;
};

/** Chooses one of the parties. */
export function PartySelect({ label, parties, value, onChange, testId }: PartySelectProps) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      size="xs"
      label={label}
      value={value}
      data-testid={testId}
      data={[
        { value: "", label: t("window.parties.choose") },
        ...parties.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
