//! Where a password comes from: a file, stdin or a prompt; never an argument. So too those of archives.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use casefile::{Case, ErrorKind};

use crate::output::Failure;

/// How the password of an encrypted case is given.
#[derive(clap::Args)]
pub(crate) struct PasswordFrom {
    /// Read the password from the first line of a file.
    #[arg(
        long,
        global = true,
        value_name = "F",
        conflicts_with = "password_stdin"
    )]
    password_file: Option<PathBuf>,
    /// Read the password from the first line of stdin.
    #[arg(long, global = true)]
    password_stdin: bool,
}

impl PasswordFrom {
    /// Opens a case, asking for the password on a terminal if it needs one.
    pub(crate) fn open(&self, path: &Path) -> Result<Case, Failure> {
        let given = self.given()?;
        match Case::open(path, given.as_deref()) {
            Err(error)
                if error.kind() == ErrorKind::Locked
                    && given.is_none()
                    && std::io::stdin().is_terminal() =>
            {
                Ok(Case::open(path, Some(&prompt("Password: ")?))?)
            }
            opened => Ok(opened?),
        }
    }

    /// A password for a new case, asked for twice on a terminal.
    pub(crate) fn choose(&self) -> Result<String, Failure> {
        let chosen = match self.given()? {
            Some(password) => password,
            None => {
                let first = prompt("New password: ")?;
                if prompt("Again: ")? != first {
                    return Err(Failure::Usage("the two passwords differ".to_owned()));
                }
                first
            }
        };
        match chosen.is_empty() {
            true => Err(Failure::Usage("the password is empty".to_owned())),
            false => Ok(chosen),
        }
    }

    fn given(&self) -> Result<Option<String>, Failure> {
        let mut text = String::new();
        if let Some(path) = &self.password_file {
            text = std::fs::read_to_string(path)
                .map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?;
        } else if self.password_stdin {
            std::io::stdin()
                .read_to_string(&mut text)
                .map_err(|error| Failure::Usage(format!("stdin: {error}")))?;
        } else {
            return Ok(None);
        }
        Ok(Some(text.lines().next().unwrap_or_default().to_owned()))
    }
}

/// How the passwords of archives are given.
#[derive(clap::Args)]
pub(crate) struct ArchivePasswords {
    /// Try the passwords in a file, one a line, on zips that are locked.
    #[arg(long, value_name = "FILE")]
    archive_password_file: Option<PathBuf>,
}

impl ArchivePasswords {
    /// The passwords, in their order; none where no file is named.
    pub(crate) fn read(&self) -> Result<Vec<String>, Failure> {
        let Some(path) = &self.archive_password_file else {
            return Ok(Vec::new());
        };
        let text = std::fs::read_to_string(path)
            .map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let filled = text.lines().filter(|line| !line.is_empty());
        Ok(filled.map(str::to_owned).collect())
    }
}

fn prompt(words: &str) -> Result<String, Failure> {
    rpassword::prompt_password(words).map_err(|error| Failure::Usage(error.to_string()))
}
