//! Behind a proxy that speaks TLS, under a public name, as docs/operations.md says.

use crate::documents::document;
use crate::served::{DEADLINE, SUBMIT, Served, fastexec, folder, shell, wait_for};
use crate::terminate::{made, terminate};
use reqwest::header::{HOST, HeaderMap, ORIGIN, SET_COOKIE};
use reqwest::tls::Certificate;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;
use tokio::runtime::Runtime;

const NAME: &str = "fastexec.example.com";
const ORIGIN_OF_NAME: &str = "https://fastexec.example.com";

/// A browser that trusts the proxy, at the public name.
struct Browser {
    runtime: Runtime,
    http: reqwest::Client,
    proxy: SocketAddr,
    /// Of its session.
    cookie: String,
}

struct Said {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Said {
    #[track_caller]
    fn data(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.text);
        let json: Value = serde_json::from_str(&self.text).expect("JSON");
        json["data"].clone()
    }
}

impl Browser {
    fn new(proxy: SocketAddr) -> Browser {
        // Another test may have chosen already; both choose the same.
        let _chosen = rustls::crypto::ring::default_provider().install_default();
        let authority = std::fs::read(made("authority.pem")).expect("a file");
        let http = reqwest::Client::builder()
            .tls_certs_merge(Certificate::from_pem_bundle(&authority).expect("certificates"))
            .timeout(DEADLINE)
            .no_proxy()
            .build()
            .expect("a client");
        let runtime = Runtime::new().expect("a runtime");
        Browser { runtime, http, proxy, cookie: String::new() }
    }

