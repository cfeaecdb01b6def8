//! Takes each picture twice: at the size the window opens with, and small.

use std::fs;
use std::path::{Path, PathBuf};

use tests::window::Window;

/// Folder, width and height of the sizes.
const SIZES: [(&str, u32, u32); 2] = [("small", 1024, 700), ("", 1280, 800)];

/// A camera before a window.
pub struct Camera {
    /// The window.
    pub window: Window,
    /// The language it is to show.
    pub lang: &'static str,
    folder: PathBuf,
}

impl Camera {
    /// A camera that saves into a folder.
    pub fn new(window: Window, folder: PathBuf, lang: &'static str) -> Camera {
        for (size, _, _) in SIZES {
            fs::create_dir_all(folder.join(size)).expect("the folder can be made");
        }
        Camera {
            window,
            lang,
            folder,
        }
    }

    /// Saves pictures once the page waits for nothing and its fonts are there.
    pub async fn take(&self, name: &str) {
        let settled = "return document.fonts.status === 'loaded' \
                       && document.querySelector('[data-testid=\"waiting\"]') === null;";
        for (size, width, height) in SIZES {
            self.window.resize(width, height).await;
            self.window.until("a page that is whole", settled).await;
            self.shoot(size, name).await;
        }
    }

    /// Saves one picture of what does not stand still.
    pub async fn catch(&self, name: &str) {
        self.shoot("", name).await;
    }

    /// Scrolls to an element, then takes its picture.
    pub async fn take_at(&self, name: &str, selector: &str) {
        self.window.first(selector).await;
        let scroll = format!(
            "document.querySelector({selector:?}).scrollIntoView({{block: 'start'}}); return true;"
        );
        self.window.script(&scroll, Vec::new()).await;
        self.take(name).await;
    }

    async fn shoot(&self, size: &str, name: &str) {
        // The first picture can show the page half painted; asking for it makes the window paint.
        self.window.picture().await;
        let path = self
            .folder
            .join(size)
            .join(format!("{name}-{}.png", self.lang));
        save(&path, &self.window.picture().await);
    }
}

fn save(path: &Path, picture: &[u8]) {
    fs::write(path, picture).expect("the folder is there");
    println!("{}", path.display());
}
