//! A page of ours in Chromium, which says what it found by posting it to `/done`.

use anyhow::{Context, bail};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Folders that a page may read, by the first part of the address.
pub(crate) type Folders<'a> = &'a [(&'a str, &'a Path)];

/// Opens `address`, and returns what the page posts.
pub(crate) fn run(folders: Folders<'_>, address: &str, limit: Duration) -> anyhow::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let origin = format!("http://{}", listener.local_addr()?);
    let profile = std::env::temp_dir().join(format!("fastexec-page-{}", std::process::id()));
    let mut browser = Browser { child: start(&profile, &format!("{origin}{address}"))?, profile };
    let deadline = Instant::now() + limit;
    loop {
        match listener.accept() {
            // A connection that breaks off is the browser's affair.
            Ok((stream, _)) => {
                if let Some(posted) = answer(stream, folders).unwrap_or_default() {
                    return Ok(posted);
                }
            }
            Err(_) if Instant::now() > deadline => bail!("{address} said nothing within {limit:?}"),
            Err(_) => {
                if let Some(status) = browser.child.try_wait()? {
                    bail!("the browser ended by itself: {status}");
                }
                std::thread::sleep(Duration::from_millis(5));
            }
        }
    }
}

struct Browser {
    child: Child,
    profile: PathBuf,
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _ended = self.child.wait();
        let _gone = fs::remove_dir_all(&self.profile);
    }
}

fn start(profile: &Path, address: &str) -> anyhow::Result<Child> {
    let start = |program: &str| {
        Command::new(program)
            .args([
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
            ])
            .args([
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ])
            .arg("--disable-dev-shm-usage")
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(address)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
    };
    start("chromium").or_else(|_| start("google-chrome")).context("no Chromium can be started")
}

/// Serves one request; what was posted, if it was that.
fn answer(stream: TcpStream, folders: Folders<'_>) -> anyhow::Result<Option<String>> {
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new(&stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        if let Some(value) = header.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
        if header.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let file = path.trim_start_matches('/').split_once('/').and_then(|(first, rest)| {
        let (_, folder) = folders.iter().find(|(name, _)| *name == first)?;
        // Nothing outside the folder.
        if rest.contains("..") { None } else { fs::read(folder.join(rest)).ok() }
    });
    let status = if path == "/done" || file.is_some() { "200 OK" } else { "404 Not Found" };
    let kind = match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        _ => "text/plain",
    };
    let content = file.unwrap_or_default();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\
         Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Embedder-Policy: require-corp\r\n\r\n",
        content.len()
    );
    (&stream).write_all(head.as_bytes())?;
    (&stream).write_all(&content)?;
    Ok((path == "/done").then(|| String::from_utf8_lossy(&body).into_owned()))
}
