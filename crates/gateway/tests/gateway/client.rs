//! HTTP as a client speaks it: ureq for what a client library sends, a bare socket for what it wouldn't.

use serde_json::Value;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use ureq::http::{HeaderMap, Request};

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// `pointer code` of each finding.
    #[track_caller]
    pub(crate) fn findings(&self) -> Vec<String> {
        let json = self.json();
        let findings = json["error"]["data"]["findings"].as_array().expect("findings");
        let text =
            |finding: &Value, member: &str| finding[member].as_str().expect("text").to_owned();
        findings.iter().map(|it| format!("{} {}", text(it, "pointer"), text(it, "code"))).collect()
    }

    /// Is the contract's error envelope, with this code and something to read.
    #[track_caller]
    pub(crate) fn is_error(&self, status: u16, code: &str) {
        assert_eq!(self.status, status, "{}", self.text);
        let json = self.json();
        let members: Vec<&String> = json.as_object().expect("an object").keys().collect();
        assert_eq!(members, ["error"], "{}", self.text);
        assert_eq!(json["error"]["code"], code, "{}", self.text);
        assert!(
            json["error"]["message"].as_str().is_some_and(|it| !it.is_empty()),
            "{}",
            self.text
        );
        assert!(json["error"].get("data").is_some(), "{}", self.text);
        assert!(self.header("content-type").starts_with("application/json"), "{:?}", self.headers);
    }
}

pub(crate) struct Client {
    agent: ureq::Agent,
    address: String,
}

impl Client {
    pub(crate) fn new(address: &str) -> Client {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(crate::served::DEADLINE))
            .build();
        Client { agent: config.into(), address: address.to_owned() }
    }

    pub(crate) fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send("GET", path, "", headers)
    }

    pub(crate) fn delete(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send("DELETE", path, "", headers)
    }

    /// As JSON, unless the headers say otherwise.
    pub(crate) fn post(&self, path: &str, body: &str, headers: &[(&str, &str)]) -> Answer {
        let says_type = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        let json: &[(&str, &str)] = &[("Content-Type", "application/json")];
        self.send("POST", path, body, &[headers, if says_type { &[] } else { json }].concat())
    }

    #[track_caller]
    pub(crate) fn send(
        &self,
        method: &str,
        path: &str,
        body: &str,
        headers: &[(&str, &str)],
    ) -> Answer {
        self.try_send(method, path, body, headers).expect("an answer")
    }

    pub(crate) fn try_post(
        &self,
        path: &str,
        body: &str,
        headers: &[(&str, &str)],
    ) -> Result<Answer, ureq::Error> {
        let json = [("Content-Type", "application/json")];
        self.try_send("POST", path, body, &[headers, &json].concat())
    }

    /// To a server that may end in the middle of its answer.
    pub(crate) fn try_send(
        &self,
        method: &str,
        path: &str,
        body: &str,
        headers: &[(&str, &str)],
    ) -> Result<Answer, ureq::Error> {
        let mut request =
            Request::builder().method(method).uri(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = if body.is_empty() {
            self.agent.run(request.body(()).expect("a request"))
        } else {
            self.agent.run(request.body(body.as_bytes()).expect("a request"))
        };
        let mut response = response?;
        let text = response.body_mut().with_config().limit(64 << 20).read_to_string()?;
        Ok(Answer { status: response.status().as_u16(), headers: response.headers().clone(), text })
    }
}

/// Sends these very bytes on a connection of their own and reads what comes until its end.
pub(crate) fn raw(address: &str, request: &str) -> Answer {
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(crate::served::DEADLINE)).expect("a time-out");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut received = Vec::new();
    // The server may reset a connection whose body it doesn't want, after its answer.
    let _ = stream.read_to_end(&mut received);
    parse(&String::from_utf8_lossy(&received))
}

fn parse(received: &str) -> Answer {
    let (head, text) = received.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{received:?}"));
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
    let headers = lines.filter_map(|line| {
        let (name, value) = line.split_once(": ")?;
        Some((name.parse().ok()?, value.parse().ok()?))
    });
    Answer { status: status.expect("a status"), headers: headers.collect(), text: text.to_owned() }
}
