//! The result tag: the text of the last `job_success:[…]` or `job_fail:[…]` that a script printed.

/// Characters kept of a tag.
const CHARS_MAX: usize = 256;

/// Bytes at the end of the output in which a tag is looked for.
pub(crate) const WINDOW: u64 = 64 * 1024;

/// Empty when there is none.
pub(crate) fn last_tag(output: &str) -> String {
    let tag = ["job_success:[", "job_fail:["]
        .into_iter()
        .filter_map(|marker| {
            let start = output.rfind(marker)? + marker.len();
            let line = output[start..].lines().next().unwrap_or_default();
            line.rfind(']').map(|end| (start, &line[..end]))
        })
        .max_by_key(|(start, _)| *start);
    tag.map(|(_, text)| text.chars().take(CHARS_MAX).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::last_tag;

    #[test]
    fn tags() {
        for (output, tag) in [
            ("", ""),
            ("job_success:[done]\n", "done"),
            ("[2026-01-01][PID:1] job_success:[a [b] c]", "a [b] c"),
            ("job_success:[first]\njob_fail:[last]\n", "last"),
            ("job_fail:[first]\njob_success:[last]\nmore", "last"),
            ("job_success:[cut", ""),
        ] {
            assert_eq!(last_tag(output), tag, "{output:?}");
        }
        assert_eq!(last_tag(&format!("job_fail:[{}]", "é".repeat(300))), "é".repeat(256));
    }
}
