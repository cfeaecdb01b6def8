//! Every file of the fuzz corpus, checked as the fuzz targets check it: what was once found stays
//! found, without a fuzzer.

use std::fs;
use std::path::Path;

#[path = "fuzz/lib.rs"]
#[allow(dead_code, reason = "the fuzz targets ask fewer questions of a file")]
mod fuzz;

/// Bytes of the whole corpus. It is there to begin from, not to be complete.
const BYTES_MOST: usize = 300_000;

#[test]
fn every_reader_keeps_to_what_it_must_on_every_file_of_the_corpus() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let mut bytes = 0;
    for name in fuzz::NAMES {
        let files = fs::read_dir(corpus.join(name)).unwrap();
        let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        files.sort();
        assert!(!files.is_empty(), "{name}");
        for file in files {
            // Seen where the check fails.
            println!("{}", file.display());
            let content = fs::read(&file).unwrap();
            bytes += content.len();
            fuzz::check(name, &content, fuzz::Ask::All);
        }
    }
    assert!(bytes <= BYTES_MOST, "the corpus has {bytes} bytes");
}
