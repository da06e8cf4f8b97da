//! What would be sent.

use std::fmt::Write as _;

/// Prints a request: its head as it is, and the size of its body, which nobody can read.
pub fn print(request: &http::Request<Vec<u8>>) {
    print!("{}", head(request));
}

fn head(request: &http::Request<Vec<u8>>) -> String {
    let mut text = format!("{} {}\n", request.method(), request.uri());
    for (name, value) in request.headers() {
        // Nothing fails that writes to a text.
        let _ = writeln!(text, "{name}: {}", String::from_utf8_lossy(value.as_bytes()));
    }
    let _ = writeln!(text, "({} bytes, encrypted)\n", request.body().len());
    text
}
