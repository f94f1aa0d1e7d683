//! Findings as data. Sentences are made at the edge, by [`Finding::message`].

use crate::catalogue;
use crate::lang::Lang;
use crate::rules::Code;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::fmt;

/// What a finding means for the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The request is refused.
    Error,
    /// It runs, and the user is told.
    Warning,
}

/// A value that a finding speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Param {
    Number(i64),
    Text(String),
}

impl fmt::Display for Param {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Param::Number(number) => number.fmt(f),
            Param::Text(text) => text.fmt(f),
        }
    }
}

impl From<i64> for Param {
    fn from(number: i64) -> Self {
        Param::Number(number)
    }
}

impl From<usize> for Param {
    fn from(number: usize) -> Self {
        Param::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<&str> for Param {
    fn from(text: &str) -> Self {
        Param::Text(text.to_owned())
    }
}

impl From<String> for Param {
    fn from(text: String) -> Self {
        Param::Text(text)
    }
}

/// Where in the text a value stands, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

/// One problem of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// RFC 6901, into the request body. A missing field is pointed to where it would stand.
    pub pointer: String,
    pub code: Code,
    /// The values the sentence speaks of, by the names its template uses.
    pub params: Vec<(&'static str, Param)>,
    /// Empty (start = end) for a missing field: the place where it would be written.
    pub span: Span,
    /// From 1. Lines end at `\n`.
    pub line: u32,
    /// From 1, in characters (Unicode scalar values).
    pub column: u32,
}

impl Finding {
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The sentence, without the field's name: the pointer says where.
    pub fn message(&self, lang: Lang) -> String {
        catalogue::render(self.code, &self.params, lang)
    }

    pub fn param(&self, name: &str) -> Option<&Param> {
        self.params.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    pub(crate) fn with(&mut self, name: &'static str, value: impl Into<Param>) -> &mut Self {
        self.params.push((name, value.into()));
        self
    }
}

/// Every problem of a request, in the order in which the fields stand in its text.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Report {
    pub(crate) findings: Vec<Finding>,
}

impl Report {
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// No error; warnings are allowed.
    pub fn is_valid(&self) -> bool {
        self.errors().next().is_none()
    }

    pub fn errors(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity() == Severity::Error)
    }

    pub fn warnings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity() == Severity::Warning)
    }

    /// The findings with their sentences in one language, ready for serde:
    /// `[{"pointer","code","severity","message","params"?,"line","column"}…]`.
    pub fn in_lang(&self, lang: Lang) -> Vec<FindingInLang<'_>> {
        self.findings.iter().map(|finding| FindingInLang { finding, lang }).collect()
    }

    /// `{"valid":…,"findings":[…]}`, in one line.
    pub fn to_json(&self, lang: Lang) -> String {
        #[derive(Serialize)]
        struct Verdict<'a> {
            valid: bool,
            findings: Vec<FindingInLang<'a>>,
        }
        let verdict = Verdict { valid: self.is_valid(), findings: self.in_lang(lang) };
        // Maps have text for keys and nothing here fails, which is all that serde_json could complain of.
        serde_json::to_string(&verdict).unwrap_or_default()
    }
}

/// A finding as it is written to JSON.
#[derive(Clone, Copy, Debug)]
pub struct FindingInLang<'a> {
    finding: &'a Finding,
    lang: Lang,
}

impl Serialize for FindingInLang<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let finding = self.finding;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("pointer", &finding.pointer)?;
        map.serialize_entry("code", finding.code.id())?;
        map.serialize_entry("severity", &finding.severity())?;
        map.serialize_entry("message", &finding.message(self.lang))?;
        if !finding.params.is_empty() {
            map.serialize_entry("params", &Params(&finding.params))?;
        }
        map.serialize_entry("line", &finding.line)?;
        map.serialize_entry("column", &finding.column)?;
        map.end()
    }
}

struct Params<'a>(&'a [(&'static str, Param)]);

impl Serialize for Params<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}
