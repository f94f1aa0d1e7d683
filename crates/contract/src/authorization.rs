//! The header `X-Bkapi-Authorization`: who calls, and for whom.

use crate::report::Report;

#[derive(Clone, PartialEq, Eq)]
pub struct Authorization {
    pub app: App,
    pub user: User,
}

#[derive(Clone, PartialEq, Eq)]
pub enum App {
    Secret { code: String, secret: String },
    AccessToken(String),
}

#[derive(Clone, PartialEq, Eq)]
pub enum User {
    /// `bk_username`: named by an app that is trusted to know.
    Name(String),
    /// `bk_token`: the login state of a person.
    Token(String),
    AccessToken(String),
}

pub fn check_authorization(_header: Option<&str>) -> (Option<Authorization>, Report) {
    (None, Report::default())
}
