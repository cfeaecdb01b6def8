//! The real window, started for one test and driven like a person would: look, click, type.
//!
//! Waits by looking again until a deadline, never by sleeping for luck. Each window has a home of
//! its own, so that nothing of one test is seen by another.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

/// How long the window may take for anything: a debug build on a busy machine computes slowly.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often to look again.
const GLANCE: Duration = Duration::from_millis(50);

/// A running window.
pub struct Window {
    client: Client,
    home: TempDir,
    _driver: Driver,
}

impl Window {
    /// Starts the program named by `ZICHA_WINDOW` in a new home.
    pub async fn open() -> Window {
        let home = tempfile::tempdir().expect("a temporary folder");
        let driver = Driver::start(home.path());
        let client = driver.connect().await;
        Window {
            client,
            home,
            _driver: driver,
        }
    }

    /// A path in the home of this window.
    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Makes the sample case and waits until its comparison is on the screen.
    pub async fn make_sample(&self) {
        self.click("welcome-sample").await;
        self.click("nav-bridge").await;
        self.find("bridge-table").await;
    }

    /// The element with a test id, as soon as there is one.
    pub async fn find(&self, id: &str) -> Element {
        self.first(&format!("[data-testid=\"{id}\"]")).await
    }

    /// The first element that a CSS selector finds, as soon as there is one.
    pub async fn first(&self, selector: &str) -> Element {
        let wait = self.client.wait().at_most(PATIENCE).every(GLANCE);
        let found = wait.for_element(Locator::Css(selector)).await;
        match found {
            Ok(element) => element,
            Err(error) => panic!("no {selector}: {error}\n{}", self.seen().await),
        }
    }

    /// Clicks the element with a test id, as soon as it can be clicked.
    pub async fn click(&self, id: &str) {
        self.click_first(&format!("[data-testid=\"{id}\"]")).await;
    }

    /// Clicks the first element that a CSS selector finds, as soon as it can be clicked.
    pub async fn click_first(&self, selector: &str) {
        self.first(&format!("{selector}:not([disabled])")).await;
        let clicked = self
            .script(
                "const found = document.querySelector(arguments[0]); \
                 found.scrollIntoView({block: 'center'}); found.click(); return true;",
                vec![json!(selector)],
            )
            .await;
        assert_eq!(clicked, json!(true), "{selector} was clicked");
    }

    /// Puts a text into a field. The native setter and an `input` event are what React listens to.
    pub async fn type_into(&self, id: &str, text: &str) {
        self.find(id).await;
        self.script(
            "const found = document.querySelector(`[data-testid=\"${arguments[0]}\"]`); \
             const field = found.matches('input') ? found : found.querySelector('input'); \
             const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set; \
             set.call(field, arguments[1]); \
             field.dispatchEvent(new Event('input', {bubbles: true}));",
            vec![json!(id), json!(text)],
        )
        .await;
    }

    /// Chooses an option of a list.
    pub async fn choose(&self, id: &str, value: &str) {
        self.first(&format!("[data-testid=\"{id}\"] option[value=\"{value}\"]"))
            .await;
        self.script(
            "const found = document.querySelector(`[data-testid=\"${arguments[0]}\"]`); \
             const set = Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set; \
             set.call(found, arguments[1]); \
             found.dispatchEvent(new Event('change', {bubbles: true}));",
            vec![json!(id), json!(value)],
        )
        .await;
    }

    /// What the element with a test id says.
    pub async fn text(&self, id: &str) -> String {
        let text = self.find(id).await.text().await;
        text.expect("an element that is there has a text")
    }

    /// Waits until the first file of an import has ended in this way.
    pub async fn outcome(&self, status: &str) {
        let script = format!(
            "const outcome = document.querySelector('[data-testid=\"outcome-0\"]');
             return outcome?.dataset.status === '{status}';"
        );
        self.until(&format!("an outcome: {status}"), &script).await;
    }

    /// Runs a script in the page until it answers something other than `null` and `false`.
    pub async fn until(&self, what: &str, script: &str) -> Value {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let answer = self.script(script, Vec::new()).await;
            if !matches!(answer, Value::Null | Value::Bool(false)) {
                return answer;
            }
            if Instant::now() > deadline {
                panic!("never came: {what}\n{}", self.seen().await);
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Runs a script in the page once.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Value {
        let answer = self.client.execute(script, arguments).await;
        answer.unwrap_or_else(|error| panic!("{script}\n{error}"))
    }

    /// Gives the page a size, whatever frame the screen puts around the window.
    pub async fn resize(&self, width: u32, height: u32) {
        let sized = format!("return innerWidth === {width} && innerHeight === {height};");
        let resized = self.client.set_window_size(width, height).await;
        resized.expect("the window can be resized");
        self.until("a window of another size", &sized).await;
    }

    /// A picture of the window, as PNG.
    pub async fn picture(&self) -> Vec<u8> {
        let picture = self.client.screenshot().await;
        picture.expect("the window can be photographed")
    }

    /// Closes the window as a person would, so that it can end in order.
    pub async fn close(self) {
        let closed = self.client.clone().close().await;
        closed.expect("the window closes");
    }

    /// What a person would see now, for the message of a failure.
    async fn seen(&self) -> String {
        let script = "return document.body.innerText";
        let text = self.client.execute(script, Vec::new()).await;
        text.map_or_else(
            |error| error.to_string(),
            |text| format!("on the screen: {text}"),
        )
    }
}

/// The program between us and the window, and the port it listens on.
struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    fn start(home: &Path) -> Driver {
        let [port, native_port] = free_ports();
        let mut command = Command::new(required("TAURI_DRIVER"));
        command
            .args(["--port", &port.to_string()])
            .args(["--native-port", &native_port.to_string()])
            .env("HOME", home)
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .stdin(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let child = command.spawn().expect("tauri-driver starts");
        Driver { child, port }
    }

    async fn connect(&self) -> Client {
        let application = required("ZICHA_WINDOW");
        let capabilities = json!({
            "browserName": "wry",
            "tauri:options": { "application": application },
        });
        let Value::Object(capabilities) = capabilities else {
            unreachable!("written as an object above");
        };
        let address = format!("http://127.0.0.1:{}", self.port);
        let deadline = Instant::now() + PATIENCE;
        loop {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            builder.capabilities(capabilities.clone());
            match builder.connect(&address).await {
                Ok(client) => return client,
                Err(error) if Instant::now() > deadline => panic!("no window: {error}"),
                Err(_) => tokio::time::sleep(GLANCE).await,
            }
        }
    }
}

/// Ends the driver and everything it started, the window of a failed test too.
impl Drop for Driver {
    fn drop(&mut self) {
        #[cfg(unix)]
        {
            let group = format!("-{}", self.child.id());
            let _ = Command::new("kill").args(["-TERM", "--", &group]).status();
        }
        #[cfg(not(unix))]
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Two ports that nobody listens on.
fn free_ports() -> [u16; 2] {
    let listeners = [0, 0].map(|any| TcpListener::bind((Ipv4Addr::LOCALHOST, any)));
    listeners.map(|listener| {
        let address = listener.and_then(|listener| listener.local_addr());
        address.expect("a free port").port()
    })
}

/// What `cargo xtask test` tells these tests.
fn required(name: &str) -> String {
    std::env::var(name)
        .unwrap_or_else(|_| panic!("{name} is not set: run these tests through `cargo xtask test`"))
}
