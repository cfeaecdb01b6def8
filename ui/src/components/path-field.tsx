// A path that can be typed or chosen in the system's dialog.
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./path-field.module.css";

type PathFieldProps = {
  label: string;
  value: string;
  onChange: (path: string) => void;
  choose?: () => Promise<string | null>;
  testId: string;
  placeholder?: string;
};

/** The field. */
export function PathField({ label, value, onChange, choose, testId, placeholder }: PathFieldProps) {
  const { t } = useTranslation();
  const [noDialog, setNoDialog] = useState(false);
  const ask = async (dialog: () => Promise<string | null>) => {
    try {
      const path = await dialog();
      if (path !== null) onChange(path);
    } catch {
      setNoDialog(true);
    }
  };
  return (
    <div className={styles.field}>
      <TextInput
        className={styles.input}
        label={label}
        value={value}
        placeholder={placeholder}
        spellCheck={false}
        data-testid={testId}
        description={noDialog ? t("window.path.no_dialog") : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {choose && (
        <Button variant="default" onClick={() => ask(choose)}>
          {t("window.path.choose")}
        </Button>
      )}
    </div>
  );
}
