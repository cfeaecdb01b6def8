//! A bill in a locked archive comes in with its password, and its import is taken back.

use tests::window::Window;

use crate::files::{PASSWORD, lock_into};

#[tokio::test]
async fn a_locked_archive_is_opened_and_its_import_taken_back() {
    let window = Window::open().await;
    let case = window.path("own.zicha").display().to_string();
    window.type_into("welcome-path", &case).await;
    window.click("welcome-create").await;
    window.click("nav-documents").await;
    let archive = window.path("bill.zip");
    lock_into(&archive);
    let archive = archive.display().to_string();
    window.type_into("import-path", &archive).await;
    window.click("import-button").await;
    window.outcome("refused").await;

    window.type_into("typed-answer", PASSWORD).await;
    window.click("typed-import").await;
    window.outcome("imported").await;
    let said = window.text("outcome-0").await;
    assert!(said.contains("bill.zip/bill.csv"), "{said}");

    window.click("document-1").await;
    window.click("undo").await;
    window.click("undo-confirm").await;
    let undone = "
        return document.querySelector('[data-testid=\"document\"]') !== null
            && document.querySelector('[data-testid=\"undo\"]') === null;";
    window.until("a document taken back", undone).await;
    window.click("document-back").await;
    let faded = "
        const line = document.querySelector('[data-testid=\"document-1\"]')?.closest('tr');
        return line?.dataset.faded === 'true';";
    window.until("the document stays in the list", faded).await;
    window.close().await;
}
