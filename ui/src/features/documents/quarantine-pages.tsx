// Leafing through the quarantine.
import { Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { PAGE_ROWS } from "../../api/commands";
import { grouped } from "../../money";

type PagesProps = { offset: number; total: number; setOffset: (offset: number) => void };

/** Which rows are shown, and the way to the others. */
export function Pages({ offset, total, setOffset }: PagesProps) {
  const { t } = useTranslation();
  const last = Math.min(offset + PAGE_ROWS, total);
  return (
    <Group gap="sm">
      <Text size="xs" c="dimmed">
        {t("window.quarantine.shown", {
          first: grouped(`${offset + 1}`),
          last: grouped(`${last}`),
          total: grouped(`${total}`),
        })}
      </Text>
      <Button
        variant="default"
        size="compact-xs"
        disabled={offset === 0}
        onClick={() => setOffset(offset - PAGE_ROWS)}
      >
        {t("window.page.earlier")}
      </Button>
      <Button
        variant="default"
        size="compact-xs"
        disabled={last === total}
        onClick={() => setOffset(offset + PAGE_ROWS)}
      >
        {t("window.page.later")}
      </Button>
    </Group>
  );
}
