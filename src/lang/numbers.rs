//! Numbers, and what is counted, in sentences.

pub(crate) fn grouped(number: usize) -> String {
    grouped_u64(number as u64)
}

/// 1,234,567
pub(crate) fn grouped_u64(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// In English: 1 host, 2 hosts, 2 batches.
pub(crate) fn plural(count: u64, noun: &str) -> String {
    match noun.strip_suffix("ch") {
        _ if count == 1 => format!("1 {noun}"),
        Some(_) => format!("{} {noun}es", grouped_u64(count)),
        None => format!("{} {noun}s", grouped_u64(count)),
    }
}
