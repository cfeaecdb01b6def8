// The frame of a page: title, one sentence that says what it is for, and its controls.
import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./page.module.css";

type FrameProps = { title: string; purpose: string; controls?: ReactNode; children: ReactNode };

/** A page. */
export function PageFrame({ title, purpose, controls, children }: FrameProps) {
  return (
    <section className={styles.page} aria-label={title}>
      <header className={styles.head}>
        <div className={styles.words}>
          <Title order={2} className={styles.title}>
            {title}
          </Title>
          <Text size="sm" c="dimmed">
            {purpose}
          </Text>
        </div>
        <div className={styles.controls}>{controls}</div>
      </header>
      {children}
    </section>
  );
}

/** A part of a page with a heading. */
export function Panel({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <div className={styles.panel}>
      {title && <h3 className={styles.panelTitle}>{title}</h3>}
      {children}
    </div>
  );
}
