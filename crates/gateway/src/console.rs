//! The console, from inside the binary.

use crate::answer::Refusal;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "../../dist"]
struct Dist;

const NOT_BUILT: &str = "<!doctype html><meta charset=utf-8><title>fastexec</title>\
    <p>This fastexec was built without its console. Build it with <code>cargo xtask serve</code>.";

/// A file of the console, or its page for any address that the console routes by itself.
pub(crate) async fn serve(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if let Some(response) = file(path, &headers) {
        return response;
    }
    if !is_page(path) {
        return Refusal::NotFound.into_response();
    }
    file("index.html", &headers).unwrap_or_else(|| {
        (StatusCode::OK, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], NOT_BUILT)
            .into_response()
    })
}

/// What the console's router knows.
fn is_page(path: &str) -> bool {
    matches!(path, "" | "runs" | "settings") || path.starts_with("runs/")
}

fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    if path.is_empty() || path.ends_with(".br") {
        return None;
    }
    let plain = Dist::get(path)?;
    let takes_brotli = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(',').any(|coding| coding.trim().starts_with("br")));
    let brotli = takes_brotli.then(|| Dist::get(&format!("{path}.br"))).flatten();
    let etag = etag(&plain);
    let is_known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| *known == etag);
    let encoded = brotli.is_some();
    let content = brotli.unwrap_or(plain).data;
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(Body::from(content.into_owned()))
    };
    let out = response.headers_mut();
    out.insert(header::ETAG, etag);
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching(path)));
    if encoded && !is_known {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    Some(response)
}

fn etag(file: &EmbeddedFile) -> HeaderValue {
    let hash = file.metadata.sha256_hash();
    let hex: String = hash[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::from_str(&format!("\"{hex}\"")).unwrap_or(HeaderValue::from_static("\"\""))
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

/// Trunk puts a hash of the content into names, as `name-0123456789abcdef.js`: those never change. It leaves out zeros
/// at the front.
fn caching(path: &str) -> &'static str {
    let stem = path.split('.').next().unwrap_or_default();
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
    if (12..=16).contains(&hash.len()) && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

#[cfg(test)]
mod tests {
    use super::caching;

    #[test]
    fn what_has_a_hash_is_kept() {
        for path in [
            "tokens-43d6d126e07c494d.css",
            "editor-91d7f4c4e3aaf76.css",
            "fastexec-console-d5e4addb113181c9_bg.wasm",
            "fastexec-console-d5e4addb113181c9.js",
        ] {
            assert!(caching(path).contains("immutable"), "{path}");
        }
        for path in ["index.html", "boot.js", "editor.js", "deadbeefdeadbeef.js", "a-facade.css"] {
            assert_eq!(caching(path), "no-cache", "{path}");
        }
    }
}