    fn send(&self, method: Method, path: &str, body: &str, headers: &[(&str, &str)]) -> Said {
        // The certificate is for the address, and the name is for the gateway.
        let mut request = self.http.request(method, format!("https://{}{path}", self.proxy));
        let own = [("Content-Type", "application/json"), ("Cookie", self.cookie.as_str())];
        let mut all = HeaderMap::new();
        for (name, value) in [(HOST.as_str(), NAME)].iter().chain(&own).chain(headers) {
            let name = name.parse::<reqwest::header::HeaderName>().expect("a name");
            all.insert(name, value.parse().expect("a value"));
        }
        request = request.headers(all).body(body.to_owned());
        self.runtime.block_on(async {
            let answer = request.send().await.expect("an answer");
            let (status, headers) = (answer.status(), answer.headers().clone());
            let bytes = answer.bytes().await.expect("a whole answer");
            Said { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
        })
    }

    fn get(&self, path: &str) -> Said {
        self.send(Method::GET, path, "", &[])
    }

    /// As a page of the public name does.
    fn post(&self, path: &str, body: &Value) -> Said {
        let headers = [(ORIGIN.as_str(), ORIGIN_OF_NAME), ("Sec-Fetch-Site", "same-origin")];
        self.send(Method::POST, path, &body.to_string(), &headers)
    }

    fn sign_in(&mut self, token: &str) {
        let answer = self.post("/session", &json!({ "token": token }));
        assert_eq!(answer.status, 204, "{}", answer.text);
        let cookie = answer.headers[SET_COOKIE].to_str().expect("text").to_owned();
        for flag in ["; Secure", "; HttpOnly", "; SameSite=Strict"] {
            assert!(cookie.contains(flag), "{cookie}");
        }
        self.cookie = cookie.split(';').next().expect("a value").to_owned();
        assert!(self.get("/session").data()["user"].is_string());
    }
}

/// Everything that a person does, through a proxy at that address in front of that gateway.
fn all_is_well(proxy: SocketAddr, served: &Served, folder: &TempDir) {
    let mut browser = Browser::new(proxy);
    let page = browser.get("/");
    assert_eq!(page.status, 200);
    assert!(page.headers.contains_key("content-security-policy"), "{:?}", page.headers);
    browser.sign_in(&served.token);

    // A run is followed while it goes on: what it has printed comes before it has ended.
    let go_on = folder.path().join("go-on");
    let script =
        format!("echo first; until [ -e '{}' ]; do sleep 0.1; done; echo last", go_on.display());
    let job = &browser.post(SUBMIT, &shell(&script, &[101])).data()["job_instance_id"];
    let scope = "/open/api/scope/biz/1/jobInstance";
    let step = job.as_i64().expect("an id") + 1;
    let log = format!("{scope}/{job}/stepInstance/{step}/log");
    let wanted = json!({ "execute_object_list": [{ "type": 1, "resource_id": "101" }] });
    let output = || {
        let told = browser.post(&log, &wanted).data();
        let text = &told["script_execute_object_task_logs"][0]["log_content"];
        text.as_str().expect("text").to_owned()
    };
    wait_for("the first line", || (output() == "first\n").then_some(()));
    let status = || browser.get(&format!("{scope}/{job}/status")).data();
    assert_eq!(status()["job_instance"]["status"], 2);
    std::fs::write(&go_on, "").expect("written");
    wait_for("the end", || (status()["finished"] == true).then_some(()));
    assert_eq!(output(), "first\nlast\n");
    // All outputs as one file, whose length is not known before.
    let archive = browser.get(&format!("{log}/download"));
    assert_eq!(archive.status, 200, "{}", archive.text);
    assert!(archive.text.contains("first\nlast\n") && archive.text.contains("ustar"));

    // Nearly as much as a body may be.
    let large = format!("{}{}", " ".repeat(31 << 20), shell("true", &[101]));
    let headers = [(ORIGIN.as_str(), ORIGIN_OF_NAME)];
    let answer = browser.send(Method::POST, SUBMIT, &large, &headers);
    assert_eq!(answer.status, 200, "{}", answer.text);

    // Other names and other people's pages.
    let refused = |headers: &[(&str, &str)]| {
        let answer = browser.send(Method::POST, SUBMIT, "{}", headers);
        assert_eq!(answer.status, 403, "{headers:?} {}", answer.text);
    };
    refused(&[("Host", "other.example.com")]);
    refused(&[(ORIGIN.as_str(), "https://other.example.com")]);
    refused(&[(ORIGIN.as_str(), ORIGIN_OF_NAME), ("Sec-Fetch-Site", "cross-site")]);

    // Everybody is the proxy: nobody is believed who says to be somebody else.
    let wrong = json!({ "token": "guess" }).to_string();
    let statuses: Vec<u16> = (0..21)
        .map(|number| {
            let from = format!("192.0.2.{number}");
            let headers = [("X-Forwarded-For", from.as_str()), ("X-Real-IP", from.as_str())];
            browser.send(Method::POST, "/session", &wrong, &headers).status.as_u16()
        })
        .collect();
    assert_eq!((&statuses[..20], statuses[20]), (&[401; 20][..], 429), "{statuses:?}");
    let audit = fastexec().args(["audit", "--data-dir"]).arg(folder.path().join("data")).output();
    let audit = String::from_utf8(audit.expect("fastexec runs").stdout).expect("UTF-8");
    assert!(audit.contains("127.0.0.1:") && !audit.contains("192.0.2."), "{audit}");
}

fn behind(folder: &TempDir) -> Served {
    Served::with(&folder.path().join("data"), &["--public-host", NAME])
}

#[test]
fn behind_tls_under_a_public_name() {
    let folder = folder();
    let served = behind(&folder);
    let runtime = Runtime::new().expect("a runtime");
    let proxy = terminate(&runtime, served.address.parse().expect("an address"));
    all_is_well(proxy, &served, &folder);
    // Who comes by http keeps the cookie for http.
    let link = fastexec().args(["link", "--data-dir"]).arg(folder.path().join("data")).output();
    let link = String::from_utf8(link.expect("fastexec runs").stdout).expect("UTF-8");
    let token = link.trim().split_once("#token=").expect("an address").1.to_owned();
    drop(served);
    let served = behind(&folder);
    let origin = format!("http://{}", served.address);
    let body = json!({ "token": token }).to_string();
    let answer = served.client.post("/session", &body, &[("Origin", &origin)]);
    assert_eq!(answer.status, 204, "{}", answer.text);
    assert!(!answer.header("set-cookie").contains("Secure"), "{:?}", answer.headers);
}

struct Nginx(Child);

impl Nginx {
    /// With the block of the document, word for word but for what is this machine's.
    fn start(folder: &Path, gateway: &str) -> (Nginx, SocketAddr) {
        let text = document("operations.md");
        let block = text.split("```\nserver {\n").nth(1).and_then(|rest| rest.split("```").next());
        let mut server = format!("server {{\n{}", block.expect("a block"));
        let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = free.local_addr().expect("an address");
        drop(free);
        for (documented, own) in [
            ("listen 443 ssl;", format!("listen {address} ssl;")),
            ("/etc/ssl/fastexec.pem", made("server.pem").display().to_string()),
            ("/etc/ssl/fastexec.key", made("server-key.pem").display().to_string()),
            ("127.0.0.1:8600", gateway.to_owned()),
        ] {
            assert_eq!(server.matches(documented).count(), 1, "{documented} in {server}");
            server = server.replace(documented, &own);
        }
        let at = folder.display();
        let paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        let paths = paths.map(|it| format!("{it}_temp_path {at}/{it};\n")).concat();
        let config = format!(
            "daemon off;\nmaster_process off;\npid {at}/nginx.pid;\nerror_log stderr;\nevents {{}}\n\
             http {{\naccess_log off;\n{paths}{server}}}\n"
        );
        let path = folder.join("nginx.conf");
        std::fs::write(&path, config).expect("written");
        let mut command = Command::new("nginx");
        command.args(["-e", "stderr", "-c"]).arg(&path).stdin(Stdio::null());
        let nginx = Nginx(command.spawn().expect("nginx is there: install nginx-light"));
        wait_for("nginx", || TcpStream::connect(address).ok());
        (nginx, address)
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
#[ignore = "by hand: it needs nginx"]
fn behind_nginx_as_documented() {
    let folder = folder();
    let served = behind(&folder);
    let (_nginx, address) = Nginx::start(folder.path(), &served.address);
    all_is_well(address, &served, &folder);
}
