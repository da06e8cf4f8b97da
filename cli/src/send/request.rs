//! What would be sent.

/// A request in lines: its head as it is, and the size of its body, which nobody can read.
pub fn head(request: &http::Request<Vec<u8>>) -> String {
    let headers = request
        .headers()
        .iter()
        .map(|(name, value)| format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes())));
    let headers: String = headers.collect();
    let (method, uri, bytes) = (request.method(), request.uri(), request.body().len());
    format!("{method} {uri}\n{headers}({bytes} bytes, encrypted)\n")
}
