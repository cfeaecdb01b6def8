//! A screen for windows under test: the one that is there, or a virtual one that ends with us.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::run::program;

/// A screen; the virtual one stops when this value goes.
pub struct Display {
    number: Option<String>,
    server: Option<Child>,
}

impl Display {
    /// The display that is there, or a new virtual one.
    pub fn open() -> Result<Display, String> {
        let here = ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some());
        if here || cfg!(not(target_os = "linux")) {
            return Ok(Display {
                number: None,
                server: None,
            });
        }
        let screen = [
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1440x960x24",
            "-nolisten",
            "tcp",
        ];
        let mut command = program("Xvfb", &screen);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = command
            .spawn()
            .map_err(|error| format!("cannot start Xvfb, the virtual display: {error}"))?;
        let mut number = String::new();
        let output = server.stdout.take().expect("it was asked for");
        let read = BufReader::new(output).read_line(&mut number);
        let display = Display {
            number: Some(format!(":{}", number.trim())),
            server: Some(server),
        };
        match read {
            Ok(length) if length > 0 => Ok(display),
            _ => Err("Xvfb, the virtual display, ended before it was ready".to_owned()),
        }
    }

    /// Shows the windows of a program here.
    pub fn show(&self, command: &mut Command) {
        if let Some(number) = &self.number {
            command.env("DISPLAY", number);
        }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            // It may have ended by itself; there is nothing left to do then.
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}
