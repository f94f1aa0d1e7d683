use super::{Document, Kind, Reason};

#[track_caller]
fn refused(text: &[u8], reason: Reason, at: u32) {
    let error = Document::parse(text).expect_err("it should be refused");
    assert_eq!((error.reason, error.at), (reason, at));
    assert!(serde_json::from_slice::<serde_json::Value>(text).is_err(), "serde_json takes it");
}

#[track_caller]
fn kind(text: &str) -> Kind {
    serde_json::from_str::<serde_json::Value>(text).expect("serde_json should take it");
    Document::parse(text.as_bytes()).expect("it should be JSON").root().kind()
}

#[test]
fn reasons_and_places() {
    refused(b"", Reason::Empty, 0);
    refused(b" \n", Reason::Empty, 2);
    refused(b"\xEF\xBB\xBF{}", Reason::ByteOrderMark, 0);
    refused(b"{", Reason::UnexpectedEnd, 1);
    refused(b"[1,]", Reason::UnexpectedCharacter, 3);
    refused(b"{,}", Reason::UnexpectedCharacter, 1);
    refused(b"{\"a\" 1}", Reason::UnexpectedCharacter, 5);
    refused(b"{} x", Reason::TextAfterEnd, 3);
    refused(b"\"a\nb\"", Reason::ControlCharacter, 2);
    refused(b"\"\0\"", Reason::ControlCharacter, 1);
    refused(b"\"\\x\"", Reason::BadEscape, 2);
    refused(b"\"\\u12g4\"", Reason::BadEscape, 5);
    refused(b"\"\\ud800\"", Reason::LoneSurrogate, 1);
    refused(b"\"\\ud800\\u0041\"", Reason::LoneSurrogate, 1);
    refused(b"\"\\udc00\"", Reason::LoneSurrogate, 1);
    refused(b"01", Reason::BadNumber, 1);
    refused(b"-", Reason::UnexpectedEnd, 1);
    refused(b"1.x", Reason::BadNumber, 2);
    refused(b"1e999", Reason::NumberTooLarge, 0);
    refused(b"\"\xff\"", Reason::NotUtf8, 1);
    refused(b"nul", Reason::UnexpectedEnd, 3);
    refused("９".as_bytes(), Reason::UnexpectedCharacter, 0);
}

#[test]
fn numbers_keep_how_they_were_written() {
    assert_eq!(kind("9223372036854775807"), Kind::Integer);
    assert_eq!(kind("-9223372036854775808"), Kind::Integer);
    assert_eq!(kind("9223372036854775808"), Kind::HugeInteger);
    assert_eq!(kind("-9223372036854775809"), Kind::HugeInteger);
    assert_eq!(kind("1.0"), Kind::Fraction);
    assert_eq!(kind("1e3"), Kind::Fraction);
    assert_eq!(kind("-0"), Kind::Integer);
    assert_eq!(kind(&"9".repeat(305)), Kind::HugeInteger);
    refused("9".repeat(400).as_bytes(), Reason::NumberTooLarge, 0);
}

#[test]
fn depth_is_that_of_serde_json() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert_eq!(kind(&nested(127)), Kind::Array);
    refused(nested(128).as_bytes(), Reason::TooDeep, 127);
    refused("[".repeat(1_000_000).as_bytes(), Reason::TooDeep, 127);
}

#[test]
fn escapes() {
    let text = r#""a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00中""#;
    let document = Document::parse(text.as_bytes()).expect("it should be JSON");
    let expected: String = serde_json::from_str(text).expect("serde_json should take it");
    assert_eq!(document.root().string().as_deref(), Some(expected.as_str()));
}

proptest::proptest! {
    #[test]
    fn acceptance_is_that_of_serde_json(text in r#"[\[\]{}:,"0-9eE.+\-tfnulrase \\u]{0,24}"#) {
        let ours = Document::parse(text.as_bytes()).is_ok();
        let theirs = serde_json::from_str::<serde_json::Value>(&text).is_ok();
        proptest::prop_assert_eq!(ours, theirs, "{}", text);
    }
}

/// The files of JSONTestSuite by name: those of y_ are JSON, those of n_ are not.
#[test]
fn json_test_suite() {
    let table = include_str!("../../testdata/json_test_suite.tsv");
    let listed = table.lines().map(|line| {
        let (name, content) = line.split_once('\t').expect("a name and a content");
        (name, bytes(content))
    });
    let generated = [
        ("n_structure_100000_opening_arrays", b"[".repeat(100_000)),
        ("n_structure_open_array_object", b"[{\"\":".repeat(50_000)),
    ];
    let mut counts = (0, 0);
    for (name, text) in listed.chain(generated) {
        let is_json = Document::parse(&text).is_ok();
        assert_eq!(is_json, name.starts_with("y_"), "{name}");
        assert_eq!(is_json, serde_json::from_slice::<serde_json::Value>(&text).is_ok(), "{name}");
        if is_json { counts.0 += 1 } else { counts.1 += 1 }
    }
    assert_eq!(counts, (95, 188), "files of the suite");
}

/// `%41` is a byte, everything else stands for itself.
fn bytes(escaped: &str) -> Vec<u8> {
    let mut pieces = escaped.split('%');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).expect("two hex digits"));
        bytes.extend_from_slice(&piece.as_bytes()[2..]);
    }
    bytes
}
