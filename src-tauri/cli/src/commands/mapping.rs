//! `zicha mapping`.

use std::path::PathBuf;

use casefile::Case;
use engine::format::MappingDraft;
use engine::source::Place;
use engine::text::text;
use serde_json::json;

use crate::output::{self, Done, Failure};
use crate::{Common, Outcome};

/// Formats of your own, and the answers you gave when a file alone could not tell what it is.
///
/// A mapping has the shape of a built-in format. Example: zicha mapping add spring.zicha shop.toml
#[derive(clap::Args)]
pub(crate) struct Mapping {
    #[command(subcommand)]
    what: What,
}

/// What is done with mappings.
#[derive(clap::Subcommand)]
enum What {
    /// List the mappings of a case. Example: zicha mapping list spring.zicha
    List {
        /// The case.
        case: PathBuf,
    },
    /// Check a mapping and keep it. Example: zicha mapping add spring.zicha shop.toml
    Add {
        /// The case.
        case: PathBuf,
        /// The mapping, a TOML file.
        file: PathBuf,
    },
    /// Print a mapping, or a built-in format to start from. Example: zicha mapping show spring.zicha shop
    Show {
        /// The case.
        case: PathBuf,
        /// Its id.
        id: String,
    },
    /// Remove a mapping. Example: zicha mapping remove spring.zicha shop
    Remove {
        /// The case.
        case: PathBuf,
        /// Its id.
        id: String,
    },
    /// List what you said files are. Example: zicha mapping answers spring.zicha
    Answers {
        /// The case.
        case: PathBuf,
    },
    /// Forget an answer, so that such a file asks again. Example: zicha mapping forget spring.zicha 3f9a
    Forget {
        /// The case.
        case: PathBuf,
        /// The answer, as `answers` shows it, or the beginning of that.
        answer: String,
    },
    Draft(Draft),
}

/// Draft a mapping of any table, to be edited. Example: zicha mapping draft export.csv --id shop
#[derive(clap::Args)]
struct Draft {
    /// The table.
    file: PathBuf,
    /// The row of its header, when the likely one is not it.
    #[arg(long, value_name = "N")]
    header_row: Option<u32>,
    /// The sheet of its header; goes with --header-row.
    #[arg(long, value_name = "NAME", requires = "header_row")]
    sheet: Option<String>,
    /// Its id: lower case, digits, underscores.
    #[arg(long, default_value = "own_mapping")]
    id: String,
    /// Its title.
    #[arg(long, default_value = "own mapping")]
    title: String,
    /// The platform, as accounts name it.
    #[arg(long, default_value = "other")]
    platform: String,
}

impl Mapping {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let lang = common.lang();
        let open = |path: &PathBuf| common.password.open(path);
        match &self.what {
            What::List { case } => list(&open(case)?, common),
            What::Add { case, file } => add(&mut open(case)?, file, common),
            What::Show { case, id } => show(&open(case)?, id, common),
            What::Remove { case, id } => {
                open(case)?.remove_mapping(id)?;
                let sentence = text(lang, "mapping.removed", &[("mapping", id)]);
                said(&json!({ "removed": id }), &sentence, common)
            }
            What::Answers { case } => answers(&open(case)?, common),
            What::Forget { case, answer } => {
                let count = open(case)?.forget_answer(answer)?;
                let arguments = [("count", &*count.to_string())];
                let sentence = text(lang, "mapping.forgotten", &arguments);
                said(&json!({ "forgotten": count }), &sentence, common)
            }
            What::Draft(draft) => draft.run(common),
        }
    }
}

fn said(document: &serde_json::Value, sentence: &str, common: &Common) -> Outcome {
    match common.json {
        true => output::json(document)?,
        false => output::line(sentence),
    }
    Ok(Done::Clean)
}

fn list(case: &Case, common: &Common) -> Outcome {
    let mappings = case.mappings(common.lang())?;
    if common.json {
        output::json(&mappings)?;
        return Ok(Done::Clean);
    }
    output::table(
        &["mapping", "title", "platform", ">documents", "saved"],
        mappings.into_iter().map(|mapping| {
            vec![
                mapping.id,
                mapping.title,
                mapping.platform,
                mapping.documents.to_string(),
                mapping.saved_at,
            ]
        }),
    );
    Ok(Done::Clean)
}

fn add(case: &mut Case, file: &PathBuf, common: &Common) -> Outcome {
    let toml = std::fs::read_to_string(file)
        .map_err(|error| Failure::Usage(format!("{}: {error}", file.display())))?;
    let id = case.save_mapping(&toml)?;
    let sentence = text(common.lang(), "mapping.saved", &[("mapping", &id)]);
    said(&json!({ "saved": id }), &sentence, common)
}

fn show(case: &Case, id: &str, common: &Common) -> Outcome {
    let toml = case.mapping(id)?;
    said(&json!({ "id": id, "toml": toml }), toml.trim_end(), common)
}

fn answers(case: &Case, common: &Common) -> Outcome {
    let answers = case.remembered_answers()?;
    if common.json {
        output::json(&answers)?;
        return Ok(Done::Clean);
    }
    output::table(
        &["answer", "format", "header", "said"],
        answers.into_iter().map(|answer| {
            let short: String = answer.fingerprint.chars().take(12).collect();
            vec![short, answer.format, answer.header.join(" | "), answer.at]
        }),
    );
    Ok(Done::Clean)
}

impl Draft {
    /// Prints the mapping, or the draft with what is still wrong with it.
    fn run(&self, common: &Common) -> Outcome {
        let lang = common.lang();
        let place = self.header_row.map(|row| Place {
            sheet: self.sheet.clone(),
            row,
            column: None,
        });
        let mut draft = match place {
            None => casefile::draft_mapping(&self.file, lang)?,
            Some(place) => casefile::draft_mapping_at(&self.file, &place, lang)?,
        };
        draft.id.clone_from(&self.id);
        draft.title.clone_from(&self.title);
        draft.platform.clone_from(&self.platform);
        let format = draft.to_format();
        let toml = match &format {
            Ok(format) => Some(casefile::mapping_to_toml(format)?),
            Err(_) => None,
        };
        let problems = format.err().unwrap_or_default();
        if common.json {
            output::json(&json!({ "draft": draft, "toml": toml, "problems": problems }))?;
        } else {
            toml.iter().for_each(|toml| output::line(toml.trim_end()));
            for problem in &problems {
                let sentence = problem.sentence(lang);
                output::line(&format!("{}: {sentence}", problem.part));
            }
            if !problems.is_empty() {
                print_columns(&draft);
            }
        }
        Ok(if problems.is_empty() {
            Done::Clean
        } else {
            Done::NeedsALook
        })
    }
}

fn print_columns(draft: &MappingDraft) {
    output::table(
        &["column", "field", "kind", "values"],
        draft.columns.iter().map(|column| {
            vec![
                column.header.clone(),
                column.field.clone().unwrap_or_default(),
                format!("{:?}", column.kind).to_lowercase(),
                column.samples.join(" | "),
            ]
        }),
    );
}
