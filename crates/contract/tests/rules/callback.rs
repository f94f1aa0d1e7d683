//! Callback addresses.

use crate::findings;

#[track_caller]
fn url_findings(url: &str, expected: &[&str]) {
    let url = serde_json::to_string(url).expect("a string is JSON");
    findings(&[("callback", &format!("{{\"url\":{url}}}"))], expected);
}

#[test]
fn callback_url_syntax() {
    url_findings("http://example.com/{id}", &["/callback/url callback_url_syntax"]);
}

#[test]
fn callback_url_scheme() {
    for wrong in ["ftp://example.com/", "example.com", "httpx://example.com"] {
        url_findings(wrong, &["/callback/url callback_url_scheme"]);
    }
    url_findings("HTTPS://example.com", &[]);
}

#[test]
fn callback_url_host() {
    for wrong in ["http:///path", "http://my_host/", "http://256.1.1.1/", "http://例.com/"] {
        url_findings(wrong, &["/callback/url callback_url_host"]);
    }
}

#[test]
fn callback_url_user_info() {
    url_findings("http://user:secret@example.com/", &["/callback/url callback_url_user_info"]);
}

#[test]
fn callback_url_port() {
    url_findings("http://example.com:65535/", &[]);
    url_findings("http://example.com:65536/", &["/callback/url callback_url_port"]);
}

#[test]
fn callback_url_too_long() {
    let path = |length| format!("http://example.com/{}", "a".repeat(length));
    url_findings(&path(1024 - 19), &[]);
    url_findings(&path(1025 - 19), &["/callback/url callback_url_too_long"]);
}

#[test]
fn callback_url_outer_blanks() {
    url_findings(" http://example.com/", &["/callback/url callback_url_outer_blanks"]);
    url_findings("http://example.com/\n", &["/callback/url callback_url_outer_blanks"]);
}

#[test]
fn callback_url_private() {
    for host in ["localhost", "127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "[::1]"] {
        url_findings(&format!("http://{host}/"), &["/callback/url callback_url_private"]);
    }
}
