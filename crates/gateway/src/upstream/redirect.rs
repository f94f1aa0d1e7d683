//! Redirects of JOB's side, such as to a login page. None is followed: the header that would travel with it holds the
//! secret of the app. The person is told where it leads, for that is mostly enough to see what is set up wrong.

use super::trouble::{Kind, Outcome, Trouble};
use crate::answer::Sentence;
use reqwest::Response;
use reqwest::header::LOCATION;

/// Characters of an address that are shown.
const SHOWN_MAX: usize = 200;

pub(super) const fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// Where an answer leads, without what may be a secret: a query, a fragment, a name with its password.
pub(super) fn target(answer: &Response) -> Option<String> {
    let location = answer.headers().get(LOCATION).filter(|_| is_redirect(answer.status().as_u16()));
    let target = answer.url().join(location?.to_str().ok()?).ok()?;
    let is_web = matches!(target.scheme(), "http" | "https");
    let shown = format!("{}{}", target.origin().ascii_serialization(), target.path());
    is_web.then(|| shown.chars().take(SHOWN_MAX).collect())
}

/// What an answer comes to that is no answer of JOB's, when it is a redirect.
pub(super) fn explained(trouble: Trouble, status: u16, target: Option<&str>) -> Trouble {
    if !is_redirect(status) {
        return trouble;
    }
    // Go there instead, say all of them but one, and so nothing was done here. 303 says that the answer to what was
    // done stands there.
    let outcome = if status == 303 { Outcome::Unknown } else { Outcome::NotDone };
    let target = target.unwrap_or("?");
    let sentence = Sentence::new(
        format!(
            "What stands at --upstream redirects (HTTP {status}) to {target}. That is not followed, for the secret of the app would go \
             along. Give --upstream the address at which JOB's API gateway answers by itself: check https, host, path and \
             stage, and that no login page stands in front of it."
        ),
        format!(
            "--upstream 处的服务要求重定向（HTTP {status}）到 {target}。为避免泄露应用密钥，网关不跟随重定向。请将 --upstream \
             设为 JOB 的 API 网关直接应答的地址：检查 https、主机、路径和环境，并确认其前没有登录页。"
        ),
    );
    Trouble { kind: Kind::Unavailable, outcome, sentence, ..trouble }
}
