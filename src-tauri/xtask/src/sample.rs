//! Writes assets/sample: a case of two years in files as platforms, wallets and people make them,
//! and the truth about it.
//!
//! Refuses to read a clock: the seed decides every byte.

mod cast;
mod douyin;
pub mod ledger;
mod manifest;
mod market;
pub mod random;
pub mod returns;
pub mod table;
mod taobao;
mod truth;
mod wallet;

use std::fs;
use std::path::Path;

use ledger::Ledger;
use random::Random;

/// Decides every byte of the sample.
const SEED: u64 = 20_240_101;

const NOTES: &str = "\
这个文件夹里的每一笔都是生成的：人名、店铺、账号与订单号均为虚构。
Every line in this folder is generated; names, shops, accounts and order numbers are invented.
";

/// Writes the sample into a folder, replacing what was there.
pub fn write_into(folder: &Path) -> Result<(), String> {
    write_and_book(folder).map(drop)
}

fn write_and_book(folder: &Path) -> Result<Ledger, String> {
    let files = folder.join("files");
    clear(&files)?;
    let mut random = Random::seeded(SEED);
    let mut ledger = Ledger::default();
    let sales = market::sales(&mut random);
    let mut truths = taobao::write(&files, &sales, &mut ledger)?;
    truths.extend(douyin::write(&files, &mut random, &mut ledger)?);
    let payments = returns::declare(&mut ledger);
    truths.extend(returns::write(&files, &payments)?);
    truths.extend(wallet::write(&files, &mut random, &mut ledger)?);
    truths.sort_by(|a, b| a.name.cmp(&b.name));
    let truth = truth::toml(SEED, &truths, &ledger);
    table::write_bytes(&files.join("notes.txt"), NOTES.as_bytes())?;
    table::write_bytes(&folder.join("truth.toml"), truth.as_bytes())?;
    table::write_bytes(
        &folder.join("case.toml"),
        manifest::toml(&ledger).as_bytes(),
    )?;
    Ok(ledger)
}

fn clear(folder: &Path) -> Result<(), String> {
    let cannot = |error| format!("cannot clear {}: {error}", folder.display());
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(cannot)?;
    }
    fs::create_dir_all(folder).map_err(cannot)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_books_tell_the_story() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = write_and_book(folder.path()).unwrap();
        for (party, month, line) in ledger.lines().filter(|(party, ..)| *party == "lin") {
            assert_eq!(
                line.declared,
                line.net(),
                "{party} declares {month} in full"
            );
        }
        let years = ledger.years();
        for year in [2024, 2025] {
            assert!(2 * years[&("zhou", year)].declared < years[&("zhou", year)].net());
            assert!(years[&("he-studio", year)].net() > 3 * years[&("he", year)].net());
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        let bytes = || {
            let folder = tempfile::tempdir().unwrap();
            write_into(folder.path()).unwrap();
            let files = fs::read_dir(folder.path().join("files")).unwrap();
            let mut paths: Vec<_> = files.map(|entry| entry.unwrap().path()).collect();
            paths.push(folder.path().join("case.toml"));
            paths.push(folder.path().join("truth.toml"));
            paths.sort();
            let read = paths.iter().map(|path| fs::read(path).unwrap());
            read.collect::<Vec<_>>()
        };
        assert_eq!(bytes(), bytes());
    }
}
