//! Bytes of any encoding as UTF-8, for readers that find their own way through a text.
//!
//! What is no text becomes a byte that UTF-8 never has, so that whoever reads it notices; nothing
//! is replaced.

use std::io::Read;

use encoding_rs::{Decoder, DecoderResult, Encoding};

/// Stands for bytes that are no text.
pub(crate) const NO_TEXT: u8 = 0xff;

/// A reader that gives UTF-8. The mark of the encoding is taken off.
pub(crate) struct Utf8<R> {
    source: R,
    decoder: Decoder,
    input: Vec<u8>,
    output: Vec<u8>,
    given: usize,
    done: bool,
}

impl<R: Read> Utf8<R> {
    /// From where the source is.
    pub fn new(source: R, encoding: &'static Encoding) -> Utf8<R> {
        Utf8 {
            source,
            decoder: encoding.new_decoder_with_bom_removal(),
            input: vec![0; 1 << 16],
            output: Vec::new(),
            given: 0,
            done: false,
        }
    }

    fn refill(&mut self) -> std::io::Result<()> {
        let length = self.source.read(&mut self.input)?;
        self.done = length == 0;
        self.output.clear();
        self.given = 0;
        let mut text = String::new();
        let mut input = &self.input[..length];
        loop {
            text.reserve(input.len() * 3 + 16);
            let (result, used) = self
                .decoder
                .decode_to_string_without_replacement(input, &mut text, self.done);
            input = &input[used..];
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    self.output.extend_from_slice(text.as_bytes());
                    self.output.push(NO_TEXT);
                    text.clear();
                }
            }
        }
        self.output.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.given == self.output.len() && !self.done {
            self.refill()?;
        }
        let length = buffer.len().min(self.output.len() - self.given);
        buffer[..length].copy_from_slice(&self.output[self.given..self.given + length]);
        self.given += length;
        Ok(length)
    }
}
