//! The real binary in front of a strict stand-in for BlueKing JOB, in both dialects and in every kind of trouble.

#[path = "../gateway/client.rs"]
#[expect(dead_code, reason = "shared with the tests of the gateway, which need more of it")]
mod client;
mod following;
mod front;
mod identities;
mod lists;
mod losses;
mod many;
mod outputs;
mod redirects;
mod secrets;
#[path = "../gateway/served.rs"]
#[expect(dead_code, reason = "shared with the tests of the gateway, which need more of it")]
mod served;
mod starting;
mod submitting;
mod terminate;
mod tls;
mod troubles;

use crate::served::shell as on_hosts;
use front::{DIALECTS, Front, SCOPE, app_file, path};
