// Cells of buyers that were blanked before a document was kept, column by column.
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { BlankedColumn } from "../api/generated/BlankedColumn";
import { grouped } from "../money";

/** One sentence a column; nothing where nothing was blanked. */
export function Blanked({ columns }: { columns: BlankedColumn[] }) {
  const { t } = useTranslation();
  return columns.map(({ column, cells }) => (
    <Text size="sm" c="dimmed" key={column ?? ""} data-testid="blanked">
      {column === null
        ? t("import.blanked_lines", { lines: grouped(`${cells}`) })
        : t("import.blanked", { column, cells: grouped(`${cells}`) })}
    </Text>
  ));
}
