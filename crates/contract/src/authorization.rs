//! The header `X-Bkapi-Authorization`: who calls, and for whom.

use crate::MASK;
use crate::findings::Findings;
use crate::json::{Document, Kind, Value};
use crate::limits;
use crate::pointer::Pointer;
use crate::report::{Report, Span};
use crate::rules::Code;
use std::fmt;

/// What the header says; nobody has verified it yet.
#[derive(Clone, PartialEq, Eq)]
pub struct Authorization {
    pub app: App,
    pub user: User,
}

#[derive(Clone, PartialEq, Eq)]
pub enum App {
    Secret {
        /// `bk_app_code`
        code: String,
        /// `bk_app_secret`
        secret: String,
    },
    AccessToken(String),
}

#[derive(Clone, PartialEq, Eq)]
pub enum User {
    /// `bk_token`: the login state of a person.
    Token(String),
    /// `bk_username`: named by an app that is trusted to know.
    Name(String),
    AccessToken(String),
}

/// Checks the value of the header; pointers are into its own JSON. No finding repeats a value.
pub fn check_authorization(header: Option<&str>) -> (Option<Authorization>, Report) {
    let mut findings = Findings::new();
    let authorization = read(header, &mut findings);
    let report = findings.into_report(header.unwrap_or_default().as_bytes());
    (authorization.filter(|_| report.is_valid()), report)
}

fn read(header: Option<&str>, findings: &mut Findings) -> Option<Authorization> {
    let Some(header) = header else {
        root(Code::AuthorizationMissing, findings);
        return None;
    };
    let document = Document::parse(header.as_bytes()).ok();
    let object = document.as_ref().map(Document::root).filter(|root| root.kind() == Kind::Object);
    let Some(object) = object.filter(|object| object.members().all(|(_, value)| is_text(value)))
    else {
        root(Code::AuthorizationSyntax, findings);
        return None;
    };

    let app_code = member(object, &["bk_app_code", "app_code"]);
    let app_secret = member(object, &["bk_app_secret", "app_secret"]);
    let access_token = member(object, &["access_token"]);
    too_long("bk_app_code", app_code.as_deref(), limits::APP_CODE_MAX_CHARS, findings);
    too_long("bk_app_secret", app_secret.as_deref(), limits::APP_SECRET_MAX_CHARS, findings);

    let app = match (app_code, app_secret, &access_token) {
        (Some(code), Some(secret), _) => Some(App::Secret { code, secret }),
        (_, _, Some(token)) => Some(App::AccessToken(token.clone())),
        _ => {
            root(Code::AuthorizationAppMissing, findings);
            None
        }
    };
    let user = member(object, &["bk_token"])
        .map(User::Token)
        .or_else(|| member(object, &["bk_username", "username"]).map(User::Name))
        .or_else(|| access_token.map(User::AccessToken));
    if user.is_none() {
        root(Code::AuthorizationUserMissing, findings);
    }
    Some(Authorization { app: app?, user: user? })
}

fn is_text(value: Value<'_>) -> bool {
    matches!(value.kind(), Kind::PlainString | Kind::EscapedString | Kind::Null)
}

/// The first of these names that has a value. An empty one counts as missing.
fn member(object: Value<'_>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        let (_, value) = object.members().find(|(key, _)| key.string().as_deref() == Some(name))?;
        value.string().filter(|text| !text.is_empty()).map(|text| text.into_owned())
    })
}

fn too_long(name: &'static str, value: Option<&str>, max: usize, findings: &mut Findings) {
    if value.is_some_and(|value| value.chars().count() > max) {
        let pointer = Pointer::ROOT.key(name).to_string();
        findings.add(Code::AuthorizationTooLong, pointer, Span::default()).with("max", max);
    }
}

fn root(code: Code, findings: &mut Findings) {
    findings.add(code, Pointer::ROOT.to_string(), Span::default());
}

impl fmt::Debug for Authorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authorization").field("app", &self.app).field("user", &self.user).finish()
    }
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            App::Secret { code, .. } => write!(f, "Secret({code}, {MASK})"),
            App::AccessToken(_) => write!(f, "AccessToken({MASK})"),
        }
    }
}

impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            User::Name(name) => write!(f, "Name({name})"),
            User::Token(_) => write!(f, "Token({MASK})"),
            User::AccessToken(_) => write!(f, "AccessToken({MASK})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{App, Authorization, User, check_authorization};

    #[track_caller]
    fn refused(header: Option<&str>, expected: &[&str]) {
        let (authorization, report) = check_authorization(header);
        let codes: Vec<&str> = report.findings().iter().map(|finding| finding.code.id()).collect();
        assert_eq!((authorization, codes.as_slice()), (None, expected));
    }

    #[track_caller]
    fn accepted(header: &str) -> Authorization {
        let (authorization, report) = check_authorization(Some(header));
        assert_eq!(report.findings(), &[]);
        authorization.expect("no finding, so it is whole")
    }

    #[test]
    fn identities() {
        let secret = App::Secret { code: "a".into(), secret: "b".into() };
        assert_eq!(
            accepted(r#"{"bk_app_code":"a","bk_app_secret":"b","bk_username":"c"}"#),
            Authorization { app: secret.clone(), user: User::Name("c".into()) }
        );
        assert_eq!(
            accepted(r#"{"bk_app_code":"a","bk_app_secret":"b","bk_token":"t","bk_username":"c"}"#),
            Authorization { app: secret, user: User::Token("t".into()) }
        );
        assert_eq!(
            accepted(r#"{"access_token":"t"}"#),
            Authorization {
                app: App::AccessToken("t".into()),
                user: User::AccessToken("t".into())
            }
        );
    }

    #[test]
    fn refusals() {
        refused(None, &["authorization_missing"]);
        refused(Some("bk_app_code=a"), &["authorization_syntax"]);
        refused(Some("[]"), &["authorization_syntax"]);
        refused(Some(r#"{"bk_app_code":1}"#), &["authorization_syntax"]);
        refused(Some("{}"), &["authorization_app_missing", "authorization_user_missing"]);
        refused(Some(r#"{"bk_app_code":"a","bk_username":"c"}"#), &["authorization_app_missing"]);
        refused(
            Some(r#"{"bk_app_code":"a","bk_app_secret":"b"}"#),
            &["authorization_user_missing"],
        );
        let long = format!(
            r#"{{"bk_app_code":"{}","bk_app_secret":"{}","bk_username":"c"}}"#,
            "a".repeat(33),
            "b".repeat(129)
        );
        refused(Some(&long), &["authorization_too_long", "authorization_too_long"]);
    }

    #[test]
    fn secrets_stay_out_of_debug() {
        let shown = format!(
            "{:?}",
            accepted(r#"{"bk_app_code":"a","bk_app_secret":"hidden","bk_token":"hidden"}"#)
        );
        assert!(!shown.contains("hidden"), "{shown}");
    }
}
