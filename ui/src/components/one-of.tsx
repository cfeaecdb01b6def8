// A list that opens, of values that are known: nothing else can be chosen.
import { NativeSelect, type NativeSelectProps } from "@mantine/core";

type OneOfProps<Value extends string> = Pick<
  NativeSelectProps,
  "label" | "aria-label" | "className" | "description" | "size"
> & {
  values: readonly Value[];
  nameOf: (value: Value) => string;
  value: Value;
  onChange: (value: Value) => void;
  testId: string;
};

/** The list. */
export function OneOf<Value extends string>(props: OneOfProps<Value>) {
  const { values, nameOf, value, onChange, testId, ...shown } = props;
  return (
    <NativeSelect
      {...shown}
      value={value}
      data-testid={testId}
      data={values.map((known) => ({ value: known, label: nameOf(known) }))}
      onChange={(event) => {
        const chosen = values.find((known) => known === event.currentTarget.value);
        if (chosen !== undefined) onChange(chosen);
      }}
    />
  );
}
