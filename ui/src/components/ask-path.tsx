// A path and what is to be done with it: a field and a button.
import { Button, type ButtonProps } from "@mantine/core";
import { type FormEvent, useState } from "react";
import styles from "./ask-path.module.css";
import { PathField } from "./path-field";

type AskPathProps = {
  label: string;
  action: string;
  choose: () => Promise<string | null>;
  run: (path: string) => void;
  busy: boolean;
  testIds: { path: string; run: string };
  /** The path that is there before anything is typed. */
  first?: string;
  variant?: ButtonProps["variant"];
  className?: string | undefined;
};

/** The form; nothing is done without a path. */
export function AskPath(props: AskPathProps) {
  const { label, action, choose, run, busy, testIds, first = "", variant = "filled" } = props;
  const [path, setPath] = useState(first);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(path.trim());
  };
  return (
    <form className={[styles.form, props.className].join(" ")} onSubmit={submit}>
      <PathField
        label={label}
        value={path}
        onChange={setPath}
        choose={choose}
        testId={testIds.path}
      />
      <Button
        type="submit"
        variant={variant}
        disabled={path.trim() === ""}
        loading={busy}
        data-testid={testIds.run}
      >
        {action}
      </Button>
    </form>
  );
}
