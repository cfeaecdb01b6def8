// The name of a field; a field of a person's own is called as it is.
import { useTranslation } from "react-i18next";
import { AMOUNT_FIELDS, OTHER_FIELDS } from "../../api/fields";

/** Gives the name of a field. */
export function useFieldName(): (field: string) => string {
  const { t } = useTranslation();
  const known: readonly string[] = [...AMOUNT_FIELDS, ...OTHER_FIELDS];
  return (field) => (known.includes(field) ? t(`window.field.${field}`) : field);
}
